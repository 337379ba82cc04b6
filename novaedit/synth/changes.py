"""Changes of some lines of a file, as edits: what slips and what got lost have in common."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from novaedit.edits import Edit
from novaedit.patch.apply import diff_edits
from novaedit.synth.module import Change, Module, splice


def edits_of(
    text: str, find: Callable[[Module], Iterable[Change]], first: int, last: int
) -> list[tuple[Edit, ...]]:
    """The changes that lie within lines `first`..`last` (1-based) of a Python file, each to another text.

    In the order of `find`; none if the file does not parse.
    """
    module = Module(text)
    found: dict[str, tuple[Edit, ...]] = {}
    try:
        for change in find(module):
            if all(first <= line <= last for line in _lines(module, change)):
                new = splice(text, change)
                if new not in found:
                    found[new] = diff_edits(text, new)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [edits for edits in found.values() if edits]


def _lines(module: Module, change: Change) -> Iterator[int]:
    """The first and the last line of each part; the end of the text belongs to the last one."""
    for part in change:
        for offset in (part.start, max(part.start, part.end - 1)):
            yield min(bisect_right(module.starts, offset), len(module.lines))
