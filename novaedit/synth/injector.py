"""What an injector is: one kind of mistake that people make, and where it can be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from novaedit.synth.module import Change, Module

#: `syntax` breaks the parse; `names` and `lint` are seen by ruff, `types` by mypy, `logic` by tests only.
#: What is wrong with `hints` is seen in the text itself (hint_checks.py).
Family = Literal["syntax", "names", "lint", "types", "hints", "logic"]

Find = Callable[[Module, Random], Iterable[Change]]


@dataclass(frozen=True, slots=True)
class Injector:
    """`find` yields every place of the mistake in a clean module; `weight` is how often it is made.

    `good` is clean code and `bad` what one of its changes makes of it: documentation and test at once.
    """

    name: str
    family: Family
    find: Find
    good: str
    bad: str
    weight: float = 1.0
    #: The tools' finding is true, but nothing in sight tells how to mend it: the answer is `<NO_EDIT>`.
    keep_broken: bool = False
    #: The answer is common knowledge (a standard module), not something to be read in the region.
    known: bool = False
    #: What people post with their code and nobody writes into a file of a project: made in snippets only.
    posted: bool = False
