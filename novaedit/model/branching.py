"""Alternatives to the likeliest completion: leave its path at the likeliest forks, then go on greedily.

Samples of a sharp distribution are mostly the same text again. Here each alternative leaves the
greedy path at another fork, so all are different, the likeliest forks are all tried, and nothing is left to
chance. The prompt and the path are not read again: each branch sees as much of them as it shares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from novaedit.model.sequence import Cache, Rows

#: Tokens tried at one fork, the path's own not counted.
_WIDTH = 4
#: Cached tokens over all branches that go on side by side: the engine copies what they share for each, and
#: keeps the memory. Measured with mini: 46 KB a token.
MOST_COPIED = 3072


@dataclass(frozen=True, slots=True)
class Path:
    """A greedy completion of `prompt`: its tokens and, for each, the likeliest tokens at its place."""

    prompt: list[int]
    tokens: list[int]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Fork:
    """Leave the path before token `place` with `token`; `chance` is the log-probability up to and with it."""

    place: int
    token: int
    chance: float


def forks(path: Path, n: int) -> list[Fork]:
    """The `n` likeliest ways off the path, likeliest first."""
    chances, ids = path.rows
    found = []
    before = 0.0
    for place, token in enumerate(path.tokens):
        others = [rank for rank in range(ids.shape[1]) if ids[place, rank] != token][:_WIDTH]
        found += [Fork(place, int(ids[place, r]), before + float(chances[place, r])) for r in others]
        before += float(chances[place, list(ids[place]).index(token)])
    return sorted(found, key=lambda fork: -fork.chance)[:n]


@dataclass(slots=True)
class _Branch:
    """A completion being written; `mask` hides what it does not share of the cached tokens."""

    written: list[int]
    total: float
    mask: list[int]


def follow(
    cache: Cache, path: Path, chosen: Sequence[Fork], max_tokens: int, end: int
) -> list[tuple[list[int], float]]:
    """Complete each fork greedily, side by side; tokens and log-probability of each whole completion.

    `cache` must hold the prompt and the path but for its last token. It is empty afterwards.
    """
    cached = len(cache.mask)
    branches = [
        _Branch(
            [*path.tokens[: fork.place], fork.token],
            fork.chance,
            _visible(cache.mask, len(path.prompt) + fork.place),
        )
        for fork in chosen
    ]

    def goes_on(branch: _Branch) -> bool:
        return branch.written[-1] != end and len(branch.written) < max_tokens

    waiting = [branch for branch in branches if goes_on(branch)]
    try:
        while waiting:
            most = min(cache.engine.width, max(1, MOST_COPIED // (cached + max_tokens)))
            size = _group_size(len(waiting), most)
            group, waiting = waiting[:size], waiting[size:]
            for branch in group:  # what earlier groups wrote is hidden
                branch.mask += [0] * (cached - len(branch.mask))
            cached += _complete(cache, len(path.prompt), group, goes_on)
    finally:
        cache.forget()
    return [(branch.written, branch.total) for branch in branches]


def _group_size(count: int, most: int) -> int:
    """How many of `count` branches go on at once: about as many in each of as few groups as can be."""
    groups = -(-count // most)
    return -(-count // groups)


def _complete(
    cache: Cache, prompt_length: int, group: Sequence[_Branch], goes_on: Callable[[_Branch], bool]
) -> int:
    """Write all of `group` to their ends; the number of steps, each of which cached a token a sequence."""
    steps = 0
    parents = [0] * len(group)  # every sequence on the engine begins with the prompt and the path
    while group:
        for branch in group:
            branch.mask.append(1)
        chances, ids = cache.engine.step(
            np.array([[b.written[-1]] for b in group], dtype=np.int64),
            np.array([[prompt_length + len(b.written) - 1] for b in group], dtype=np.int64),
            np.array([b.mask for b in group], dtype=np.int64),
            1,
            parents,
        )
        for place, branch in enumerate(group):
            branch.written.append(int(ids[place, -1, 0]))
            branch.total += float(chances[place, -1, 0])
        parents = [place for place, branch in enumerate(group) if goes_on(branch)]
        group = [group[place] for place in parents]
        steps += 1
    return steps


def _visible(mask: Sequence[int], count: int) -> list[int]:
    """`mask` with only its first `count` visible tokens left."""
    left = count
    out = []
    for entry in mask:
        out.append(int(bool(entry) and left > 0))
        left -= entry
    return out
