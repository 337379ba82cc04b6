"""Reading files of the working tree into a snapshot."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from pygit2.enums import FileMode

from novaedit.patch.unified import blob_id
from novaedit.repository.changes import Change, changed_ranges, read_base
from novaedit.repository.open import Repository
from novaedit.repository.skip import MAX_BYTES, TOO_LARGE, attributes_of, skip_content, skip_entry
from novaedit.repository.snapshot import SkippedFile, Snapshot, SnapshotFile
from novaedit.repository.tree import DiskTree, Entry

_FILE_MODES = (FileMode.BLOB, FileMode.BLOB_EXECUTABLE, FileMode.COMMIT)


def read_files(
    repository: Repository, changes: Iterable[Change], entries: Mapping[str, Entry]
) -> tuple[dict[str, SnapshotFile], list[SkippedFile]]:
    """Read the changed files from disk: those in scope, and those that are skipped."""
    files: dict[str, SnapshotFile] = {}
    skipped: list[SkippedFile] = []
    for change in sorted(changes, key=lambda change: change.path):
        try:
            files[change.path] = _read_file(repository, change, entries)
        except _SkipError as reason:
            skipped.append(SkippedFile(change.path, str(reason)))
    return files, skipped


def disk_snapshot(
    repository: Repository,
    files: dict[str, SnapshotFile],
    skipped: Iterable[SkippedFile],
    entries: Mapping[str, Entry],
) -> Snapshot:
    """A snapshot of the working tree with these files in scope; `entries` are the tracked paths."""
    captured = {path: file.content for path, file in files.items()}
    return Snapshot(
        root=repository.root,
        kind="worktree",
        files=files,
        tree=DiskTree(repository.handle, repository.root, entries, captured),
        skipped=tuple(sorted(skipped, key=lambda file: file.path)),
    )


class _SkipError(Exception):
    """The file is out of scope; `str()` is the reason."""


def _read_file(repository: Repository, change: Change, entries: Mapping[str, Entry]) -> SnapshotFile:
    mode, content = _read_bytes(repository, change.path, entries)
    if reason := skip_content(content):
        raise _SkipError(reason)
    base = read_base(repository, change)
    return SnapshotFile(change.path, content, blob_id(content), mode, changed_ranges(base, content), base)


def _read_bytes(repository: Repository, name: str, entries: Mapping[str, Entry]) -> tuple[int, bytes]:
    path = repository.root / name
    try:
        status = path.lstat()
        mode = _mode(status.st_mode, entries.get(name))
        if reason := skip_entry(name, mode, attributes_of(repository.handle, name)):
            raise _SkipError(reason)
        if not stat.S_ISREG(status.st_mode):
            raise _SkipError("not a regular file")
        if _in_submodule(name, entries):
            raise _SkipError("in a submodule")
        if status.st_size > MAX_BYTES:
            raise _SkipError(TOO_LARGE)
        return mode, path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise _SkipError("deleted") from None
    except OSError as error:
        raise _SkipError(f"unreadable: {error.strerror}") from None


def _mode(st_mode: int, entry: Entry | None) -> int:
    if stat.S_ISLNK(st_mode):
        return int(FileMode.LINK)
    # Not every file system keeps the executable bit, so what git recorded goes first.
    if entry is not None and entry.mode in _FILE_MODES:
        return entry.mode
    return int(FileMode.BLOB_EXECUTABLE if st_mode & stat.S_IXUSR else FileMode.BLOB)


def _in_submodule(name: str, entries: Mapping[str, Entry]) -> bool:
    folders = (str(parent) for parent in PurePosixPath(name).parents)
    return any(folder in entries and entries[folder].mode == FileMode.COMMIT for folder in folders)
