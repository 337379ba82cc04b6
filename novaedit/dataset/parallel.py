"""Work in other processes, results in order, and never more on the way than the workers can hold."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from novaedit.errors import ToolError

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Batches that wait for each worker.
_WAITING = 2


def in_order(work: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """`work` of each item, in order; with one worker here, else in so many processes.

    `work` must be picklable. Whoever closes the iterator early leaves nothing running. Raises ToolError
    when a process dies, out of memory for example.
    """
    if workers <= 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(workers, initializer=_be_nice) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= workers * _WAITING:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise ToolError("a worker process died; fewer --workers take less memory") from None
        finally:
            pool.shutdown(cancel_futures=True)  # and wait: leaving early is a race at the end of Python


def _be_nice() -> None:
    # Whoever started us nicely already is not made to wait longer still.
    if hasattr(os, "nice"):
        os.nice(max(10 - os.nice(0), 0))
