"""The cache that every mypy run starts from."""

from __future__ import annotations

from pathlib import Path

from novaedit.languages.python.warm_cache import copy_warm_cache


def test_each_copy_is_its_own(tmp_path: Path) -> None:
    """Warm from the start, and what one source does to it the next one does not see."""
    for name in ("one", "two"):
        copy_warm_cache(tmp_path / name, ("--config-file", "", "--no-site-packages"))
    sizes = [sum(p.stat().st_size for p in (tmp_path / name).rglob("*")) for name in ("one", "two")]
    assert sizes[0] == sizes[1] > 1_000_000
