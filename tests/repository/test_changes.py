"""Which lines a change touched."""

from __future__ import annotations

import pytest

from novaedit.repository.changes import changed_ranges
from novaedit.repository.snapshot import LineRanges


@pytest.mark.parametrize(
    ("base", "content", "ranges"),
    [
        pytest.param(None, b"a\n", None, id="new file"),
        pytest.param(b"", b"a\nb\n", ((1, 2),), id="was empty"),
        pytest.param(b"a\nb\n", b"a\nb\n", (), id="nothing"),
        pytest.param(b"a\nb\nc\n", b"a\nB\nc\n", ((2, 2),), id="one line"),
        pytest.param(b"a\nb\nc\n", b"a\nc\n", (), id="a deletion adds no line"),
        pytest.param(b"a\nc\n", b"a\nb\nb\nc\nd\n", ((2, 3), (5, 5)), id="two runs"),
        pytest.param(b"a\nb\n", b"a\r\nb\r\n", (), id="endings only"),
        pytest.param(b"a\nb", b"a\nb\n", (), id="final newline only"),
        pytest.param(b"a\x0cb\nc\n", b"a\x0cb\nC\n", ((2, 2),), id="a form feed ends no line"),
        pytest.param(b"a\rb\rc\r", b"a\rB\rc\r", ((2, 2),), id="CR"),
    ],
)
def test_ranges(base: bytes | None, content: bytes, ranges: LineRanges) -> None:
    assert changed_ranges(base, content) == ranges
