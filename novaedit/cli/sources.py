"""From the flags to a snapshot: staged, a range of commits, whole files, or the changes against HEAD."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from novaedit.cli.arguments import Arguments, parse_lines
from novaedit.cli.paths import is_below, relative_path
from novaedit.languages import languages
from novaedit.repository.named import path_snapshot
from novaedit.repository.open import Repository
from novaedit.repository.revision import revision_snapshot
from novaedit.repository.snapshot import Snapshot
from novaedit.repository.staged import staged_snapshot
from novaedit.repository.worktree import worktree_snapshot


def suffixes() -> frozenset[str]:
    """The endings of the files that some language of ours reads."""
    return frozenset(suffix for language in languages.values() for suffix in language.extensions)


def take_snapshot(arguments: Arguments, repository: Repository, here: Path) -> Snapshot:
    """What `arguments`, typed in `here`, ask to look at. Raises UsageError and RepositoryError."""
    typed = [*arguments.paths, *(parse_lines(text)[0] for text in arguments.lines)]
    named = [relative_path(path, repository.root, here) for path in typed]
    if arguments.staged:
        return narrow(staged_snapshot(repository, suffixes()), named)
    if arguments.from_ref is not None:
        to_ref = arguments.to_ref or "HEAD"
        return narrow(revision_snapshot(repository, arguments.from_ref, to_ref, suffixes()), named)
    if typed:
        return path_snapshot(repository, [here / path for path in typed], suffixes())
    return worktree_snapshot(repository, suffixes())


def all_staged(repository: Repository, paths: Sequence[str], here: Path) -> bool:
    """Whether every one of `paths` has staged changes."""
    snapshot = staged_snapshot(repository)
    staged = {*snapshot.files, *(file.path for file in snapshot.skipped)}
    return all(relative_path(path, repository.root, here) in staged for path in paths)


def narrow(snapshot: Snapshot, named: Collection[str]) -> Snapshot:
    """`snapshot` with only the files that are `named` or lie in a folder that is; all if none is."""
    if not named:
        return snapshot
    files = {path: file for path, file in snapshot.files.items() if is_below(path, named)}
    skipped = tuple(file for file in snapshot.skipped if is_below(file.path, named))
    return replace(snapshot, files=files, skipped=skipped)
