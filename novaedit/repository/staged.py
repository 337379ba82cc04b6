"""The staged changes: the index against HEAD."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pygit2

from novaedit.repository.changes import DIFF_FLAGS, Change, changes_of, head_tree, select_blobs
from novaedit.repository.open import Repository, git_errors, read_index, require_merged
from novaedit.repository.skip import is_wanted
from novaedit.repository.snapshot import SkippedFile, Snapshot
from novaedit.repository.tree import BlobTree, Entry, IndexEntries

#: `git add --intent-to-add` puts a path with this, the empty blob, into the index.
_EMPTY_BLOB = pygit2.Oid(hex="e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")


def staged_snapshot(repository: Repository, suffixes: Collection[str] | None = None) -> Snapshot:
    """What the next commit would hold; `suffixes` (".py", ...) limits the files in scope.

    Raises RepositoryError for unmerged paths and an unreadable index.
    """
    index = read_index(repository)
    require_merged(index)
    entries = IndexEntries(index)
    changes = staged_changes(repository, index, entries, suffixes)
    nothing = [change for change in changes if _is_unstaged(repository, change, entries)]
    files, skipped = select_blobs(repository, [c for c in changes if c not in nothing], entries)
    skipped += [SkippedFile(change.path, "intent-to-add") for change in nothing]
    return Snapshot(
        root=repository.root,
        kind="index",
        files=files,
        tree=BlobTree(repository.handle, entries),
        skipped=tuple(sorted(skipped, key=lambda file: file.path)),
    )


def staged_changes(
    repository: Repository,
    index: pygit2.Index,
    entries: Mapping[str, Entry],
    suffixes: Collection[str] | None,
) -> list[Change]:
    """The wanted paths in which `index` differs from HEAD; all of them before the first commit."""
    with git_errors("cannot compare the index with HEAD"):
        tree = head_tree(repository.handle)
        if tree is not None:
            return changes_of(tree.diff_to_index(index, DIFF_FLAGS), suffixes)
    return [Change(path, deleted=False, old_id=None) for path in sorted(entries) if is_wanted(path, suffixes)]


def _is_unstaged(repository: Repository, change: Change, entries: Mapping[str, Entry]) -> bool:
    # pygit2 does not show the intent-to-add flag. A new, empty blob whose file is not empty is
    # that, or a file that was empty when it was staged: either way there is nothing to check yet.
    entry = entries.get(change.path)
    if entry is None or entry.id != _EMPTY_BLOB or change.old_id is not None:
        return False
    path = repository.root / change.path
    return path.is_file() and path.stat().st_size > 0
