"""What is taken back of a fix, and what stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.fixer.trim import trim
from novaedit.languages.python.syntax import WORDS, parse
from novaedit.patch.apply import apply_edits, diff_edits


def _left(before: str, written: str) -> str:
    return apply_edits(before, trim(before, diff_edits(before, written), parse, WORDS))


@pytest.mark.parametrize(
    ("before", "written", "left"),
    [
        ("def f(a=[])\n    return a\n", "def f(a=()):\n    return a\n", "def f(a=[]):\n    return a\n"),
        ("x = f( 1, 2\n", "x = f(1, 2)\n", "x = f( 1, 2)\n"),
        ("x = [1, {2: 3}\n", "x = [1, {2, 3}]\n", "x = [1, {2: 3}]\n"),
    ],
)
def test_what_the_parser_does_not_ask_for_is_taken_back(before: str, written: str, left: str) -> None:
    assert _left(before, written) == left


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("print fibonacci(9)", "print(fononacci(9))"),
        ("print fibonacci (9), total", "print(fib(9), total)"),
        ("print total.fibonacci", "print(total.fibo)"),
    ],
)
def test_names_that_the_file_has_elsewhere_are_put_back(line: str, written: str) -> None:
    before = "def fibonacci(n):\n    return n\ntotal = fibonacci(1)\n"
    assert re.findall(r"\w+", _left(f"{before}{line}\n", f"{before}{written}\n").splitlines()[-1]) == (
        re.findall(r"\w+", line)
    )


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
        ("Print x\nPrint y\n", "print(x)\nprint(y)\n"),  # a word that everybody knows
        ("pas\npas\nif x\n  pas\n", "pas\npas\nif x:\n  pass\n"),
        ("a = 1\nprint a.nwo\n", "a = 1\nprint(a.now)\n"),  # the file has the old name nowhere else
        ("a = b = 1\nprint a\n", "a = b = 1\nprint(b)\n"),  # the file has the new one
        ("async = 1\nx = async\n", "async_ = 1\nx = async_\n"),  # the parser asks for it
        ("a = 1\nprint ab a\n", "a = 1\nprint(ab_a)\n"),  # not word for word
    ],
)
def test_what_may_be_meant_stays(before: str, written: str) -> None:
    assert _left(before, written) == written


_LINES = st.lists(st.text("ab1 ()[]{}:,.='\"+", max_size=12), min_size=1, max_size=4)


@given(_LINES, _LINES)
def test_the_parser_says_the_same_and_no_word_changes_but_to_what_it_was(
    old: list[str], new: list[str]
) -> None:
    before, written = "\n".join(old) + "\n", "\n".join(new) + "\n"
    left = _left(before, written)
    said, says = parse(written), parse(left)
    assert (said and (said.message, said.line)) == (says and (says.message, says.line))
    had, meant, words = (re.findall(r"\w+", text) for text in (before, written, left))
    assert len(words) == len(meant)
    assert all(
        word == other or had.count(word) > 1 > had.count(other)
        for word, other in zip(words, meant, strict=True)
    )
    assert _left(before, left) == left
