"""Settings of a bare spider that is tuned as our crawl is: what of ours makes any spider faster, from where it stands.

The concurrency is given on the command line, to this spider as to ours.
"""

from menafn_crawler.settings import (
    CONCURRENT_ITEMS,
    COOKIES_ENABLED,
    EXTENSIONS_BASE,
    LOG_LEVEL,
    METAREFRESH_ENABLED,
    REMOTE_CONTROL_ENABLED,
    ROBOTSTXT_OBEY,
    ROBOTSTXT_USER_AGENT,
    SPIDER_MIDDLEWARES,
    TELNETCONSOLE_ENABLED,
    USER_AGENT,
    WARN_ON_GENERATOR_RETURN_VALUE,
)

__all__ = [
    "CONCURRENT_ITEMS",
    "COOKIES_ENABLED",
    "EXTENSIONS_BASE",
    "LOG_LEVEL",
    "METAREFRESH_ENABLED",
    "REMOTE_CONTROL_ENABLED",
    "ROBOTSTXT_OBEY",
    "ROBOTSTXT_USER_AGENT",
    "SPIDER_MIDDLEWARES",
    "TELNETCONSOLE_ENABLED",
    "USER_AGENT",
    "WARN_ON_GENERATOR_RETURN_VALUE",
]
