"""Reading model files: each is what the manifest says, or nothing is loaded."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.errors import WeightsError
from novaedit.model.manifest import ModelFile
from novaedit.model.store import Installed, home

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK = 1 << 20


def read_text(model: Installed, path: str) -> str:
    """A small text file of the model, verified."""
    return read_bytes(model, [path]).tobytes().decode("utf-8")


def read_bytes(model: Installed, paths: Sequence[str]) -> NDArray[np.uint8]:
    """The files `paths` one after the other in one buffer, verified. Raises WeightsError."""
    import numpy as np

    files = [model.manifest.file(path) for path in paths]
    stamps = _Stamps(model)
    buffer = np.empty(sum(file.size for file in files), dtype=np.uint8)
    view = memoryview(buffer.data)
    start = 0
    for file in files:
        part = view[start : start + file.size]
        _fill(model.folder / file.path, part)
        if not stamps.knows(file):
            if hashlib.sha256(part).hexdigest() != file.sha256:
                raise _damaged(model.folder / file.path, "its hash is not the manifest's")
            stamps.add(file)
        start += file.size
    stamps.save()
    return buffer


def hash_file(path: Path) -> ModelFile:
    """The manifest entry of `path`, under its bare name."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return ModelFile(path.name, path.stat().st_size, digest.hexdigest())


def _fill(path: Path, part: memoryview) -> None:
    try:
        with path.open("rb") as stream:
            if stream.readinto(part) != len(part) or stream.read(1):
                raise _damaged(path, f"it is not {len(part)} bytes long")
    except OSError as error:
        raise WeightsError(f"{path}: cannot be read ({error.strerror})") from error


def _damaged(path: Path, why: str) -> WeightsError:
    return WeightsError(f"{path}: the file is damaged, {why}; install or pull the model again")


class _Stamps:
    """Which large files were hashed before and have kept their size and time since."""

    _LARGE = 16 << 20

    def __init__(self, model: Installed) -> None:
        self._folder = model.folder.resolve()
        name = hashlib.sha256(os.fsencode(self._folder)).hexdigest()[:16]
        self._path = home() / "verified" / f"{name}.json"
        self._changed = False
        try:
            self._seen: dict[str, str] = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            self._seen = {}

    def knows(self, file: ModelFile) -> bool:
        return file.size >= self._LARGE and self._seen.get(file.path) == self._mark(file)

    def add(self, file: ModelFile) -> None:
        if file.size >= self._LARGE:
            self._seen[file.path] = self._mark(file)
            self._changed = True

    def save(self) -> None:
        if not self._changed:
            return
        fresh = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(self._seen), "utf-8")
            fresh.replace(self._path)
        except OSError:
            return  # a read-only home costs a hash at the next start, nothing more

    def _mark(self, file: ModelFile) -> str:
        status = (self._folder / file.path).stat()
        return f"{file.sha256} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
