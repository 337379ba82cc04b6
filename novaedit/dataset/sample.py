"""Choosing records to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from novaedit.dataset.example import Example


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records; None means any. `rule` is the code or the source of a diagnostic."""

    kind: str | None = None
    injector: str | None = None
    rule: str | None = None
    id: str | None = None

    def matches(self, example: Example) -> bool:
        """Whether a record is one of those wanted."""
        rules = {name for d in example.diagnostics for name in (d.code, d.source)}
        return (
            (self.kind is None or example.kind == self.kind)
            and (self.injector is None or example.injector == self.injector)
            and (self.rule is None or self.rule in rules)
            and (self.id is None or example.id.startswith(self.id))
        )


def sample(examples: Iterable[Example], wanted: Wanted, count: int, seed: int) -> list[Example]:
    """`count` of the records wanted, each with the same chance; equal seeds give equal records."""
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    kept: list[Example] = []
    seen = 0
    for example in examples:
        if not wanted.matches(example):
            continue
        seen += 1
        if len(kept) < count:
            kept.append(example)
        elif (place := rng.randrange(seen)) < count:
            kept[place] = example
    rng.shuffle(kept)
    return kept
