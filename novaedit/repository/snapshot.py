"""Snapshot: the exact bytes to check, never read from a place that may still move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

Kind = Literal["index", "worktree", "revision"]

#: Inclusive (first, last) line ranges; None means the whole file.
LineRanges = tuple[tuple[int, int], ...] | None


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """One file in scope: its bytes, git blob id and mode, and what it was before the change.

    `changed` are the lines that the change added or modified, None for all; `base` is the content
    before the change, None when the file is new or no change is looked at.
    """

    path: str
    content: bytes
    blob_id: str
    mode: int = 0o100644
    changed: LineRanges = None
    base: bytes | None = None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file in scope that is not looked at, and why, in a few words."""

    path: str
    reason: str


class Tree(Protocol):
    """All files of the snapshot, those out of scope too: what mypy and tests need around the targets."""

    def __hash__(self) -> int:
        """By identity: what was found in a tree is remembered for it."""

    def paths(self) -> tuple[str, ...]:
        """Every tracked path, in order."""

    def read(self, path: str) -> bytes | None:
        """The bytes of one path in this snapshot; None if it is not there."""

    def materialise(self, directory: Path) -> None:
        """Write the whole tree below `directory`, files out of scope included."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files in scope, keyed by root-relative path, and the tree around them."""

    root: Path
    kind: Kind
    files: Mapping[str, SnapshotFile]
    tree: Tree
    skipped: tuple[SkippedFile, ...] = field(default=())

    def with_content(self, path: str, content: bytes, blob_id: str) -> Snapshot:
        """The same snapshot with other bytes for one file in scope."""
        changed = replace(self.files[path], content=content, blob_id=blob_id)
        return replace(self, files={**self.files, path: changed})
