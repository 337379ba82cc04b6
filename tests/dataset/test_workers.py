"""Processes of this machine: results in order, and a death costs one item at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from novaedit.dataset.workers import map_local


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
