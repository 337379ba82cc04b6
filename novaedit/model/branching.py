"""Alternatives to the likeliest completion: leave its path at the likeliest forks, then go on greedily.

Samples of a sharp distribution are mostly the same text again. Here each alternative leaves the
greedy path at another fork, so all are different, the likeliest forks are all tried, and nothing is left to
chance. The prompt and the path are not read again: each branch sees as much of them as it shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from novaedit.model.sequence import Cache, Rows

#: Tokens tried at one fork, the path's own not counted.
_WIDTH = 4


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


def follow(
    cache: Cache, path: Path, chosen: Sequence[Fork], max_tokens: int, end: int
) -> list[tuple[list[int], float]]:
    """Complete each fork greedily, side by side; tokens and log-probability of each whole completion.

    `cache` must hold the prompt and the path but for its last token. It is empty afterwards.
    """
    written = [[*path.tokens[: fork.place], fork.token] for fork in chosen]
    totals = [fork.chance for fork in chosen]
    masks = [_visible(cache.mask, len(path.prompt) + fork.place) for fork in chosen]
    running = [row for row, tokens in enumerate(written) if tokens[-1] != end and len(tokens) < max_tokens]
    parents = [0] * len(running)
    try:
        while running:
            masks = [[*mask, 1] for mask in masks]
            chances, ids = cache.engine.step(
                np.array([[written[row][-1]] for row in running], dtype=np.int64),
                np.array([[len(path.prompt) + len(written[row]) - 1] for row in running], dtype=np.int64),
                np.array([masks[row] for row in running], dtype=np.int64),
                1,
                parents,
            )
            for place, row in enumerate(running):
                written[row].append(int(ids[place, -1, 0]))
                totals[row] += float(chances[place, -1, 0])
            parents = [
                place
                for place, row in enumerate(running)
                if written[row][-1] != end and len(written[row]) < max_tokens
            ]
            running = [running[place] for place in parents]
    finally:
        cache.forget()
    return list(zip(written, totals, strict=True))


def _visible(mask: Sequence[int], count: int) -> list[int]:
    """`mask` with only its first `count` visible tokens left."""
    left = count
    out = []
    for entry in mask:
        out.append(int(bool(entry) and left > 0))
        left -= entry
    return out
