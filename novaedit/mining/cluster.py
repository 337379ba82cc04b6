"""The same work on a Dask cluster: the only module that knows Dask, imported for `--cluster` only."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from novaedit.errors import ToolError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Seconds to wait for the scheduler.
_PATIENCE = 30


class ClusterRunner:
    """The workers of a Dask scheduler. Repositories and the output must be in reach of each of them."""

    def __init__(self, address: str) -> None:
        self._address = address

    def run(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result; what a dying worker had begun is begun again elsewhere.

        Raises UsageError when there is no scheduler, ToolError when an item killed several workers.
        """
        try:
            dask: Any = importlib.import_module("distributed")
        except ImportError:
            raise UsageError("--cluster needs Dask; `pip install novaedit[cluster]` gets it") from None
        try:
            client = dask.Client(self._address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"no Dask scheduler answers at {self._address}: {error}") from None
        with client:
            futures = {client.submit(work, item, pure=False): item for item in items}
            try:
                for future in dask.as_completed(list(futures)):
                    yield futures[future], future.result()
            except dask.KilledWorker as error:
                raise ToolError(f"a part killed several workers: {error}") from None
