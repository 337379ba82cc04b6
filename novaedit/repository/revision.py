"""The changes between two revisions, seen from where their histories parted."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

import pygit2

from novaedit.errors import UsageError
from novaedit.repository.changes import DIFF_FLAGS, changes_of, select_blobs
from novaedit.repository.open import Repository, git_errors
from novaedit.repository.snapshot import Snapshot
from novaedit.repository.tree import BlobTree, tree_entries


def revision_snapshot(
    repository: Repository, from_ref: str, to_ref: str, suffixes: Collection[str] | None = None
) -> Snapshot:
    """What `to_ref` holds, and what changed in it since its merge base with `from_ref`.

    Without a merge base (shallow clone, unrelated history) the two are compared directly.
    Raises UsageError when a revision does not exist.
    """
    handle = repository.handle
    start, end = resolve_commit(repository, from_ref), resolve_commit(repository, to_ref)
    with git_errors(f"cannot compare {from_ref} and {to_ref}"):
        base = _merge_base(handle, start, end) or start
        diff = base.tree.diff_to_tree(end.tree, DIFF_FLAGS)
    entries = tree_entries(end.tree)
    files, skipped = select_blobs(repository, changes_of(diff, suffixes), entries)
    return Snapshot(repository.root, "revision", files, BlobTree(handle, entries), tuple(skipped))


def resolve_commit(repository: Repository, ref: str) -> pygit2.Commit:
    """The commit that `ref` names. Raises UsageError when it names none.

    An empty name is refused: `git show :path` would read the index instead.
    """
    try:
        if not ref.strip() or ref.startswith("-"):
            raise ValueError(ref)
        return repository.handle.revparse_single(ref).peel(pygit2.Commit)
    except (KeyError, ValueError, pygit2.GitError):
        raise UsageError(f"{ref!r} is not a revision of {repository.root}") from None


def _merge_base(handle: pygit2.Repository, one: pygit2.Commit, other: pygit2.Commit) -> pygit2.Commit | None:
    # pygit2's own annotation forgets that there may be none.
    found = cast("pygit2.Oid | None", handle.merge_base(one.id, other.id))
    return None if found is None else handle[found].peel(pygit2.Commit)
