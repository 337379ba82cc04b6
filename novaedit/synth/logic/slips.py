"""The programs one slip away: every change that a mutator makes of some lines, as edits.

Whoever reads an index off by one, or a comparison the wrong way round, mends it by the same kind of
change that made it. Where tests say what is right, these are worth trying when the model has no idea.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from random import Random

from novaedit.edits import Edit
from novaedit.patch.apply import diff_edits
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.module import Change, Module, splice

#: What drops code is how it gets lost, not how it is found again.
_DROPS = frozenset(
    ["logic-missing-line", "logic-return-dropped", "logic-base-case", "logic-filter", "logic-part-dropped"]
)
#: Some mutators choose at random among many places: they are asked so often.
_ROUNDS = 3


def slips(text: str, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Edits of lines `first`..`last` (1-based) of a Python file, each of which makes another text.

    None if it does not parse. The same for the same text, in no order, so that any part is a fair sample.
    """
    module = Module(text)
    found: dict[str, tuple[Edit, ...]] = {}
    try:
        for change in _changes(module):
            if all(first <= line <= last for line in _lines(module, change)):
                new = splice(text, change)
                if new not in found:
                    found[new] = diff_edits(text, new)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    known = [edits for edits in found.values() if edits]
    Random(0).shuffle(known)  # noqa: S311  # an order, not a secret
    return known


def _changes(module: Module) -> Iterator[Change]:
    for number in range(_ROUNDS):
        rng = Random(number)  # noqa: S311  # a choice, not a secret
        for name, mutator in MUTATORS.items():
            if name not in _DROPS:
                yield from mutator.find(module, rng)


def _lines(module: Module, change: Change) -> Iterator[int]:
    for part in change:
        yield bisect_right(module.starts, part.start)
        yield bisect_right(module.starts, max(part.start, part.end - 1))
