"""Every repair of what a type checker says, as edits, the more plausible kinds first."""

from __future__ import annotations

from collections.abc import Iterator

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.structure import parse_quietly
from novaedit.patch.apply import apply_edits
from novaedit.synth.module import Module
from novaedit.synth.repairs.absent import absent
from novaedit.synth.repairs.arguments import arguments
from novaedit.synth.repairs.place import Edits, Place
from novaedit.synth.repairs.results import results


def repairs(text: str, finding: Diagnostic, first: int, last: int) -> list[Edits]:
    """Edits of lines `first`..`last` (1-based) of a Python file, each to another text that parses.

    None if the file does not parse, or the finding has no line.
    """
    if finding.line is None:
        return []
    found: dict[str, Edits] = {}
    try:
        for edits in _all(Place(Module(text), finding, finding.line)):
            if edits and all(first <= e.start_line and e.end_line <= last for e in edits):
                new = apply_edits(text, edits)
                if (
                    new != text and new.count("#") >= text.count("#") and parse_quietly(new)
                ):  # no comment gets lost
                    found.setdefault(new, edits)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return list(found.values())


def _all(place: Place) -> Iterator[Edits]:
    yield from absent(place)
    yield from results(place)
    yield from arguments(place)
