"""Who does the work: this process, some processes of this machine, or (cluster.py) other machines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol, TypeVar

from novaedit.errors import ToolError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Runner(Protocol):
    """Calls a function for each of many items."""

    def run(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result as soon as it is there, in any order. Raises what `work` raises."""


class LocalRunner:
    """Processes of this machine; a single worker is this very process."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result. Raises ToolError when a worker was killed."""
        if self._workers <= 1 or len(items) <= 1:
            yield from ((item, work(item)) for item in items)
            return
        with ProcessPoolExecutor(self._workers, initializer=_be_nice) as pool:
            futures = {pool.submit(work, item): item for item in items}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BrokenProcessPool:
                raise ToolError("a worker was killed; what is finished is kept, start again") from None
            finally:
                for future in futures:
                    future.cancel()


def _be_nice() -> None:
    # Whoever started us nicely already is not made to wait longer still.
    if hasattr(os, "nice"):
        os.nice(max(10 - os.nice(0), 0))
