"""Where the finished parts of a run lie: each is there whole or not at all, whenever the run is killed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from novaedit.errors import WriteError


class Store(Protocol):
    """A place for named contents; workers on other machines get it handed over."""

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""

    def clean(self) -> None:
        """Remove what a killed run was still writing."""


class FolderStore:
    """A folder that every worker sees."""

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
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(partial).replace(self._folder / name)
            except BaseException:
                Path(partial).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise WriteError(f"cannot write {self._folder / name}: {error.strerror}") from None

    def clean(self) -> None:
        """Remove what a killed run was still writing."""
        for path in self._folder.glob(".*.tmp"):
            with suppress(OSError):
                path.unlink()
