"""What a task is: a change that somebody may ask for, made backwards from code that has it already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from novaedit.synth.injector import Find

TaskKind = Literal["docstring", "refactor"]


@dataclass(frozen=True, slots=True)
class Task:
    """`find` yields the changes that undo it in a clean module: what they make is where the task starts.

    `good` is clean code and `bad` what one of the changes makes of it; the `calls` give the same with both.
    `instructions` ask for the way back; `{name}` is the function at stake. `rules` are ruff's for the bad
    form: where one of them finds it, the finding may stand for the instruction.
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
