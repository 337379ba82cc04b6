"""Processes of this machine: results in order, and a death costs one item at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from novaedit.dataset.workers import map_local
from novaedit.errors import DataError, ToolError


def _work(item: tuple[Path, int]) -> str:
    """Some die always, some the first time, the rest give their number."""
    folder, number = item
    if number == 3 or (number == 5 and not (folder / "5").exists()):
        (folder / str(number)).touch()
        os._exit(9)
    return str(number)


def _lost(item: tuple[Path, int], reason: str) -> str:
    return f"{item[1]}: {reason}"


def test_deaths(tmp_path: Path) -> None:
    """What dies even when it has a worker for itself is lost; everything else is there, in order."""
    results = list(map_local(_work, [(tmp_path, n) for n in range(8)], 2, _lost))
    assert results == ["0", "1", "2", "3: its worker died", "4", "5", "6", "7"]


@pytest.mark.parametrize("workers", [1, 2])
def test_closing_ends_the_work(tmp_path: Path, workers: int) -> None:
    """Whoever has enough gets no more."""
    results = map_local(_note, [(tmp_path, n) for n in range(200)], workers, _lost)
    assert list(islice(results, 2)) == ["0", "1"]
    results.close()
    assert 2 <= len(list(tmp_path.iterdir())) < 150


def _half(number: int) -> int:
    if number % 2:
        raise DataError(f"{number} is odd")
    return number // 2


@pytest.mark.parametrize("ahead", [None, 2])
@pytest.mark.parametrize("workers", [1, 2])
def test_order_and_failure(workers: int, ahead: int | None) -> None:
    """Whoever works, the first item's result is the first; the results before a failure have come."""
    assert list(map_local(_half, range(0, 40, 2), workers, ahead=ahead)) == list(range(20))
    results = map_local(_half, [2, 4, 5, 6], workers, ahead=ahead)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(DataError, match="5 is odd"):
        next(results)


def test_items_are_taken_as_they_are_needed() -> None:
    """With a bound, however many there are."""
    taken = []

    def items() -> Iterator[int]:
        for number in range(0, 1000, 2):
            taken.append(number)
            yield number

    results = map_local(_half, items(), 2, ahead=2)
    assert [next(results), next(results)] == [0, 1]
    assert len(taken) < 10


def test_deaths_with_a_bound(tmp_path: Path) -> None:
    """What was taken before is not lost, what was not is taken later."""
    items = ((tmp_path, n) for n in range(8))
    results = list(map_local(_work, items, 2, _lost, ahead=1))
    assert results == ["0", "1", "2", "3: its worker died", "4", "5", "6", "7"]


def test_nothing_stands_for_a_result(tmp_path: Path) -> None:
    """Then one sentence ends the run."""
    with pytest.raises(ToolError, match="a worker process died"):
        list(map_local(_work, [(tmp_path, n) for n in range(8)], 2))


def _note(item: tuple[Path, int]) -> str:
    folder, number = item
    (folder / str(number)).touch()
    time.sleep(0.01)
    return str(number)


_PROGRAM = """
import os, sys, time
from novaedit.dataset.workers import map_local

def work(number):
    os.write(1, f"{os.getpid()}\\n".encode())  # in one piece: both write to the same pipe
    time.sleep(60)

list(map_local(work, [1, 2], 2, None))
"""


def test_workers_end_with_their_run() -> None:
    """A killed run leaves nobody behind who works, or waits for work, for ever."""
    with subprocess.Popen([sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout is not None
            workers = [int(run.stdout.readline()) for _ in range(2)]
        finally:
            run.kill()
    until = time.monotonic() + 20
    while any(map(_is_alive, workers)):
        assert time.monotonic() < until
        time.sleep(0.1)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
