"""Running one function over many items in processes of this machine."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_local(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int,
    lost: Callable[[Item, str], Result],
) -> Generator[Result, None, None]:
    """The results in the order of `items`; one worker is this very process.

    A worker that dies costs what it was at: `lost` says what stands for the result of an item whose worker
    dies even when it has one for itself. Closing the generator ends the run.
    """
    if workers <= 1:
        yield from map(function, items)
        return
    queue = deque(items)
    while queue:
        yield from _until_broken(function, queue, workers)
        if queue:
            yield _alone(function, queue.popleft(), lost)


def _until_broken(
    function: Callable[[Item], Result], queue: deque[Item], workers: int
) -> Generator[Result, None, None]:
    """Take items from the queue until it is empty or some worker has died."""
    pool = ProcessPoolExecutor(workers, initializer=_begin)
    try:
        for future in [pool.submit(function, item) for item in queue]:
            result = future.result()
            queue.popleft()
            yield result
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


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
