"""Results come in order, and a failure in a worker comes out here."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from novaedit.dataset.parallel import in_order
from novaedit.errors import DataError, ToolError


def _half(number: int) -> int:
    if number % 2:
        raise DataError(f"{number} is odd")
    return number // 2


@pytest.mark.parametrize("workers", [1, 2])
def test_order(workers: int) -> None:
    """Whoever works, the first item's result is the first."""
    assert list(in_order(_half, range(0, 40, 2), workers)) == list(range(20))


@pytest.mark.parametrize("workers", [1, 2])
def test_failure(workers: int) -> None:
    """The results before it have come."""
    results = in_order(_half, [2, 4, 5, 6], workers)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(DataError, match="5 is odd"):
        next(results)


def test_items_are_taken_as_they_are_needed() -> None:
    """A file of any size fits."""
    taken = []

    def items() -> Iterator[int]:
        for number in range(0, 1000, 2):
            taken.append(number)
            yield number

    results = in_order(_half, items(), 2)
    next(results)
    assert len(taken) < 10


def test_a_worker_that_dies() -> None:
    """One sentence, not a broken pool."""
    with pytest.raises(ToolError, match="a worker process died"):
        list(in_order(_die, [1, 2], 2))


def _die(number: int) -> int:
    os._exit(number)
