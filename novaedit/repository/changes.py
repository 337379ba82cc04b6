"""What a change did: which paths, what they were called before, which lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pygit2
from pygit2.enums import DeltaStatus, DiffFind, DiffOption, FileMode

from novaedit.patch.apply import line_runs
from novaedit.repository.open import Repository, git_errors
from novaedit.repository.skip import attributes_of, is_wanted, skip_content, skip_entry
from novaedit.repository.snapshot import LineRanges, SkippedFile, SnapshotFile
from novaedit.repository.tree import Entry, read_blob

#: Submodules have their own repository; a change of type is a deletion and an addition to us.
DIFF_FLAGS = DiffOption.IGNORE_SUBMODULES | DiffOption.SKIP_BINARY_CHECK


@dataclass(frozen=True, slots=True)
class Change:
    """A changed path; `old_id` is the blob it was before, under its old name, None when it is new."""

    path: str
    deleted: bool
    old_id: pygit2.Oid | None


def head_tree(handle: pygit2.Repository) -> pygit2.Tree | None:
    """The tree of HEAD; None before the first commit."""
    with git_errors("cannot read HEAD"):
        return None if handle.head_is_unborn else handle.head.peel(pygit2.Tree)


def changes_of(diff: pygit2.Diff, suffixes: Collection[str] | None) -> list[Change]:
    """The wanted paths of a diff, in order, renames found."""
    with git_errors("cannot compare"):
        diff.find_similar(flags=DiffFind.FIND_RENAMES)
        changes = [_change(delta) for delta in diff.deltas]
    return sorted((c for c in changes if is_wanted(c.path, suffixes)), key=lambda change: change.path)


def select_blobs(
    repository: Repository, changes: Collection[Change], entries: Mapping[str, Entry]
) -> tuple[dict[str, SnapshotFile], list[SkippedFile]]:
    """Read the changed files from their blobs: those in scope, and those that are skipped."""
    files: dict[str, SnapshotFile] = {}
    skipped: list[SkippedFile] = []
    for change in changes:
        entry = entries.get(change.path)
        if change.deleted or entry is None:
            skipped.append(SkippedFile(change.path, "deleted"))
            continue
        reason = skip_entry(change.path, entry.mode, attributes_of(repository.handle, change.path))
        content = b"" if reason else read_blob(repository.handle, entry.id)
        if reason := reason or skip_content(content):
            skipped.append(SkippedFile(change.path, reason))
            continue
        base = read_base(repository, change)
        files[change.path] = SnapshotFile(
            change.path, content, str(entry.id), entry.mode, changed_ranges(base, content), base
        )
    return files, skipped


def read_base(repository: Repository, change: Change) -> bytes | None:
    """What the file held before the change; None when it is new, or was no text."""
    if change.old_id is None:
        return None
    content = read_blob(repository.handle, change.old_id)
    return None if skip_content(content) else content


def changed_ranges(base: bytes | None, content: bytes) -> LineRanges:
    """The lines of `content` that were added or modified; None (all) when there is no base.

    Both must be UTF-8. A difference in line endings only is no change.
    """
    if base is None:
        return None
    runs = line_runs(base.decode(), content.decode())
    return tuple((run.new_start + 1, run.new_stop) for run in runs if run.new_stop > run.new_start)


def _change(delta: pygit2.DiffDelta) -> Change:
    is_file = delta.old_file.mode in (FileMode.BLOB, FileMode.BLOB_EXECUTABLE)
    is_new = delta.status in (DeltaStatus.ADDED, DeltaStatus.UNTRACKED)
    return Change(
        path=delta.new_file.path,
        deleted=delta.status == DeltaStatus.DELETED,
        old_id=delta.old_file.id if is_file and not is_new else None,
    )
