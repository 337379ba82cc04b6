"""Whether the words of a patch can be known."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.mining.visible import unseen_words

_REGION = Region("a.py", Span(1, ("def f(price):", "    return pirce")), related=("total",))
_FOUND = Diagnostic("ruff", "F821", "Undefined name `pirce`", "a.py", 2)


@pytest.mark.parametrize(
    ("line", "instruction", "unseen"),
    [
        ("    return price", None, set()),
        ("    return total", None, set()),
        ("    return len(sys.argv)", None, {"argv"}),
        ("    return discount", None, {"discount"}),
        ("    return discount", "Take the discount off", set()),
        ("    return price + 1", None, set()),
        ("    return price + 19", None, {"19"}),
        ("    return None if self else False", None, set()),
    ],
)
def test_words(line: str, instruction: str | None, unseen: set[str]) -> None:
    """In the region, its related names, the message, the instruction, or Python's own."""
    assert unseen_words([Edit(2, 2, (line,))], _REGION, [_FOUND], instruction) == unseen
