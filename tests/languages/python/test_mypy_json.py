"""mypy's output, JSON and plain."""

from __future__ import annotations

import json

import pytest

from novaedit.languages.python.mypy_json import read_line, read_sources


def _record(**more: object) -> bytes:
    record = {"file": "a.py", "line": 3, "column": 4, "end_line": 3, "end_column": 9, "message": "m"}
    return json.dumps({**record, "hint": None, "code": "c", "severity": "error", **more}).encode()


def test_json() -> None:
    """E48: JSON columns count from 0."""
    found = read_line(_record(), str)
    assert found is not None
    assert (found.source, found.code, found.line, found.column, found.end_line) == ("mypy", "c", 3, 5, 3)


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        ('Maybe "x"?', 'm (Maybe "x"?)'),
        ('Use "-> None" if\nnothing', 'm (Use "-> None" if)'),
        ('Left operand is of type "int | None"', 'm (Left operand is of type "int | None")'),
        ("See https://mypy.readthedocs.io", "m"),
    ],
)
def test_hints(hint: str, message: str) -> None:
    """A hint stays if it says what to do."""
    found = read_line(_record(hint=hint), str)
    assert found is not None
    assert found.message == message


def test_long_spans_are_cut_to_their_first_line() -> None:
    """A finding about a whole function is one about its header."""
    found = read_line(_record(end_line=90), str)
    assert found is not None
    assert found.end_line == 3


def test_no_line() -> None:
    """-1 stands for no line."""
    found = read_line(_record(line=-1, column=-1, end_line=-1, code=None), str)
    assert found is not None
    assert (found.line, found.column, found.end_line) == (None, None, None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (b"a.py:2: error: invalid syntax  [syntax]", ("syntax", "invalid syntax", 2, None)),
        (b"a.py:2:5: error: invalid syntax", ("syntax", "invalid syntax", 2, 5)),
        (b"C:\\a.py:2:5: error: Bad [x]  [arg-type]", ("arg-type", "Bad [x]", 2, 5)),
    ],
)
def test_plain(row: bytes, expected: tuple[object, ...]) -> None:
    """E49: up to 1.20 syntax errors were not JSON."""
    found = read_line(row, str)
    assert found is not None
    assert (found.code, found.message, found.line, found.column) == expected


@pytest.mark.parametrize(
    "row",
    [b"", b"a.py:2: note: hint", b"Found 1 error in 1 file", b"{broken", b"{}", _record(severity="note")],
)
def test_no_finding(row: bytes) -> None:
    """Notes and summaries."""
    assert read_line(row, str) is None


def test_sources() -> None:
    """Names with quotes come back as they are."""
    log = "LOG:  Found source:           BuildSource(path='d/a.py', module='a', has_text=False)\n"
    log += "LOG:  Found source:           BuildSource(path=\"it's.py\", module='b')\nLOG:  Metadata fresh\n"
    assert read_sources(log) == ["d/a.py", "it's.py"]
