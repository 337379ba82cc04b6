"""Mixing and curriculum: which examples a run reads, in which ratios, in which order.

    stages:
      - share: 0.7                    # of all examples that the run reads
        weights: {synthetic: 6, real: 3, no-edit: 1}
      - share: 0.3
        files: [data/mined/train.jsonl]
        weights: {real: 1}

A weight names a kind (`real`), a family of injectors (`syntax`), a group of them (`brackets`) or one
(`missing-comma`); an example counts for the narrowest name that a stage gives. What no name covers is
left out; a stage without weights takes its files as they come.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from novaedit.dataset.example import Example
from novaedit.errors import ConfigError
from novaedit.synth.injectors import INJECTORS, group_of

_ALL = "all"


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a run: its share of the examples, its files (none named: all), its weights."""

    share: float
    files: list[str] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """What a stage chooses by: an example's file and its names, narrowest first."""

    file: str
    names: tuple[str, ...]


def item_of(example: Example, file: str) -> Item:
    """The item of an example that was read from `file`."""
    injector = INJECTORS.get(example.injector or "")
    own = (example.injector, group_of(example.injector)) if example.injector else ()
    family = (injector.family,) if injector is not None else ()
    return Item(file, tuple(dict.fromkeys((*own, *family, example.kind))))


def draw(items: Sequence[Item], stages: Sequence[Stage], count: int, seed: int) -> list[list[int]]:
    """For each stage the numbers of its items, in order; about `count` in all.

    Depends on the arguments alone. What has been read least comes first: a group that is too small
    for its weight is repeated as a whole. Raises ConfigError naming the stage.
    """
    rng = random.Random(seed)  # noqa: S311  # an order, not a secret
    seen: Counter[int] = Counter()
    drawn = []
    for number, stage in enumerate(stages, start=1):
        groups = _groups(items, stage, f"stage {number}")
        wanted = round(count * stage.share / sum(other.share for other in stages))
        numbers: list[int] = []
        for name, part in _parts(groups, stage.weights, wanted).items():
            numbers += _least_seen(groups[name], part, seen, rng)
        rng.shuffle(numbers)
        drawn.append(numbers)
    return drawn


def describe(items: Sequence[Item], drawn: Sequence[Sequence[int]]) -> dict[str, int]:
    """How many of each kind were drawn, for the log."""
    return dict(sorted(Counter(items[i].names[-1] for numbers in drawn for i in numbers).items()))


def _groups(items: Sequence[Item], stage: Stage, where: str) -> dict[str, list[int]]:
    """The numbers of the stage's items by the name that counts for them."""
    if stage.share <= 0 or any(weight < 0 for weight in stage.weights.values()):
        raise ConfigError(f"{where}: a share is more than 0, a weight not less")
    groups: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if stage.files and item.file not in stage.files:
            continue
        names = item.names if stage.weights else (_ALL,)
        known = next((name for name in names if name in stage.weights or name == _ALL), None)
        if known is not None:
            groups[known].append(number)
    absent = [name for name, weight in stage.weights.items() if weight and name not in groups]
    if absent or not groups:
        raise ConfigError(f"{where}: there is no example of {', '.join(absent) or 'its files'}")
    return groups


def _parts(groups: Mapping[str, object], weights: Mapping[str, float], count: int) -> dict[str, int]:
    """How many of each group, so that they add up to `count`."""
    shares = {name: weights.get(name, 1.0) for name in groups}
    total = sum(shares.values())
    if not total:
        return dict.fromkeys(groups, 0)
    exact = {name: count * share / total for name, share in shares.items()}
    parts = {name: int(value) for name, value in exact.items()}
    rest = count - sum(parts.values())
    for name in sorted(exact, key=lambda name: parts[name] - exact[name])[:rest]:
        parts[name] += 1
    return parts


def _least_seen(numbers: Sequence[int], count: int, seen: Counter[int], rng: random.Random) -> list[int]:
    taken: list[int] = []
    while len(taken) < count:
        # Random among what was read equally often.
        order = sorted(rng.sample(numbers, len(numbers)), key=lambda number: seen[number])
        some = order[: count - len(taken)]
        seen.update(some)
        taken += some
    return taken
