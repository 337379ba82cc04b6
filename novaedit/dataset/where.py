"""Where the work is done: in processes of this machine, or by the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from novaedit.dataset.workers import map_local

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Where:
    """So many processes here or, if given, the workers of the scheduler at the address `cluster`."""

    workers: int = 2
    cluster: str | None = None

    def map(
        self,
        function: Callable[[Item], Result],
        items: Sequence[Item],
        lost: Callable[[Item, str], Result],
    ) -> Generator[Result, None, None]:
        """The results in the order of `items`; `lost` stands in for one that ends every worker."""
        if self.cluster is None:
            return map_local(function, items, self.workers, lost)
        from novaedit.dataset.cluster import map_cluster

        return map_cluster(function, items, self.cluster, lost)


#: Two processes of this machine.
HERE = Where()
