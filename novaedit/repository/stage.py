"""Writing fixed content to the index, by git's own protocol: lock, write beside, rename."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pygit2

from novaedit.errors import RepositoryError, WriteError
from novaedit.patch.unified import FileChange
from novaedit.repository.open import Repository, git_errors
from novaedit.repository.tree import read_blob

#: Seconds between attempts to take a lock that another git (an IDE, a prompt) holds.
BACKOFF = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)

#: New content of an index entry, from its present content; None leaves the entry alone.
Update = Callable[[FileChange, bytes], bytes | None]


class StagedUpdate:
    """An index with new content, complete in its lock file, waiting to take the index's place."""

    def __init__(
        self, repository: Repository, index_path: Path, changes: Sequence[FileChange], update: Update
    ) -> None:
        """Lock the index and write the new one.

        Raises RepositoryError when the lock is held by others, WriteError when the disk is full; the
        index is then as it was.
        """
        self._index_path = index_path
        self._lock = _take_lock(index_path)
        try:
            shutil.copyfile(index_path, self._lock)
            shutil.copymode(index_path, self._lock)
            self.staged = _rewrite(repository, self._lock, changes, update)
        except OSError as error:
            self.undo()
            raise WriteError(f"cannot write the index: {error.strerror}; nothing was changed") from None
        except BaseException:
            self.undo()
            raise

    def commit(self) -> None:
        """Put the new index in place and release the lock."""
        self._lock.replace(self._index_path)

    def undo(self) -> None:
        """Release the lock; the index is as it was."""
        with contextlib.suppress(OSError):
            self._lock.unlink(missing_ok=True)


def index_paths(repository: Repository) -> tuple[Path, ...]:
    """The index files that a change must go to, the active one first.

    For `git commit PATH` git commits from `next-index-PID.lock`, and has already written the index
    of the time after the commit to `index.lock`: without the second, the fix would show up as undone.
    """
    following = repository.git_dir / "index.lock"
    if repository.index_path.name.startswith("next-index-") and following.exists():
        return (repository.index_path, following)
    return (repository.index_path,)


def _take_lock(index_path: Path) -> Path:
    lock = index_path.with_name(f"{index_path.name}.lock")
    for pause in (*BACKOFF, None):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            return lock
        except FileExistsError:
            if pause is not None:
                time.sleep(pause)
        except OSError as error:
            raise WriteError(f"cannot write the index: {error.strerror}; nothing was changed") from None
    raise RepositoryError(f"another git process holds {lock}; nothing was written")


def _rewrite(
    repository: Repository, path: Path, changes: Sequence[FileChange], update: Update
) -> tuple[str, ...]:
    """Update the entries in the index file at `path`; the paths that now hold the fix."""
    staged = []
    with git_errors("cannot write the index"):
        index = pygit2.Index(str(path))
        for change in changes:
            if change.path not in index:
                continue
            entry = index[change.path]
            content = update(change, read_blob(repository.handle, entry.id))
            if content is None:
                continue
            new_id = repository.handle.create_blob(content)
            index.add(pygit2.IndexEntry(change.path, new_id, entry.mode))
            staged.append(change.path)
        index.write()
    return tuple(staged)
