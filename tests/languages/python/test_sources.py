"""Bytes to text."""

from __future__ import annotations

import pytest

from novaedit.languages.python.sources import decode


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"x\r\ny\rz\n", "x\r\ny\rz\n"),
        (b"\xef\xbb\xbfx", "\ufeffx"),
        (b"# coding: latin-1\n\xe9", "# coding: latin-1\n\xe9"),
        (b"# coding: no-such\n\xc3\xa9", "# coding: no-such\n\xe9"),
        (b"x = '\xe9'", "x = '\udce9'"),
        (b"\xef\xbb\xbf# coding: latin-1\n\xc3\xa9", "\ufeff# coding: latin-1\n\xe9"),
    ],
)
def test_decode(content: bytes, text: str) -> None:
    """By the declaration; nothing is lost or made up."""
    assert decode(content) == text
