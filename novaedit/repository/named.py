"""The files and folders that the user names, as they are on disk."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from novaedit.errors import UsageError
from novaedit.repository.changes import Change
from novaedit.repository.disk import disk_snapshot, read_files
from novaedit.repository.open import Repository, read_index, require_merged
from novaedit.repository.skip import is_wanted
from novaedit.repository.snapshot import SkippedFile, Snapshot
from novaedit.repository.tree import IndexEntries, untracked_paths


def path_snapshot(
    repository: Repository, paths: Sequence[Path], suffixes: Collection[str] | None = None
) -> Snapshot:
    """The named files as a whole, tracked or not; of a folder, all its files that are not ignored.

    Relative paths start from the current directory. Raises UsageError for a path that does not
    exist or lies outside the repository, RepositoryError for an unmerged one.
    """
    index = read_index(repository)
    entries = IndexEntries(index)
    names = [_inside(repository, path) for path in paths]
    folders = [name for name in names if _is_folder(repository.root / name)]
    named = {name for name in names if name not in folders}
    if folders:
        # Of a folder, what is missing on disk is not meant: deleted, or left out by a sparse checkout.
        tracked = (name for name in entries if os.path.lexists(repository.root / name))
        known = {*tracked, *untracked_paths(repository.handle)}
        named |= {name for name in known if _is_below(name, folders) and is_wanted(name, suffixes)}
    wanted = {name for name in named if is_wanted(name, suffixes)}
    require_merged(index, frozenset(wanted))
    changes = [Change(name, deleted=False, old_id=None) for name in wanted]
    files, skipped = read_files(repository, changes, entries)
    skipped += [SkippedFile(name, "not in a supported language") for name in named - wanted]
    return disk_snapshot(repository, files, skipped, entries)


def _inside(repository: Repository, path: Path) -> str:
    """The path as git names it. Only its folder is resolved: a link as such is skipped later."""
    absolute = path.absolute()
    if not absolute.exists() and not absolute.is_symlink():
        raise UsageError(f"{path} does not exist")
    try:
        is_link = absolute.is_symlink()
        real = absolute.parent.resolve() / absolute.name if is_link else absolute.resolve()
        inside = real.relative_to(repository.root)
    except (ValueError, OSError, RuntimeError):
        raise UsageError(f"{path} is outside the repository {repository.root}") from None
    if ".git" in inside.parts:
        raise UsageError(f"{path} belongs to git itself")
    return inside.as_posix()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_below(name: str, folders: list[str]) -> bool:
    return any(folder == "." or name.startswith(f"{folder}/") for folder in folders)
