"""Token sequences on an engine: what it has read is kept, and rejected tokens are masked, not removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from novaedit.model.sampling import draw

#: Cached tokens, hidden ones included, beyond which the cache starts afresh: all of them are copied for each
#: branch.
_MOST_CACHED = 1024

Rows = tuple[NDArray[np.float32], NDArray[np.int32]]


class Steps(Protocol):
    """What an engine offers; see engine.Engine.

    `chunk` is how many tokens of a draft, and `width` how many sequences, are worth one step.
    """

    chunk: int
    width: int

    def filled(self, count: int) -> int:
        """How many tokens to feed, hidden ones before the others, when `count` of a prompt are read."""

    def reset(self) -> None:
        """Forget all tokens."""

    def step(
        self,
        tokens: NDArray[np.int64],
        positions: NDArray[np.int64],
        mask: NDArray[np.int64],
        rows: int,
        sequences: Sequence[int],
    ) -> Rows:
        """Feed tokens; the likeliest ones after the last `rows`."""


class Cache:
    """One sequence on an engine.

    Results are pairs of arrays (rows, TOP): log-probabilities, descending, and token ids.
    """

    def __init__(self, engine: Steps) -> None:
        self.engine, self.chunk = engine, engine.chunk
        self._tokens: list[int] = []  # the visible tokens, in order
        self._mask: list[int] = []  # one entry for every cached token, 0 for hidden ones
        self._prompt: tuple[list[int], Rows] | None = None

    @property
    def mask(self) -> list[int]:
        """One entry a cached token: 1 where it counts."""
        return self._mask

    def read(self, prompt: list[int]) -> Rows:
        """Make the sequence be `prompt`, feeding only what differs; what follows its last token."""
        if self._prompt is not None and self._prompt[0] == prompt and 0 < len(self._mask) <= _MOST_CACHED:
            self.keep(len(prompt))
            return self._prompt[1]
        self._prompt = None
        shared = _shared(self._tokens, prompt[:-1])
        fed = self.engine.filled(len(prompt) - shared)
        if not self._mask or len(self._mask) + fed > _MOST_CACHED or shared < len(prompt) // 4:
            self.forget()
            shared, fed = 0, self.engine.filled(len(prompt))
        self.keep(shared)
        chances, tokens = self.extend(prompt[shared:], rows=1, hidden=fed - (len(prompt) - shared))
        self._prompt = (list(prompt), (chances, tokens))
        return chances, tokens

    def keep(self, count: int) -> None:
        """Hide all but the first `count` tokens."""
        surplus = len(self._tokens) - count
        index = len(self._mask)
        while surplus > 0:
            index -= 1
            surplus -= self._mask[index]
            self._mask[index] = 0
        del self._tokens[count:]

    def extend(self, tokens: list[int], rows: int | None = None, hidden: int = 0) -> Rows:
        """Feed `tokens`, behind `hidden` that nothing sees; what follows each of them, or the last `rows`."""
        start = len(self._tokens)
        mask, before = [*self._mask, *[0] * hidden, *[1] * len(tokens)], self._tokens
        self._mask, self._tokens = [], []  # until the step is done, for it may be interrupted
        chances, ids = self.engine.step(
            np.array([tokens[:1] * hidden + tokens], dtype=np.int64),
            np.array([[start] * hidden + [*range(start, start + len(tokens))]], dtype=np.int64),
            np.array([mask], dtype=np.int64),
            rows or len(tokens),
            [0],
        )
        self._mask, self._tokens = mask, before + tokens
        return chances[0], ids[0]

    def forget(self) -> None:
        """Start afresh."""
        self.engine.reset()
        self._tokens, self._mask, self._prompt = [], [], None


def sample_many(
    cache: Cache, prompt: list[int], n: int, max_tokens: int, end: int, seed: int
) -> list[tuple[list[int], float]]:
    """Draw `n` completions side by side; each with its log-probability (at temperature 1).

    A completion ends with `end` or after `max_tokens`.
    """
    random = np.random.default_rng(seed)
    chances, ids = cache.read(prompt)
    chances, ids = np.repeat(chances[None, -1:], n, axis=0), np.repeat(ids[None, -1:], n, axis=0)
    written: list[list[int]] = [[] for _ in range(n)]
    totals = [0.0] * n
    running, mask = list(range(n)), list(cache.mask)
    try:
        for length in range(1, max_tokens + 1):
            picks = draw(chances[:, -1], random)
            for row, sample in enumerate(running):
                written[sample].append(int(ids[row, -1, picks[row]]))
                totals[sample] += float(chances[row, -1, picks[row]])
            alive = [row for row, sample in enumerate(running) if written[sample][-1] != end]
            if not alive or length == max_tokens:
                break
            running, mask = [running[row] for row in alive], [*mask, 1]
            chances, ids = cache.engine.step(
                np.array([[written[s][-1]] for s in running], dtype=np.int64),
                np.full((len(running), 1), len(prompt) + length - 1, dtype=np.int64),
                np.tile(np.array(mask, dtype=np.int64), (len(running), 1)),
                1,
                [0] * len(alive) if length == 1 else alive,
            )
    finally:
        cache.forget()
    return list(zip(written, totals, strict=True))


def _shared(left: Sequence[int], right: Sequence[int]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
