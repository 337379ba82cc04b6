"""Packed chunks of one row of tokens: which make up step n is a function of the seed and n alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FillIn:
    """Ids for learning to fill in the middle, and how often a text is turned round for it."""

    rate: float
    prefix: int
    suffix: int
    middle: int
    end: int
    """What ends each text of a chunk."""


class Chunks:
    """`tokens` (N,) cut into chunks of `length`, `per_step` of them a step, shuffled anew each epoch."""

    def __init__(
        self, tokens: NDArray[np.uint32], length: int, per_step: int, seed: int, fill_in: FillIn | None = None
    ) -> None:
        self._tokens, self._length, self._seed = tokens, length, seed
        self._per_step, self._fill_in = per_step, fill_in
        # Chunks share no token: the first of each is read, never predicted.
        self.count = len(tokens) // length
        self._order = (0, self._shuffled(0))

    @property
    def per_epoch(self) -> float:
        """Steps that read every chunk once."""
        return self.count / self._per_step

    def numbers(self, step: int) -> list[int]:
        """The numbers of the step's chunks, counted over all epochs."""
        return list(range(step * self._per_step, (step + 1) * self._per_step))

    def rows(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """The chunks (B, length) of these numbers."""
        return np.stack([self._row(number) for number in numbers])

    def _row(self, number: int) -> NDArray[np.int64]:
        epoch, place = divmod(number, self.count)
        if self._order[0] != epoch:
            self._order = (epoch, self._shuffled(epoch))
        start = int(self._order[1][place]) * self._length
        row = self._tokens[start : start + self._length].astype(np.int64)
        if self._fill_in is None:
            return row
        return turned(row, self._fill_in, np.random.default_rng([self._seed, number, 1]))

    def _shuffled(self, epoch: int) -> NDArray[np.int64]:
        return np.random.default_rng([self._seed, epoch]).permutation(self.count)


def turned(row: NDArray[np.int64], fill_in: FillIn, rng: np.random.Generator) -> NDArray[np.int64]:
    """Some of the texts of `row` as prefix, suffix, middle; what no longer fits falls off its end."""
    parts: list[NDArray[np.int64]] = []
    for text in np.split(row, np.flatnonzero(row == fill_in.end) + 1):
        body = text[:-1] if len(text) and text[-1] == fill_in.end else text
        if len(body) < 3 or rng.random() >= fill_in.rate:
            parts.append(text)
            continue
        first, second = sorted(rng.integers(0, len(body) + 1, 2))
        parts += [
            np.array([fill_in.prefix]),
            body[:first],
            np.array([fill_in.suffix]),
            body[second:],
            np.array([fill_in.middle]),
            body[first:second],
            text[len(body) :],
        ]
    return np.concatenate(parts)[: len(row)].astype(np.int64)
