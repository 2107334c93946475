"""The address of a store: checked before anything is opened, and rendered without its secrets."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

ALLOWED = "allowed are sqlite:///FILE and postgresql+psycopg://USER:PASSWORD@HOST:PORT/DATABASE"
_BACKENDS = ("sqlite", "postgresql")
_SECRET = ("pass", "secret", "token", "key")
"""Parts of names of query parameters whose values are not shown."""


class StoreAddressError(ValueError):
    """An address that cannot be a store's; the message has one line and no secret."""


def read_address(url: str) -> URL:
    """Parse the address of a store. Raises StoreAddressError for one that cannot be used."""
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError):  # ValueError: the port is no number
        raise StoreAddressError(f"{shown_address(url)}, which is no address of a store; {ALLOWED}") from None
    if backend not in _BACKENDS:
        raise StoreAddressError(f"{shown_address(url)}; {ALLOWED}")
    try:
        address.get_dialect().import_dbapi()
    except (ArgumentError, ImportError) as error:
        name = address.drivername
        raise StoreAddressError(f"{shown_address(url)}; there is no driver for {name}: {error}") from None
    return address


def shown_address(url: str | URL) -> str:
    """Return the address of a store as it may be printed: without password, also where it cannot be parsed.

    >>> shown_address("postgresql+psycopg://u:secret@h/d?password=secret&sslmode=require")
    'postgresql+psycopg://u:***@h/d?password=***&sslmode=require'
    >>> shown_address("postgresql+psycopg://u:secret@h:notaport/d")
    'postgresql+psycopg://...'
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        text = str(url)
        scheme, found, rest = text.partition(":")
        return f"{scheme}://..." if found and ("@" in rest or "?" in rest) else repr(text)
    query = {name: "***" if _is_secret(name) else value for name, value in address.query.items()}
    rendered = address.set(query=query).render_as_string(hide_password=True)
    return rendered.replace("%2A%2A%2A", "***")


def without_secrets(text: str, address: URL) -> str:
    """Return a message about a store with the secrets of its address replaced, should a driver repeat them."""
    secrets = [str(value) for name, value in address.query.items() if _is_secret(name)]
    for secret in [*secrets, address.password or ""]:
        text = text.replace(secret, "***") if secret else text
    return text


def _is_secret(name: str) -> bool:
    return any(part in name.lower() for part in _SECRET)
