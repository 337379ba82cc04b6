"""Tests as they are written."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.logic.testing import writing
from novaedit.synth.logic.testing.cases import Case, case


def _case(arguments: str, expected: str, *, lazy: bool = False) -> Case:
    one = case(arguments, expected, lazy=lazy)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ("True", "    assert f(1)"),
        ("False", "    assert not f(1)"),
        ("None", "    assert f(1) is None"),
        ("[1]", "    assert f(1) == [1]"),
    ],
)
def test_assertion(expected: str, line: str) -> None:
    assert writing.assertion("f", _case("1", expected)) == line


def test_what_comes_one_by_one_is_put_into_a_list() -> None:
    assert writing.assertion("f", _case("1", "[1]", lazy=True)) == "    assert list(f(1)) == [1]"


def test_table() -> None:
    """On one line where it is short; with keywords, and with `is` for yes and no."""
    rows = [_case("1, n=1", "True"), _case("2, n=2", "False")]
    assert writing.parametrized("f", rows, ["s", "n"], "test_f") == [
        "@pytest.mark.parametrize(('s', 'n', 'expected'), [(1, 1, True), (2, 2, False)])",
        "def test_f(s, n, expected):",
        "    assert f(s, n=n) is expected",
    ]
    rows = [_case("'abcdefghijk'", "1"), _case("'bcdefghijkl'", "2")]
    long = writing.parametrized("f", rows, ["expected"], "test_f")
    assert long[1:3] == ["    ('expected', 'result'),", "    ["]
    assert long[3:5] == ["        ('abcdefghijk', 1),", "        ('bcdefghijkl', 2),"]
    assert long[-1] == "    assert f(expected) == result"


def test_error() -> None:
    source = 'def f(n):\n    if n:\n        raise ValueError(f"no such number: {n}")\n    raise KeyError(n)\n'
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    assert writing.refusal(node, 3, "ValueError") == "no such number"
    assert writing.refusal(node, 4, "KeyError") == ""
    assert writing.refusal(node, 2, "ValueError") is None
    assert writing.refusal(node, 3, "TypeError") is None
    one = Case(("3",), (), None, error="ValueError", message="no such number")
    assert writing.raising("f", one, "test_f") == [
        "def test_f():",
        "    with pytest.raises(ValueError, match='no such number'):",
        "        f(3)",
    ]


def test_names() -> None:
    assert writing.name_of_test("_private") == "test_private"
    assert writing.snake("ZeroDivisionError") == "zero_division_error"
    assert not writing.is_free(["text", "f"], "f")
    assert writing.is_free(["text"], "f")


def test_quotes() -> None:
    """Changed where nothing has to be escaped."""
    lines = ["x = ['a', b'b', '\"', \"it's\"]", "y = 'c'"]
    assert writing.in_quotes(lines, "'") == lines
    assert writing.in_quotes(lines, '"') == ['x = ["a", b"b", \'"\', "it\'s"]', 'y = "c"']
