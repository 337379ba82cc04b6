"""CPython's syntax errors as diagnostics."""

from __future__ import annotations

import pytest

from novaedit.languages.python.syntax import parse


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        pytest.param("x = (1\ny = 2\n", 1, "'(' was never closed", id="open bracket"),
        pytest.param("def f():\n", 1, "expected an indented block", id="block cut off at the end"),
        pytest.param("x = 1\n\\", 2, "unexpected EOF", id="backslash at the end"),
        pytest.param("\nreturn 1\n", 2, "outside function", id="found by the compiler, not the parser"),
        pytest.param("x = 1\ny = 'a\0b'\n", 2, "null byte", id="null byte"),
        pytest.param("x = 1\ny = '\udc80'\n", 2, "surrogate", id="lone surrogate"),
        pytest.param("a = " + "-" * 20000 + "1\n", 1, "nested too deeply", id="parser stack"),
        pytest.param("x = 1\ry = (\rz\r", 2, "never closed", id="C24: CR endings"),
        pytest.param("x = '\u2028\x0c'\ny = (\n", 2, "never closed", id="C24: separators that end no line"),
        pytest.param("\ufeffx = (\n", 1, "never closed", id="C26: BOM"),
    ],
)
def test_error(code: str, line: int, words: str) -> None:
    """Each way of being broken gives one diagnostic on a line of the file."""
    found = parse(code, "a.py")
    assert found is not None
    assert (found.source, found.code, found.path, found.line) == ("parser", "invalid-syntax", "a.py", line)
    assert words in found.message
    assert found.is_syntax_error


@pytest.mark.parametrize("code", ["", "\ufeffx = 1\n", "x = '\\d' is 1\n", "\x0cx = 1\r\ny = 2\r\n"])
def test_correct(code: str) -> None:
    """Correct code, with warnings or without, gives nothing (and warnings are errors in these tests)."""
    assert parse(code) is None


def test_bom_is_not_a_column() -> None:
    """C26: columns are as if there were no BOM."""
    found, plain = parse("\ufeffx = )\n"), parse("x = )\n")
    assert found is not None
    assert found == plain
    assert found.column == 5


def test_never_executed(capsys: pytest.CaptureFixture[str]) -> None:
    """Compiling does not run the code."""
    assert parse("print('ran')\nraise SystemExit\n") is None
    assert capsys.readouterr().out == ""
