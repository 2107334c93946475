# The crawler alone, as a user without rights: docker build -t menafn_crawler . ; see docs/running.md.
FROM python:3.12-slim

COPY pyproject.toml README.md LICENSE /source/
COPY menafn_crawler /source/menafn_crawler
COPY deploy/image.sh /source/
RUN sh /source/image.sh /source /data && rm -r /source

USER 10001
# matplotlib, of the report, wants a place for its cache.
ENV MENAFN_DATA_DIR=/data MPLCONFIGDIR=/tmp PYTHONUNBUFFERED=1
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=5m --timeout=30s CMD ["menafn-crawler", "list"]

ENTRYPOINT ["menafn-crawler"]
CMD ["crawl", "menafn"]
