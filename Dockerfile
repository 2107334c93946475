# The crawler alone: docker build -t menafn_crawler . ; see docs/running.md.
FROM python:3.11-slim

WORKDIR /srv/menafn_crawler

# What tests and checks need stays out.
COPY requirements.txt ./
RUN sed '/^# Tests and checks/,$d' requirements.txt > /tmp/requirements.txt \
    && pip install --no-cache-dir --disable-pip-version-check --requirement /tmp/requirements.txt \
    && rm /tmp/requirements.txt

COPY scrapy.cfg ./
COPY menafn_crawler ./menafn_crawler
RUN python -m compileall -q menafn_crawler \
    && useradd --uid 10001 --no-create-home menafn \
    && mkdir /data && chown menafn /data

USER menafn
# matplotlib, of the report, wants a place for its cache.
ENV MENAFN_DATA_DIR=/data MPLCONFIGDIR=/tmp PYTHONUNBUFFERED=1
VOLUME /data

ENTRYPOINT ["scrapy"]
CMD ["crawl", "menafn"]
