"""Settings of the project. ``MENAFN_*`` may also come from the environment or from ``-s NAME=value``."""

import os

from menafn_crawler import bounds
from menafn_crawler.version import __version__

BOT_NAME = "menafn_crawler"
SPIDER_MODULES = ["menafn_crawler.spiders"]
NEWSPIDER_MODULE = "menafn_crawler.spiders"
COMMANDS_MODULE = "menafn_crawler.commands"


def _environment(name: str, default: str) -> str:
    return os.environ.get(name, default)


# --- what the crawler keeps, and where ---------------------------------------------------------------------------
MENAFN_DATA_DIR = _environment("MENAFN_DATA_DIR", "data")
MENAFN_STORE = _environment("MENAFN_STORE", "sqlite:///{MENAFN_DATA_DIR}/menafn.db")
MENAFN_LOCK_TIMEOUT = _environment("MENAFN_LOCK_TIMEOUT", "8")  # s; a stop is obeyed within ten
MENAFN_STATEMENT_TIMEOUT = _environment("MENAFN_STATEMENT_TIMEOUT", "120")  # s on PostgreSQL; ours take seconds
MENAFN_EXPORTS = _environment("MENAFN_EXPORTS", "articles.jsonl,articles.csv")
MENAFN_EXPORT_MINUTES = _environment("MENAFN_EXPORT_MINUTES", "60")  # of a long crawl; half a minute at a million
MENAFN_KEEP_DUPLICATES = _environment("MENAFN_KEEP_DUPLICATES", "0")
MENAFN_QUARANTINE_MB = _environment("MENAFN_QUARANTINE_MB", "100")  # some thousand pages to write a layout from
MENAFN_GATES = _environment("MENAFN_GATES", "1")  # docs/running.md
MENAFN_SILENT_DAYS = _environment("MENAFN_SILENT_DAYS", "2")  # the site publishes on every day of the year
MENAFN_ARCHIVE = _environment("MENAFN_ARCHIVE", "off")  # directory of WARC files
MENAFN_METRICS_FILE = _environment("MENAFN_METRICS_FILE", "")  # text file for Prometheus: docs/running.md
MENAFN_HEALTHCHECK_URL = _environment("MENAFN_HEALTHCHECK_URL", "")  # pinged at the end; a secret
# --- several workers on one queue --------------------------------------------------------------------------------
MENAFN_REDIS_URL = _environment("MENAFN_REDIS_URL", "")  # docs/scaling.md
ADDONS = {
    "menafn_crawler.schedulers.redis_addon.RedisAddon": 0,  # changes nothing without MENAFN_REDIS_URL
    "menafn_crawler.middlewares.cookies_off.CookiesOff": 1,
}

# --- what the site means -----------------------------------------------------------------------------------------
MENAFN_TIMEZONE = _environment("MENAFN_TIMEZONE", "America/New_York")  # docs/dates.md
MENAFN_DUPLICATE_DAYS = _environment("MENAFN_DUPLICATE_DAYS", "7")  # a release reaches the last wire within a week
MENAFN_NEVER_MERGE = _environment("MENAFN_NEVER_MERGE", "")  # file of pairs that overrule it: docs/duplicates.md
MENAFN_SECOND_LOOK_MINUTES = _environment("MENAFN_SECOND_LOOK_MINUTES", "10")  # before "no such article" is asked again

# --- politeness: on by default, off only where a user says so ----------------------------------------------------
USER_AGENT = f"menafn_crawler/{__version__} (news research; honours robots.txt)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "menafn_crawler"
DOWNLOAD_DELAY = 1.0  # about one request a second
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 2  # so that one slow answer does not stop the crawl
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # newest first, as the queue gives them; Scrapy's is LIFO
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
RETRY_TIMES = 3
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"  # nothing is lost: the article stays in the queue
MENAFN_LONGEST_WAIT = _environment(
    "MENAFN_LONGEST_WAIT", "120"
)  # s of Retry-After; a longer wait is left to the next run

MENAFN_CONDITIONAL_HOURS = _environment("MENAFN_CONDITIONAL_HOURS", "24")  # a site with wrong validators hides a day
MENAFN_CIRCUIT_BREAKER = _environment(
    "MENAFN_CIRCUIT_BREAKER", "15"
)  # useless answers in a row before the run stops asking: more than a burst of errors, fewer than a site notices

# --- pages that only a script shows ------------------------------------------------------------------------------
MENAFN_RENDER = _environment("MENAFN_RENDER", "never")  # of 2022 to 2026 no stored page needs it
MENAFN_RENDER_WAIT = _environment("MENAFN_RENDER_WAIT", "2")  # s for a script to fetch its story; then four times that
SPLASH_URL = _environment("SPLASH_URL", "")
SPLASH_USER = _environment("SPLASH_USER", "")
SPLASH_PASS = _environment("SPLASH_PASS", "")

# --- nothing from the network is trusted -------------------------------------------------------------------------
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = bounds.PAGE_BYTES
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = bounds.REDIRECTS
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # it opens a port that executes Python
METAREFRESH_ENABLED = False

DOWNLOAD_HANDLERS = {
    "http": "menafn_crawler.middlewares.download_handler.BoundedHttpHandler",
    "https": "menafn_crawler.middlewares.download_handler.BoundedHttpHandler",
}
MEMUSAGE_ENABLED = True
MEMUSAGE_LIMIT_MB = 1024  # a crawl needs under 150 MB; ends with reason memusage_exceeded, the next run goes on

# --- the way of an article, in order -----------------------------------------------------------------------------
EXTENSIONS_BASE = {  # Scrapy's own, without those that open ports; merely imported they cost 0.2 s a run
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "menafn_crawler.extensions.memory_usage.OwnMemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
EXTENSIONS = {
    "menafn_crawler.extensions.log_filters.PlainErrors": 5,
    "menafn_crawler.extensions.session.Session": 10,
    "menafn_crawler.extensions.archive.Archive": 15,
    "menafn_crawler.extensions.profile.Profile": 16,
    "menafn_crawler.extensions.gates.Gates": 18,  # before the files are written
    "menafn_crawler.extensions.exports.Exports": 20,
    "menafn_crawler.extensions.outcome.Outcome": 30,
    "menafn_crawler.exporters.feed.StoreFeeds": 35,  # in the place of Scrapy's FeedExporter, after the outcome
    "menafn_crawler.extensions.progress.ProgressLine": 40,  # in the place of Scrapy's LogStats
    "menafn_crawler.extensions.run_record.RunRecord": 50,  # when the engine has stopped, and feeds are written
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "menafn_crawler.middlewares.same_site.SameSiteMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # lets what waits for robots.txt through
    "menafn_crawler.middlewares.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "menafn_crawler.middlewares.patient_retry.PatientRetryMiddleware": 550,
    "menafn_crawler.middlewares.circuit_breaker.CircuitBreakerMiddleware": 555,  # sees answers that are retried
    "menafn_crawler.middlewares.render.RenderMiddleware": 560,  # retries see the page, Splash no Accept-Encoding
    "menafn_crawler.middlewares.conditional_lists.ConditionalListsMiddleware": 565,  # bodies are decoded here
    "menafn_crawler.middlewares.cookie_wall.CookieWallMiddleware": 570,  # the breaker sees what came with the cookie
    "menafn_crawler.middlewares.robots.RobotsEncodingMiddleware": 595,  # before Scrapy decodes
    "menafn_crawler.middlewares.cookie_wall.CookieRedirectMiddleware": 610,  # before Scrapy follows redirects
    "menafn_crawler.middlewares.archive.ArchiveMiddleware": 950,  # next to the network: answers as they were sent
}
SPIDER_MIDDLEWARES = {
    # Each is a generator around every page's output, for what no address or page of ours needs.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
}
ITEM_PIPELINES = {
    "menafn_crawler.pipelines.extract.ExtractPipeline": 100,
    "menafn_crawler.pipelines.text.TextPipeline": 150,
    "menafn_crawler.pipelines.date.DatePipeline": 200,
    "menafn_crawler.pipelines.span.SpanPipeline": 300,
    "menafn_crawler.pipelines.store.StorePipeline": 400,
    "menafn_crawler.pipelines.deduplicate.DeduplicatePipeline": 500,
}
FEED_EXPORTERS = dict.fromkeys(
    "csv json jsonl jsonlines jl parquet xlsx sqlite gz".split(), "menafn_crawler.exporters.feed.ArticleIds"
) | dict.fromkeys(("xml", "marshal", "pickle"))  # Scrapy's others write while crawling: copies would stay in
FEED_EXPORT_ENCODING = "utf-8"
FEED_STORAGES = {
    "": "menafn_crawler.exporters.storage.AtomicFileStorage",
    "file": "menafn_crawler.exporters.storage.AtomicFileStorage",
}

# --- the engine --------------------------------------------------------------------------------------------------
CONCURRENT_ITEMS = 1  # Scrapy starts this many tasks for every response; a page yields one item
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads the source of every callback at start; mypy knows better
LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 60.0
STATS_DUMP = False  # last-run.json has them
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
