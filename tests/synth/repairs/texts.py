"""What a repair of a syntax error makes of a text."""

from __future__ import annotations

from collections.abc import Callable

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.languages.python.syntax import parse
from novaedit.patch.apply import apply_edits

Repair = Callable[[str, Diagnostic, int, int], list[tuple[Edit, ...]]]


def repaired(repair: Repair, text: str, first: int = 1, last: int = 99) -> list[str]:
    """The texts that `repair` leads to from `text`, which does not parse."""
    finding = parse(text)
    assert finding is not None
    return [apply_edits(text, edits) for edits in repair(text, finding, first, last)]
