"""A store anywhere that fsspec reaches."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from novaedit.errors import WriteError


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """The location that an fsspec URL names."""

    url: str

    def read(self, name: str) -> bytes | None:
        """The content of that name; None when there is none."""
        system, root = self._open()
        try:
            content: bytes = system.cat_file(f"{root}/{name}")
        except FileNotFoundError:
            return None
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep a content under a name, all or nothing. Raises WriteError."""
        system, root = self._open()
        try:
            partial = _partial(system, root, name)
            system.pipe_file(partial, content)
            system.mv(partial, f"{root}/{name}")
        except OSError as error:
            raise WriteError(f"cannot write {self.url}/{name}: {error}") from None

    def put(self, name: str, file: Path) -> None:
        """Keep a copy of a file under a name, all or nothing. Raises WriteError."""
        system, root = self._open()
        try:
            partial = _partial(system, root, name)
            system.put_file(str(file), partial)
            system.mv(partial, f"{root}/{name}")
        except OSError as error:
            raise WriteError(f"cannot write {self.url}/{name}: {error}") from None

    def _open(self) -> tuple[Any, str]:
        system, root = url_to_fs(self.url)
        return system, str(root).rstrip("/")


def _partial(system: Any, root: str, name: str) -> str:  # noqa: ANN401 - fsspec is untyped
    """A name that no other worker uses, beside the final one."""
    folder, _, base = f"{root}/{name}".rpartition("/")
    system.makedirs(folder, exist_ok=True)
    return f"{folder}/.{base}.{socket.gethostname()}.{os.getpid()}"
