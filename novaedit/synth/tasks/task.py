"""What a task is: a change that somebody may ask for, made backwards from code that has it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from novaedit.synth.module import Change, Module

#: `refactor` changes no behaviour; `synthetic` adds some, which only the words ask for.
TaskKind = Literal["docstring", "refactor", "synthetic"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that undoes something, and what has to be said to ask for it again."""

    change: Change
    words: Mapping[str, str] = field(default_factory=dict)


Find = Callable[[Module, Random], Iterable[Change | Wish]]


@dataclass(frozen=True, slots=True)
class Task:
    """`find` yields the changes that undo it in a clean module: what they make is where the task starts.

    `good` is clean code and `bad` what one of the changes makes of it; the `calls` give the same with both.
    `instructions` ask for the way back; `{name}` is the function at stake, all else in braces a word of the
    wish. `rules` are ruff's for the bad form: where one of them finds it, the finding may stand for the
    instruction.
    """

    name: str
    kind: TaskKind
    find: Find
    good: str
    bad: str
    instructions: tuple[str, ...]
    calls: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    weight: float = 1.0
    #: More places of one file teach little.
    most: int = 2
    #: Only the function as a whole tells how it is done.
    whole_function: bool = False
    #: The words of the good example are common knowledge, not something to be read in the region.
    known: bool = False


def wish(found: Change | Wish) -> Wish:
    """What was found, with the words it needs."""
    return found if isinstance(found, Wish) else Wish(found)
