"""Parts and datasets at any place that fsspec knows (extra `cluster`)."""

from __future__ import annotations

import uuid
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from novaedit.errors import UsageError, WriteError


class RemoteStore:
    """A folder of a bucket, a server or a shared disk, by its URL.

    Raises UsageError when fsspec, or what it needs for this kind of URL, is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""
        system, folder = self._place
        try:
            return bytes(system.cat_file(f"{folder}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""
        system, folder = self._place
        # Not every place writes a file in one step.
        partial = f"{folder}/.{uuid.uuid4().hex}.tmp"
        try:
            system.makedirs(folder, exist_ok=True)
            system.pipe_file(partial, content)
            system.mv(partial, f"{folder}/{name}")
        except OSError as error:
            raise WriteError(f"cannot write {self.url}/{name}: {error}") from None

    def clean(self) -> None:
        """Remove what a killed run was still writing."""
        system, folder = self._place
        with suppress(FileNotFoundError):
            for path in system.ls(folder, detail=False):
                if path.rsplit("/", 1)[-1].startswith(".") and path.endswith(".tmp"):
                    with suppress(OSError):
                        system.rm(path)

    def upload(self, folder: Path) -> None:
        """Put the files of a local folder here. Raises WriteError."""
        for path in sorted(folder.iterdir()):
            self.write(path.name, path.read_bytes())

    @cached_property
    def _place(self) -> tuple[Any, str]:
        try:
            import fsspec
        except ImportError:
            raise UsageError("writing to a URL needs the extra: pip install 'novaedit[cluster]'") from None
        try:
            system, folder = fsspec.core.url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise UsageError(f"{self.url} cannot be written to: {error}") from None
        return system, folder.rstrip("/")

    def __reduce__(self) -> tuple[type[RemoteStore], tuple[str]]:
        # Connections stay where they were opened.
        return RemoteStore, (self.url,)
