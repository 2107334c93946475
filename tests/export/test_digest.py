"""Hash and size of what passes by."""

from __future__ import annotations

import hashlib
import io

from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.export.digest import Digest


@given(st.lists(st.binary(max_size=50)), st.integers(1, 64))
def test_it_is_that_of_the_file(parts: list[bytes], buffer: int) -> None:
    file = io.BytesIO()
    digest = Digest(file)
    with io.BufferedWriter(digest, buffer) as target:
        for part in parts:
            target.write(part)
        assert target.tell() == len(b"".join(parts))
    assert file.getvalue() == b"".join(parts)
    assert (digest.bytes, digest.sha256) == (len(file.getvalue()), hashlib.sha256(file.getvalue()).hexdigest())
