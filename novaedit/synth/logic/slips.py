"""The programs one slip away: every change that a mutator makes of some lines, as edits.

Whoever reads an index off by one, or a comparison the wrong way round, mends it by the same kind of
change that made it. Where tests say what is right, these are worth trying when the model has no idea.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from novaedit.edits import Edit
from novaedit.synth.changes import edits_of
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.module import Change, Module

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
    known = edits_of(text, _changes, first, last)
    Random(0).shuffle(known)  # noqa: S311  # an order, not a secret
    return known


def _changes(module: Module) -> Iterator[Change]:
    for number in range(_ROUNDS):
        rng = Random(number)  # noqa: S311  # a choice, not a secret
        for name, mutator in MUTATORS.items():
            if name not in _DROPS:
                yield from mutator.find(module, rng)
