"""Where finished parts lie: each is there whole or not at all, whenever a run is killed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from novaedit.errors import WriteError


class Store(Protocol):
    """A place for named contents."""

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""


class FolderStore:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""
        place = self._folder / name
        partial = place.with_name(f"{place.name}.{os.getpid()}.tmp")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(content)
            partial.replace(place)
        except OSError as error:
            raise WriteError(f"cannot write {place}: {error.strerror}") from None
