"""Running one function over many items on a Dask cluster (extra `cluster`)."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from novaedit.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Seconds to wait for the scheduler.
TIMEOUT = 20.0


def map_cluster(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    address: str,
    lost: Callable[[Item, str], Result],
) -> Generator[Result, None, None]:
    """The results in the order of `items`, made by the workers of the scheduler at `address`.

    What a dying worker was at goes to another one; `lost` says what stands for the result of an item that
    kills one worker after the other. The workers need this package and must see the items' files. Raises
    UsageError when Dask is not installed or the scheduler does not answer.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise UsageError("--cluster needs the extra: pip install 'novaedit[cluster]'") from None
    try:
        client = Client(address, timeout=TIMEOUT)  # type: ignore[no-untyped-call]  # it has no types
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error}") from None
    with client:
        # Impure: an equal call of an earlier run may have had other files to look at.
        futures = client.map(function, items, pure=False)
        for item, future in zip(items, futures, strict=True):
            try:
                yield future.result()
            except KilledWorker as error:
                yield lost(item, f"workers died: {error}")
