"""Running one function over many items in processes of this machine, with the results in order."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from novaedit.errors import ToolError

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_local(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    lost: Callable[[Item, str], Result] | None = None,
    *,
    ahead: int | None = None,
) -> Generator[Result, None, None]:
    """The results in the order of `items`; one worker is this very process.

    A worker that dies costs what it was at: `lost` says what stands for the result of an item whose worker
    dies even when it has one for itself; without it ToolError is raised. With `ahead`, so many items are
    taken for each worker before their results are called for, else all at once. `function` must be
    picklable. Closing the generator ends the run.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    source = iter(items)
    taken: deque[Item] = deque()
    most = None if ahead is None else ahead * workers
    while True:
        yield from _until_broken(function, taken, source, workers, most)
        if not taken:
            return
        if lost is None:
            raise ToolError("a worker process died; fewer --workers take less memory")
        yield _alone(function, taken.popleft(), lost)


def _until_broken(
    function: Callable[[Item], Result],
    taken: deque[Item],
    source: Iterator[Item],
    workers: int,
    most: int | None,
) -> Generator[Result, None, None]:
    """Work until there are no items or some worker has died; `taken` are those without a result."""
    pool = ProcessPoolExecutor(workers, initializer=_begin)
    futures: deque[Future[Result]] = deque()
    try:
        futures.extend(pool.submit(function, item) for item in taken)
        while True:
            for item in islice(source, None if most is None else max(most - len(taken), 0)):
                taken.append(item)
                futures.append(pool.submit(function, item))
            if not futures:
                return
            result = futures.popleft().result()
            taken.popleft()
            yield result
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)  # and wait: leaving early is a race at the end of Python


def _alone(function: Callable[[Item], Result], item: Item, lost: Callable[[Item, str], Result]) -> Result:
    with ProcessPoolExecutor(1, initializer=_begin) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return lost(item, "its worker died")


def _begin() -> None:
    """Set up a worker: it stands back for others, and ends when the one that it works for is gone."""
    # Whoever started us nicely already is not made to wait longer still.
    if hasattr(os, "nice"):
        os.nice(max(10 - os.nice(0), 0))
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
