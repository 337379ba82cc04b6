"""Writing fixes back: to the working tree and, on request, to the index. Nothing is ever stashed."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Protocol

from novaedit.errors import RepositoryError, WriteError
from novaedit.patch.unified import FileChange
from novaedit.repository.merge import carry_over
from novaedit.repository.open import Repository
from novaedit.repository.replace import DiskFile, Replacement, read_file
from novaedit.repository.snapshot import Kind
from novaedit.repository.stage import StagedUpdate, index_paths


@dataclass(frozen=True, slots=True)
class Written:
    """Which paths hold their fix now, and where it could not be merged with the user's other changes.

    `conflicts` were left alone on disk: they differ from the snapshot in the same lines, or are gone.
    `unstaged` were left alone in the index, for the same reasons or because git does not track them.
    """

    written: tuple[str, ...]
    staged: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    unstaged: tuple[str, ...] = ()


class _Step(Protocol):
    def commit(self) -> None: ...
    def undo(self) -> None: ...


def write_back(
    repository: Repository, changes: Sequence[FileChange], *, kind: Kind, stage: bool = False
) -> Written:
    """Write the fixed files to the working tree and, with `stage`, to the index: all or nothing.

    `kind` is that of the snapshot the fixes were made for. What was snapshotted must not have changed
    since (RepositoryError); the other of index and working tree gets the fix merged into its own content.
    Raises WriteError when the file system refuses; everything is then as it was.
    """
    on_disk = [(change, read_file(repository.root, change.path)) for change in changes]
    if kind == "worktree":
        _require_unchanged(on_disk)
    merged = {
        change.path: None if file is None else carry_over(file.content, change) for change, file in on_disk
    }
    steps: list[_Step] = []
    with _all_or_nothing(steps):
        for change, file in on_disk:
            content = merged[change.path]
            if file is not None and content is not None and content != file.content:
                steps.append(Replacement(file, content))
        staged = _stage(repository, changes, kind, steps) if stage else ()
    return Written(
        written=tuple(path for path, content in merged.items() if content is not None),
        staged=staged,
        conflicts=tuple(path for path, content in merged.items() if content is None),
        unstaged=tuple(change.path for change in changes if stage and change.path not in staged),
    )


def _require_unchanged(on_disk: Sequence[tuple[FileChange, DiskFile | None]]) -> None:
    for change, file in on_disk:
        if file is None or file.content != change.before:
            raise RepositoryError(f"{change.path} has changed since it was checked; nothing was written")


def _stage(
    repository: Repository, changes: Sequence[FileChange], kind: Kind, steps: list[_Step]
) -> tuple[str, ...]:
    def update(change: FileChange, content: bytes) -> bytes | None:
        if kind == "index" and content != change.before:
            raise RepositoryError(f"{change.path} was staged anew since it was checked; nothing was written")
        return carry_over(content, change)

    active, *others = index_paths(repository)
    first = StagedUpdate(repository, active, changes, update)
    steps.append(first)
    steps.extend(StagedUpdate(repository, path, changes, _carry) for path in others)
    return first.staged


def _carry(change: FileChange, content: bytes) -> bytes | None:
    return carry_over(content, change)


@contextlib.contextmanager
def _all_or_nothing(steps: list[_Step]) -> Iterator[None]:
    """Commit the steps that the block has prepared; undo every one of them if anything fails."""
    committed = False
    try:
        yield
        with _uninterrupted():
            for step in steps:
                step.commit()
            committed = True
    except BaseException as error:
        if committed:  # it is only now that a Ctrl-C, held back, arrives
            raise
        for step in reversed(steps):
            step.undo()
        if isinstance(error, OSError):
            raise WriteError(f"cannot write: {error.strerror}; everything is as it was") from None
        raise


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until the block is done: a few renames."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    previous = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
    if held:
        signal.raise_signal(signal.SIGINT)
