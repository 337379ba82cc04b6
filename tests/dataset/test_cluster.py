"""What can go wrong before a cluster does any work; the work itself is in tests/cli/test_synth_cluster.py."""

from __future__ import annotations

import sys

import pytest

from novaedit.dataset import cluster
from novaedit.dataset.cluster import map_cluster
from novaedit.errors import UsageError


def _lost(item: int, reason: str) -> int:
    return item


def test_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence that names the address."""
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at 127\.0\.0\.1:9"):
        list(map_cluster(abs, [1], "127.0.0.1:9", _lost))


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"novaedit\[cluster\]"):
        list(map_cluster(abs, [1], "127.0.0.1:9", _lost))
