"""Whether records still are what their writer wrote, by the digests in their heads."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from pathlib import Path

from menafn_crawler.archive.members import LARGEST, plain_records

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_DIGEST = re.compile(
    rb"^warc-(block|payload)-digest:[ \t]*(md5|sha-?1|sha-?256|sha-?512):([a-z0-9=]+)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_LENGTH = re.compile(rb"^content-length:", re.IGNORECASE | re.MULTILINE)
"""Without it, a record is broken."""


def break_garbled(copy: Path, size: int) -> None:
    """Make broken records of those in a copy of damaged bytes whose digest says that they are garbled.

    Deflated bytes go on after a fault, with words in the wrong places; the record around them may look whole.
    """
    with copy.open("r+b") as file:
        for offset, length in plain_records(file, 0, size):
            file.seek(offset)
            data = file.read(length) if length <= LARGEST else b""
            said = _LENGTH.search(data)
            if said is not None and not digest_holds(data):
                file.seek(offset + said.start())
                file.write(b"-")


def digest_holds(record: bytes) -> bool:
    """Whether what stands behind the head of an uncompressed record has the digest that the head names.

    True where the head names none, or one that cannot be read: nobody can tell then.
    """
    end = _HEAD_END.search(record)
    if end is None:
        return True
    block = record[end.end() :]
    said = {kind.lower(): (name, value) for kind, name, value in _DIGEST.findall(record, 0, end.end())}
    if b"block" in said:
        return _is(block, *said[b"block"])
    http = _HEAD_END.search(block)
    return _is(block[http.end() :], *said[b"payload"]) if b"payload" in said and http is not None else True


def _is(data: bytes, name: bytes, value: bytes) -> bool:
    digest = hashlib.new(name.decode().lower().replace("-", ""), data, usedforsecurity=False)
    try:
        if len(value) == 2 * digest.digest_size:
            return digest.digest() == binascii.unhexlify(value)
        return digest.digest() == base64.b32decode(value.upper() + b"=" * (-len(value) % 8))
    except ValueError:
        return True
