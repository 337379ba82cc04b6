"""Contents put into a folder for the length of a tool's run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from novaedit.errors import ToolError


@contextmanager
def standing(files: Mapping[str, bytes], tree: Path) -> Iterator[None]:
    """Put `files` into `tree`, and what was there back afterwards."""
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            place = tree / path
            if not place.parent.resolve().is_relative_to(tree.resolve()) or place.is_symlink():
                raise ToolError(f"{path} leaves the snapshot's folder")
            before[place] = place.read_bytes() if place.is_file() else None
            if before[place] is None:
                place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, content)
        yield
    finally:
        for place, old in before.items():
            if old is None:
                place.unlink(missing_ok=True)
            else:
                _write(place, old)


def _write(place: Path, content: bytes) -> None:
    """Write with a time of its own for each content.

    mypy takes a file of the same size and the same second for unchanged; two candidates often are.
    """
    place.write_bytes(content)
    stamp = 10**9 + int.from_bytes(hashlib.sha256(content).digest()[:4]) % 600_000_000
    os.utime(place, (stamp, stamp))
