"""A fix made for one version of a file, carried over to another."""

from __future__ import annotations

import pytest

from novaedit.patch.unified import FileChange
from novaedit.repository.merge import carry_over

FIX = FileChange("a.py", b"1\n2\n3\n4\n5\n", b"1\n2\nTHREE\n4\n5\n")


@pytest.mark.parametrize(
    ("content", "result"),
    [
        pytest.param(FIX.before, FIX.after, id="the same content"),
        pytest.param(b"0\n1\n2\n3\n4\n5\n", b"0\n1\n2\nTHREE\n4\n5\n", id="a line more above"),
        pytest.param(b"1\r\n2\r\n3\r\n4\r\n5\r\n", b"1\r\n2\r\nTHREE\r\n4\r\n5\r\n", id="CRLF"),
        pytest.param(b"1\n2\n3\n4\n5", b"1\n2\nTHREE\n4\n5", id="no final newline"),
        pytest.param(b"\xef\xbb\xbf1\n2\n3\n4\n5\n", b"\xef\xbb\xbf1\n2\nTHREE\n4\n5\n", id="BOM"),
        pytest.param(FIX.after, FIX.after, id="already fixed"),
        pytest.param(b"1\n2\nthree\n4\n5\n", None, id="the same line"),
        pytest.param(b"1\ntwo\n3\n4\n5\n", None, id="the line before"),
        pytest.param(b"", None, id="emptied"),
        pytest.param(b"1\n2\n3\n4\n5 \xe9\n", None, id="not UTF-8"),
    ],
)
def test_carrying_over(content: bytes, result: bytes | None) -> None:
    assert carry_over(content, FIX) == result


def test_a_new_final_newline_is_a_fix_too() -> None:
    assert carry_over(b"x", FileChange("a.py", b"x", b"x\n")) == b"x\n"
