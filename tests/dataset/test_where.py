"""Where the work is done."""

from __future__ import annotations

import pytest

from novaedit.dataset import cluster
from novaedit.dataset.where import Where
from novaedit.errors import UsageError


def _lost(item: int, reason: str) -> int:
    raise AssertionError(f"{item}: {reason}")


@pytest.mark.parametrize("workers", [1, 2])
def test_here(workers: int) -> None:
    """In order, whoever does it."""
    assert list(Where(workers).map(abs, [-3, 1, -2], _lost)) == [3, 1, 2]


def test_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the scheduler at the address, if it answers."""
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at 127\.0\.0\.1:9"):
        list(Where(cluster="127.0.0.1:9").map(abs, [1], _lost))
