"""Writing a tree of files below one directory, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from types import TracebackType

from novaedit.errors import RepositoryError, WriteError


class TreeWriter:
    """Makes the files and links of a tree; as a context it turns OSError into WriteError."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._made: set[Path] = set()

    def __enter__(self) -> TreeWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise WriteError(f"cannot write the snapshot to {self._directory}: {error.strerror}") from None

    def place(self, path: str) -> Path:
        """Where `path` goes, its folder made. Raises RepositoryError for a path that git would refuse."""
        parts = PurePosixPath(path).parts
        if path.startswith("/") or ".." in parts or any(part.lower() == ".git" for part in parts):
            raise RepositoryError(f"{path!r} is not a path that a repository may hold")
        target = self._directory / path
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        return target

    def link(self, links: list[tuple[str, str]]) -> None:
        """Make those symbolic links (path, target) that stay inside. To be called after all `place`."""
        base = Path(os.path.normpath(self._directory))
        for path, target in links:
            # An absolute target replaces the base, and is then not inside.
            inside = Path(os.path.normpath((base / path).parent / target))
            if inside.is_relative_to(base) and not Path(target).is_absolute():
                self.place(path).symlink_to(target)
