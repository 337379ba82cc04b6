"""What one commit changed: pairs of blobs of Python files, without reading a single one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pygit2
from pygit2.enums import DeltaStatus, DiffFind, DiffOption, FileMode

from novaedit.mining.paths import is_foreign, is_python

_FLAGS = DiffOption.SKIP_BINARY_CHECK | DiffOption.IGNORE_SUBMODULES
_FILES = (FileMode.BLOB, FileMode.BLOB_EXECUTABLE)
_NO_FILE = {FileMode.LINK: "symbolic link", FileMode.COMMIT: "submodule"}


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after one commit. `path` is its name after; the ids are those of its blobs."""

    commit: str
    path: str
    before: str
    after: str


def changes_of(commit: pygit2.Commit, max_files: int, skipped: Counter[str]) -> list[Change]:
    """The Python files that an ordinary commit changed; counts in `skipped` why there are not more.

    A renamed file is compared with what it was renamed from. Raises GitError or KeyError when a tree is
    missing or corrupt.
    """
    diff = commit.parents[0].tree.diff_to_tree(commit.tree, _FLAGS, 0, 0)
    deltas = [delta for delta in diff.deltas if is_python(delta.new_file.path)]
    if not deltas:
        skipped["commit without Python"] += 1
        return []
    if len(deltas) > max_files:
        skipped["mass change"] += 1
        return []
    if _may_be_renames(deltas):
        diff.find_similar(DiffFind.FIND_RENAMES)
        deltas = [delta for delta in diff.deltas if is_python(delta.new_file.path)]
    return list(_pairs(str(commit.id), deltas, skipped))


def _may_be_renames(deltas: list[pygit2.DiffDelta]) -> bool:
    kinds = {delta.status for delta in deltas}
    return DeltaStatus.ADDED in kinds and DeltaStatus.DELETED in kinds


def _pairs(commit: str, deltas: list[pygit2.DiffDelta], skipped: Counter[str]) -> Iterator[Change]:
    for delta in deltas:
        reason = _reason(delta)
        if reason:
            skipped[reason] += 1
        elif delta.old_file.id != delta.new_file.id:
            yield Change(commit, delta.new_file.path, str(delta.old_file.id), str(delta.new_file.id))


def _reason(delta: pygit2.DiffDelta) -> str | None:
    modes: Mapping[str, int] = {"before": delta.old_file.mode, "after": delta.new_file.mode}
    for mode in modes.values():
        if mode in _NO_FILE:
            return _NO_FILE[FileMode(mode)]
    if delta.status == DeltaStatus.ADDED:
        return "file added"
    if delta.status == DeltaStatus.DELETED:
        return "file deleted"
    if not all(mode in _FILES for mode in modes.values()):
        return "no ordinary file"
    return "vendored or generated" if is_foreign(delta.new_file.path) else None
