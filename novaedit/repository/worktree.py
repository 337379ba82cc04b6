"""The changes on disk against HEAD, staged or not."""

from __future__ import annotations

from collections.abc import Collection

import pygit2
from pygit2.enums import DeltaStatus, FileMode

from novaedit.repository.changes import DIFF_FLAGS, Change, head_tree
from novaedit.repository.disk import disk_snapshot, read_files
from novaedit.repository.open import Repository, git_errors, read_index, require_merged
from novaedit.repository.skip import is_wanted
from novaedit.repository.snapshot import Snapshot
from novaedit.repository.staged import staged_changes
from novaedit.repository.tree import IndexEntries


def worktree_snapshot(repository: Repository, suffixes: Collection[str] | None = None) -> Snapshot:
    """The tracked files that differ from HEAD on disk; `git add --intent-to-add` makes a file tracked.

    Raises RepositoryError for unmerged paths and an unreadable index.
    """
    index = read_index(repository)
    require_merged(index)
    entries = IndexEntries(index)
    changes = {change.path: change for change in staged_changes(repository, index, entries, suffixes)}
    head = head_tree(repository.handle)
    for path in _unstaged(repository):
        if path not in changes and is_wanted(path, suffixes):
            changes[path] = Change(path, deleted=False, old_id=_blob_in(head, path))
    files, skipped = read_files(repository, changes.values(), entries)
    # What was staged and then undone on disk differs no longer.
    files = {path: file for path, file in files.items() if file.base != file.content}
    return disk_snapshot(repository, files, skipped, entries)


def _unstaged(repository: Repository) -> list[str]:
    handle = repository.handle
    with git_errors("cannot compare the working tree with the index"):
        # What a sparse checkout leaves out is missing on disk, but not deleted.
        is_sparse = "core.sparsecheckout" in handle.config and handle.config.get_bool("core.sparsecheckout")
        deltas = handle.index.diff_to_workdir(DIFF_FLAGS).deltas
        return [d.new_file.path for d in deltas if not (is_sparse and d.status == DeltaStatus.DELETED)]


def _blob_in(head: pygit2.Tree | None, path: str) -> pygit2.Oid | None:
    if head is None or path not in head:
        return None
    item = head[path]
    return item.id if isinstance(item, pygit2.Blob) and item.filemode != FileMode.LINK else None
