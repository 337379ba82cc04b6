"""Finding the repository and the index that git is working with right now."""

from __future__ import annotations

import contextlib
import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import RepositoryOpenFlag

from novaedit.errors import RepositoryError


@dataclass(frozen=True)
class Repository:
    """An open repository with a working tree; all paths are absolute.

    `index_path` is the active index: under `git commit -a` or `git commit PATH` git works with a
    temporary one, named by GIT_INDEX_FILE, while `.git/index` still holds the old state.
    """

    root: Path
    git_dir: Path
    index_path: Path
    handle: pygit2.Repository

    @property
    def default_index_path(self) -> Path:
        """The index that git uses when GIT_INDEX_FILE does not say otherwise."""
        return self.git_dir / "index"


def open_repository(start: Path | None = None) -> Repository:
    """Open the repository around `start`, or, by default, the one that git's environment and cwd name.

    Raises RepositoryError, with what to do about it, when there is none that we can work with.
    """
    environ = os.environ if start is None else {}
    if start is None and "GIT_INDEX_FILE" in os.environ:
        # Before anyone changes directory: relative, it would then name nothing, silently.
        os.environ["GIT_INDEX_FILE"] = str(Path(os.environ["GIT_INDEX_FILE"]).absolute())
    handle = _open(start or Path.cwd(), environ)
    if handle.is_bare or handle.workdir is None:
        raise RepositoryError(f"{handle.path} is a bare repository: there is no working tree to fix")
    git_dir = Path(handle.path).resolve()
    return Repository(
        root=Path(handle.workdir).resolve(),
        git_dir=git_dir,
        index_path=Path(environ.get("GIT_INDEX_FILE") or git_dir / "index"),
        handle=handle,
    )


def read_index(repository: Repository) -> pygit2.Index:
    """A copy of the active index as it is on disk now; empty when there is none yet.

    Raises RepositoryError when it cannot be read.
    """
    with git_errors("cannot read the index"):
        # First through the handle: pygit2.Index(path) prints a traceback of its own when it fails.
        repository.handle.index.read(True)
        return pygit2.Index(str(repository.index_path))


def require_merged(index: pygit2.Index, paths: frozenset[str] | None = None) -> None:
    """Raise RepositoryError when a path (of `paths`, if given) still has a merge conflict."""
    conflicts = index.conflicts
    if conflicts is None:
        return
    unmerged = {entry.path for sides in conflicts for entry in sides if entry is not None}
    if unmerged := unmerged if paths is None else unmerged & paths:
        raise RepositoryError(f"resolve the merge conflicts first: {', '.join(sorted(unmerged))}")


@contextlib.contextmanager
def git_errors(what: str) -> Iterator[None]:
    """Turn libgit2's exceptions into a RepositoryError that starts with `what`."""
    try:
        yield
    except (pygit2.GitError, OSError, KeyError, ValueError) as error:
        reason = str(error).strip()
        raise RepositoryError(f"{what}: {reason}{_hint(reason)}") from None


def _open(start: Path, environ: Mapping[str, str]) -> pygit2.Repository:
    git_dir = environ.get("GIT_DIR")
    flags = RepositoryOpenFlag.FROM_ENV if environ else RepositoryOpenFlag(0)
    if git_dir:
        # As git does: what GIT_DIR names is the repository, nothing is searched for.
        flags |= RepositoryOpenFlag.NO_SEARCH | RepositoryOpenFlag.NO_DOTGIT
    path = Path(git_dir or start).absolute()
    try:
        return pygit2.Repository(str(path), flags)
    except (pygit2.GitError, OSError, KeyError, ValueError) as error:
        raise RepositoryError(_explain(path, str(error))) from None


def _explain(path: Path, reason: str) -> str:
    if "not owned by current user" in reason:
        owned = reason.split("'")[1] if "'" in reason else str(path)
        command = f"git config --global --add safe.directory {shlex.quote(owned)}"
        return f"{owned} belongs to another user; if you trust it, run: {command}"
    if "not found" in reason:
        return f"{path} is not in a git repository"
    # SHA-256 objects, reftables and partial clones are read by git, but not by libgit2.
    reason = reason.removeprefix(f"{path}: ")
    return f"this kind of git repository is not supported yet ({reason}){_hint(reason)}"


def _hint(reason: str) -> str:
    # Index formats that libgit2 does not know, and how to do without them.
    if "'link'" in reason:
        return "; run `git update-index --no-split-index`"
    if "'sdir'" in reason:
        return "; run `git sparse-checkout reapply --no-sparse-index`"
    return ""
