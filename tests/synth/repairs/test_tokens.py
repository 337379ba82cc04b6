"""The way back among the texts that are one token away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.languages.python.syntax import parse
from novaedit.patch.apply import apply_edits
from novaedit.synth.repairs.tokens import tokens
from tests.synth.repairs.texts import repaired


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("x = 1\nelif x:\n    y()\n", "x = 1\nif x:\n    y()\n"),
        ("while a:\n    b()\nelif c:\n    d()\n", "if a:\n    b()\nelif c:\n    d()\n"),
        ("x = (1, 2\n", "x = (1, 2)\n"),
        ("x = f(1]\ny = 2\n", "x = f(1)\ny = 2\n"),
        ("if x = 1:\n    y()\n", "if x == 1:\n    y()\n"),
        ("x = 1 +\ny = 2\n", "x = 1 \ny = 2\n"),
        ("me@home:~$ python a.py\nx = 1\n", "# me@home:~$ python a.py\nx = 1\n"),
        ("x = 'a\n", "x = 'a'\n"),
        ("x = [1 2]\n", "x = [1, 2]\n"),
    ],
)
def test_the_way_back_is_there(text: str, mended: str) -> None:
    found = repaired(tokens, text)
    squeezed = [each.replace(" ", "") for each in found]
    assert mended.replace(" ", "") in squeezed


def test_code_is_not_made_a_comment() -> None:
    assert not any("#" in each for each in repaired(tokens, "if (len(x) > 0:\n    y()\n"))
    assert not any("#" in each for each in repaired(tokens, "x = (1, 2\n"))


def test_only_lines_of_the_window_change() -> None:
    text = "while a:\n    b()\nelif c:\n    d()\n"
    assert all(each.startswith("while a:\n") for each in repaired(tokens, text, first=2))
    assert repaired(tokens, text, first=4) == []


def test_a_mistake_further_down_does_not_matter() -> None:
    assert "x = (1)\n\n\ny = [2\n" in repaired(
        tokens, "x = (1\n)\n)\n\ny = [2\n".replace("(1\n)\n)\n", "(1]\n\n")
    )


@given(st.text("if x:=(1)[\n ]'else", max_size=60))
def test_every_one_of_them_leaves_the_error_behind(text: str) -> None:
    was = parse(text)
    if was is None:
        return
    for edits in tokens(text, was, 1, 99):
        error = parse(apply_edits(text, edits))
        assert error is None or (error.line or 0) > (was.line or 0)
