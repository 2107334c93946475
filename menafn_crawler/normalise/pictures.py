"""Read the picture and the provider's link as absolute published addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from menafn_crawler.bounds import ADDRESS
from menafn_crawler.normalise.addresses import PUBLISHED_BASE, on_site

_PLACEHOLDER = re.compile(
    r"/(?:images|includes)/|/[^/]*(?:logo|placeholder|no_?image|spacer|blank)[^/]*$", re.IGNORECASE
)
_UPLOADED = re.compile(r"/updates/", re.IGNORECASE)
_BARE_HOST = re.compile(r"www\.[a-z0-9-]+\.", re.IGNORECASE)
"""An address without its scheme, as people write it."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HOST = re.compile(r"[^\s<>\"\\^`{|}%]+")
_SOCIAL = re.compile(r"_social(?=\.\w+(?:[?#]|$))")


def image_url(printed: str | None, base: str) -> str | None:
    """Return the address of the picture; None for the site's placeholders and for what is no address.

    The social twin's variant is the same picture. *base* is the address the site was read from.

    >>> image_url("/updates/pr/2025-05/23/TC_fa45aimage_story_social.jpg", "http://127.0.0.1:8000")
    'https://menafn.com/updates/pr/2025-05/23/TC_fa45aimage_story.jpg'
    >>> image_url("https://menafn.com/images/Menafn_SmallLogo.jpg", "https://menafn.com") is None
    True
    """
    address = published_link(printed, base)
    if address is None or is_placeholder(address):
        return None
    return _SOCIAL.sub("", address)


@lru_cache(maxsize=256)  # of a page's pictures several are the same, and the logos stand on page after page
def is_placeholder(address: str) -> bool:
    """Return True if a picture's address, in any form, is one of the site's own logos: they mean "no picture".

    >>> is_placeholder("/includes/img/logo.jpg"), is_placeholder("/updates/pr/2025-05/23/I_1image_story.jpg")
    (True, False)
    """
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        return True
    return not path.strip("/") or (_PLACEHOLDER.search(path) is not None and not _UPLOADED.search(path))


@lru_cache(maxsize=1_000)  # a provider's logo leads to the same place under each of its stories
def published_link(printed: str | None, base: str) -> str | None:
    """Return the absolute http(s) address of a printed one, on the published host for the site's own; None for others.

    An address with a user name (``http://menafn.com@other.example/``) or with control characters is none.
    """
    if not printed or not (printed := printed.strip()) or printed.startswith("#") or len(printed) > ADDRESS:
        return None
    if _CONTROL.search(printed):
        return None
    if _BARE_HOST.match(printed):
        printed = f"http://{printed}"
    try:
        if "@" in urlsplit(urljoin(PUBLISHED_BASE, printed)).netloc:
            return None
    except ValueError:
        return None
    own = on_site(printed, base)
    if own is not None:
        path = own.path.strip() or "/"
        return safe_url_string(PUBLISHED_BASE + path + (f"?{own.query.strip()}" if own.query.strip() else ""))
    try:
        address = urljoin(PUBLISHED_BASE + "/", printed)
        parts = urlsplit(address)
        named = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.hostname or "")
        return safe_url_string(address) if named else None
    except ValueError:
        return None
