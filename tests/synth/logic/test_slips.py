"""One slip away: what a mutator did is undone by another's change."""

from __future__ import annotations

import pytest

from novaedit.patch.apply import apply_edits
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.logic.slips import slips

_HEAD = "import os\n\n\n"
#: Bugs that are mended by one more change of the same kind.
_UNDONE = (
    *("logic-boundary", "logic-direction", "logic-equality", "logic-membership", "logic-and-or"),
    *("logic-range", "logic-slice", "logic-index", "logic-arithmetic", "logic-operands", "logic-variable"),
    *("logic-arguments", "logic-key-value", "logic-function", "logic-jump", "logic-constant"),
)


def _texts(text: str, first: int, last: int) -> list[str]:
    return [apply_edits(text, edits) for edits in slips(text, first, last)]


@pytest.mark.parametrize("name", _UNDONE)
def test_the_way_back(name: str) -> None:
    """The good code is among the neighbours of the bad."""
    mutator = MUTATORS[name]
    assert mutator.good in _texts(mutator.bad, 1, 9)


def test_only_the_lines_that_are_shown() -> None:
    """In a file: no other line, and no part of a change outside."""
    text = _HEAD + "def f(a, b):\n    if a < b:\n        return a + 1\n    return b - 1\n"
    lines = text.split("\n")
    found = _texts(text, 5, 6)
    assert len(found) > 8
    for new in found:
        changed = [n for n, line in enumerate(new.split("\n")) if line != lines[n]]
        assert changed
        assert set(changed) <= {4, 5}


def test_windows_endings_and_other_alphabets() -> None:
    """Offsets are of characters, lines of the file."""
    text = 'é = "ü"\r\ndef f(ä, b):\r\n    return ä < b\r\n'
    assert text.replace("<", "<=") in _texts(text, 3, 3)
    assert all(new.endswith("\r\n") for new in _texts(text, 1, 3))


def test_the_same_each_time_and_each_once() -> None:
    text = "def f(a, b, c):\n    return max(a, b) - min(b, c)\n"
    found = _texts(text, 1, 2)
    assert found == _texts(text, 1, 2)
    assert len(set(found)) == len(found)
    assert text not in found


@pytest.mark.parametrize(
    "text", ["def f(:\n    return 1\n", "x = '\0'\n", "def f():\n\treturn 1\n        return 2\n"]
)
def test_what_does_not_parse_has_none(text: str) -> None:
    assert slips(text, 1, 9) == []
