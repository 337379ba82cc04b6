"""What an arm came to: a row of the table, kept as JSON so that nothing is done twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.ablations.data import by_group
from novaedit.dataset.example import Example

#: (how many are right, of how many), by group.
Counts = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """What does not apply to an arm is None.

    `exact` counts recorded patches among all Examples of each group, also those that the arm cannot be
    shown. `loss_of` says what the loss is of: only losses of the same can be compared. `answers` are
    those of an arm that was only asked.
    """

    arm: str
    machine: str
    exact: Counts
    examples: int | None = None
    tokens: int | None = None
    minutes: float | None = None
    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    loss: float | None = None
    loss_of: str = ""
    fixed: int | None = None
    fixed_by_any: int | None = None
    p50_seconds: float | None = None
    p95_seconds: float | None = None
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def total(self) -> tuple[int, int]:
        """`exact` of all groups together."""
        return sum(right for right, _ in self.exact.values()), sum(count for _, count in self.exact.values())


def counts(examples: Iterable[Example], is_right: Callable[[Example], bool]) -> Counts:
    """How many of each group are right."""
    return {
        group: (sum(map(is_right, members)), len(members)) for group, members in by_group(examples).items()
    }


def write_row(path: Path, row: Row) -> None:
    """All or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(asdict(row), indent=1) + "\n", encoding="utf-8")
    partial.replace(path)


def read_row(path: Path) -> Row:
    """What `write_row` wrote."""
    values = json.loads(path.read_text(encoding="utf-8"))
    exact = {group: (right, count) for group, (right, count) in values.pop("exact").items()}
    return Row(exact=exact, **values)
