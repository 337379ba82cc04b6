"""Packed chunks, and turning texts round for filling in."""

from __future__ import annotations

import numpy as np

from novaedit.training.chunks import Chunks, FillIn, turned

_TOKENS = np.arange(1, 104, dtype=np.uint32)  # 10 chunks of 10, 3 tokens left over
_FILL_IN = FillIn(rate=1.0, prefix=201, suffix=202, middle=203, end=0)


def test_an_epoch_reads_every_chunk_once_each_epoch_in_another_order() -> None:
    chunks = Chunks(_TOKENS, 10, 5, seed=1)
    epochs = [
        [tuple(row) for step in (e, e + 1) for row in chunks.rows(chunks.numbers(step))] for e in (0, 2)
    ]
    whole = [tuple(range(start, start + 10)) for start in range(1, 101, 10)]
    assert [sorted(epoch) for epoch in epochs] == [whole, whole]
    assert epochs[0] != epochs[1]


def test_a_step_depends_on_seed_and_number_alone() -> None:
    def step(seed: int, number: int) -> list[list[int]]:
        chunks = Chunks(_TOKENS, 10, 3, seed, _FILL_IN)
        rows: list[list[int]] = chunks.rows(chunks.numbers(number)).tolist()
        return rows

    assert step(1, 7) == step(1, 7)
    assert step(1, 7) != step(2, 7)


def test_a_text_is_turned_round_and_nothing_is_lost_but_its_end() -> None:
    row = np.array([*range(1, 21), 0])
    got = turned(row, _FILL_IN, np.random.default_rng(0)).tolist()
    assert (got[0], len(got)) == (201, len(row))
    suffix, middle = got.index(202), got.index(203)
    prefix, after, between = got[1:suffix], got[suffix + 1 : middle], got[middle + 1 :]
    whole = [*prefix, *range(len(prefix) + 1, 21 - len(after)), *after]
    assert whole == list(range(1, 21))
    assert between == list(range(len(prefix) + 1, len(prefix) + 1 + len(between)))


def test_texts_are_turned_one_by_one_and_some_are_left() -> None:
    row = np.array([1, 2, 3, 4, 0] * 200)
    got = turned(row, FillIn(0.5, 201, 202, 203, 0), np.random.default_rng(0))
    assert len(got) == len(row)
    texts = [text.tolist() for text in np.split(got, np.flatnonzero(got == 0) + 1)][:-1]
    plain = sum(text == [1, 2, 3, 4, 0] for text in texts)
    assert 0.4 < plain / len(texts) < 0.6
    assert all(sorted(set(text) - {201, 202, 203}) == [0, 1, 2, 3, 4] for text in texts)
