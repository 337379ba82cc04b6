"""Replacing files of the working tree: each atomically, several of them all or none."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from novaedit.errors import RepositoryError, WriteError

#: What tells whether a file was touched since we read it: inode, size, time of change in ns.
Signature = tuple[int, int, int]

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A regular file as it was read; `mode` holds its permission bits."""

    path: Path
    content: bytes
    mode: int
    signature: Signature


def read_file(root: Path, name: str) -> DiskFile | None:
    """Read a regular file below `root`; None when there is none, or a link stands in its way."""
    path = root / name
    try:
        if not path.parent.resolve().is_relative_to(root):
            return None
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return DiskFile(path, file.read(), stat.S_IMODE(status.st_mode), _signature(status))


class Replacement:
    """New content for one file, complete in a temporary file beside it, waiting to take its place."""

    def __init__(self, old: DiskFile, content: bytes) -> None:
        """Write and sync the temporary file. Raises WriteError: disk full, folder not writable."""
        self._old = old
        self._temporary = _write_beside(old, content)
        self._is_done = False

    def commit(self) -> None:
        """Put the new content in place. Raises RepositoryError when the file was touched meanwhile."""
        if _signature(os.lstat(self._old.path)) != self._old.signature:
            raise RepositoryError(f"{self._old.path} has just been changed by someone else")
        self._temporary.replace(self._old.path)
        self._is_done = True

    def undo(self) -> None:
        """Restore the old content, or drop the new one if it is not in place yet."""
        with contextlib.suppress(OSError, WriteError):
            if self._is_done:
                _write_beside(self._old, self._old.content).replace(self._old.path)
            else:
                self._temporary.unlink(missing_ok=True)


def _write_beside(old: DiskFile, content: bytes) -> Path:
    temporary = None
    try:
        descriptor, name = tempfile.mkstemp(dir=old.path.parent, prefix=".novaedit-")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            temporary.chmod(old.mode)
            os.fsync(file.fileno())
        return temporary
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise WriteError(f"cannot write {old.path}: {error.strerror}; nothing was changed") from None
    except BaseException:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise


def _signature(status: os.stat_result) -> Signature:
    return (status.st_ino, status.st_size, status.st_mtime_ns)
