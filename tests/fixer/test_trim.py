"""What is taken back of a fix, and what stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.fixer.trim import trim
from novaedit.languages.python.syntax import parse
from novaedit.patch.apply import apply_edits, diff_edits


@pytest.mark.parametrize(
    ("before", "written", "left"),
    [
        ("def f(a=[])\n    return a\n", "def f(a=()):\n    return a\n", "def f(a=[]):\n    return a\n"),
        ("x = f( 1, 2\n", "x = f(1, 2)\n", "x = f( 1, 2)\n"),
        ("x = [1, {2: 3}\n", "x = [1, {2, 3}]\n", "x = [1, {2: 3}]\n"),
    ],
)
def test_what_the_parser_does_not_ask_for_is_taken_back(before: str, written: str, left: str) -> None:
    assert apply_edits(before, trim(before, diff_edits(before, written), parse)) == left


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("p = 'C:\\Users\\new'\n", "p = 'C:\\\\Users\\\\new'\n"),  # a backslash less is another text
        ("!#/usr/bin/python3\n", "#!/usr/bin/python3\n"),  # in a comment anything parses
        ("print a; print\n", "print(a); print\n"),
        ("x = 1\nprint\ny = (2\n", "x = 1\nprint()\ny = (2)\n"),  # the only change of its line
        ("f = lambda (a, b): a + b\n", "f = lambda ab: ab[0] + ab[1]\n"),  # words
        ("  x = 1\n y = 2\n", "x = 1\ny = 2\n"),  # indentation
        ("x = (1\n", "x = (\n    1\n)\n"),  # other lines than before
        ("x = 1\n", "x = [1]\n"),  # one change, though nobody asks for it
    ],
)
def test_what_may_be_meant_stays(before: str, written: str) -> None:
    assert apply_edits(before, trim(before, diff_edits(before, written), parse)) == written


_LINES = st.lists(st.text("ab1 ()[]{}:,.='\"+", max_size=12), min_size=1, max_size=4)


@given(_LINES, _LINES)
def test_the_parser_says_the_same_and_no_word_changes(old: list[str], new: list[str]) -> None:
    before, written = "\n".join(old) + "\n", "\n".join(new) + "\n"
    left = apply_edits(before, trim(before, diff_edits(before, written), parse))
    said, says = parse(written), parse(left)
    assert (said and (said.message, said.line)) == (says and (says.message, says.line))
    assert re.findall(r"\w+", left) == re.findall(r"\w+", written)
    assert trim(before, diff_edits(before, left), parse) == diff_edits(before, left)
