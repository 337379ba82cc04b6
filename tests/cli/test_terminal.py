"""Colour and printable text."""

from __future__ import annotations

import io

import pytest

from novaedit.cli.terminal import Colour, check_terminal, printable, wants_colour
from novaedit.errors import UsageError


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "choice", "environ", "expected"),
    [
        (True, "auto", {}, True),
        (False, "auto", {}, False),
        (True, "auto", {"NO_COLOR": "1"}, False),
        (True, "auto", {"NO_COLOR": ""}, True),
        (True, "auto", {"TERM": "dumb"}, False),
        (False, "auto", {"FORCE_COLOR": "1"}, True),
        (False, "auto", {"FORCE_COLOR": "0"}, False),
        (True, "auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, "never", {"FORCE_COLOR": "1"}, False),
        (False, "always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour(terminal: bool, choice: Colour, environ: dict[str, str], expected: bool) -> None:
    stream = _Terminal() if terminal else io.StringIO()
    assert wants_colour(stream, choice, environ) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é\ttab\n", "plain é\ttab\n"),
        ("\x1b[31m", "^[[31m"),
        ("a\r", "a^M"),
        ("\x7f", "^?"),
        ("\u202e", "\\u202e"),
        ("\udcff", "\\udcff"),
        ("\x85", "\\x85"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_without_a_terminal_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(UsageError, match="-i needs a terminal"):
        check_terminal()
