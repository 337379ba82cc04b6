"""How likely given completions are: read after the prompt side by side, nothing is written.

Everything is taken from the likeliest tokens that the engine gives for each place. A token that is not
among them counts as the last of them: an upper bound, so far down that order is all it is used for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from novaedit.model.branching import MOST_COPIED
from novaedit.model.sequence import Cache

#: Lengths are rounded up to a multiple of this, for each new one costs the engine memory.
_LENGTHS = 16


def score_many(cache: Cache, prompt: list[int], answers: Sequence[list[int]]) -> list[float]:
    """The natural log-probability of each of `answers` after `prompt`. `cache` is empty afterwards."""
    totals = [0.0] * len(answers)
    ordered = sorted((n for n, answer in enumerate(answers) if answer), key=lambda n: len(answers[n]))
    try:
        first = cache.read(prompt)
        for n in ordered:
            totals[n] = float(_chances(*first, answers[n][:1])[0])
        mask = list(cache.mask)
        longest = _length(answers[ordered[-1]]) if ordered else 0
        width = max(1, min(cache.engine.width, MOST_COPIED // (len(mask) + longest)))
        for at in range(0, len(ordered), width):
            group = ordered[at : at + width]
            length = _length(answers[group[-1]])
            if not length:
                continue
            if at and width * (len(mask) + length) > MOST_COPIED:
                cache.forget()
                cache.read(prompt)
                mask = list(cache.mask)
            # Always as many side by side, so that the engine sees few shapes.
            rows = [answers[n] for n in (*group, *group[-1:] * (width - len(group)))]
            chances, ids = _read(cache, len(prompt), rows, mask, length)
            for row, n in enumerate(group):
                totals[n] += float(_chances(chances[row], ids[row], answers[n][1:]).sum())
            mask += [0] * length
    finally:
        cache.forget()
    return totals


def _length(answer: Sequence[int]) -> int:
    """How many tokens are fed for an answer: its last one is only looked for."""
    return -(-(len(answer) - 1) // _LENGTHS) * _LENGTHS


def _read(
    cache: Cache, before: int, rows: Sequence[list[int]], mask: list[int], length: int
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Feed all but the last token of each of `rows`; what is likely after each token."""
    fed = [row[:-1] for row in rows]
    filled = [[*tokens, *[tokens[-1] if tokens else 0] * (length - len(tokens))] for tokens in fed]
    seen = [[*mask, *[1] * len(tokens), *[0] * (length - len(tokens))] for tokens in fed]
    return cache.engine.step(
        np.array(filled, dtype=np.int64),
        np.tile(np.arange(before, before + length, dtype=np.int64), (len(rows), 1)),
        np.array(seen, dtype=np.int64),
        length,
        [0] * len(rows),
    )


def _chances(
    chances: NDArray[np.float32], ids: NDArray[np.int32], tokens: Sequence[int]
) -> NDArray[np.float32]:
    """The log-probability of each of `tokens`, from the likeliest ones (rows, TOP) at its place."""
    found = chances[: len(tokens), -1].copy()
    for place, token in enumerate(tokens):
        hits = np.flatnonzero(ids[place] == token)
        if len(hits):
            found[place] = chances[place, hits[0]]
    return found
