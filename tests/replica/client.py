"""A plain HTTP client for the tests, which follows nothing and hides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """Status, headers (names in lower case) and text of one answer."""

    status: int
    headers: dict[str, str]
    text: str


def ask(base: str, address: str, method: str = "GET") -> Answer:
    """The answer to one request; raises ConnectionError or HTTPException where none comes."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=10)
    try:
        connection.request(method, address)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read().decode())
    finally:
        connection.close()
