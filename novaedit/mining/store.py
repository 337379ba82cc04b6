"""Where a run's files lie: each is there whole or not at all, whenever a run is killed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from novaedit.errors import UsageError, WriteError


class Store(Protocol):
    """A place for named contents, which can be sent to a worker elsewhere."""

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""

    def put(self, name: str, file: Path) -> None:
        """Keep a copy of a file under a name, all or nothing. Raises WriteError."""


def open_store(place: str) -> Store:
    """A folder, or any location that fsspec knows (`s3://bucket/folder`). Raises UsageError."""
    if "://" not in place:
        return FolderStore(Path(place).absolute())
    try:
        from novaedit.mining.remote_store import RemoteStore
    except ImportError:
        raise UsageError(f"{place} needs fsspec; `pip install novaedit[cluster]` gets it") from None
    return RemoteStore(place)


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A folder on this machine, or one that all machines see."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""
        try:
            partial = self._partial(name)
            partial.write_bytes(content)
            partial.replace(self.folder / name)
        except OSError as error:
            raise WriteError(f"cannot write {self.folder / name}: {error.strerror}") from None

    def put(self, name: str, file: Path) -> None:
        """Keep a copy of a file under a name, all or nothing. Raises WriteError."""
        try:
            partial = self._partial(name)
            shutil.copyfile(file, partial)
            partial.replace(self.folder / name)
        except OSError as error:
            raise WriteError(f"cannot write {self.folder / name}: {error.strerror}") from None

    def _partial(self, name: str) -> Path:
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place.with_name(f".{place.name}.{os.getpid()}")
