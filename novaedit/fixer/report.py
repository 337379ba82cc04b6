"""What a run found, fixed and left, in the shape that every output format prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Fix, GateResult
from novaedit.patch.unified import FileChange, unified_diff
from novaedit.repository.snapshot import SkippedFile

Reason = Literal[
    "no-model",  # only ruff's own fixes were asked for, or no model is installed
    "environment",  # a finding about the environment (import-not-found): never sent to the model
    "abstained",  # the model answered <NO_EDIT>
    "no-candidate",  # nothing that it wrote was a patch
    "gates",  # every candidate failed a gate
    "low-confidence",  # what passed was below --min-confidence
    "conflict",  # its fix overlaps with another fix of the same file
    "time",  # --max-time ran out
    "too-large",  # the region does not fit the prompt
    "symptom",  # it says "unused", and an undefined name or a syntax error that may be the cause is left
    "declined",  # the person said no (-i)
    "unlocated",  # the diagnostic has no line in a file that we may edit
]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A diagnostic (None: an instruction) and the fix that answers it, in lines of the original file."""

    diagnostic: Diagnostic | None
    fix: Fix


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate that did not make it: the edits and the gates up to the one that failed."""

    edits: tuple[Edit, ...]
    gates: tuple[GateResult, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Unfixed:
    """A diagnostic that remains, and why."""

    diagnostic: Diagnostic
    reason: Reason
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: its bytes before and after all its fixes.

    `dropped` are the bytes after fixes that failed together and were given up; None if none were.
    """

    path: str
    blob_id: str
    change: FileChange
    resolved: tuple[Resolved, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()
    dropped: bytes | None = None

    @property
    def diff(self) -> bytes:
        """The unified diff of this file; b"" when nothing was fixed."""
        return unified_diff(self.change)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. Files are in path order; `notes` are remarks for the user, a sentence each."""

    files: tuple[FileReport, ...]
    skipped: tuple[SkippedFile, ...] = ()
    notes: tuple[str, ...] = ()
    model: str | None = None
    seconds: float = 0.0

    @property
    def diff(self) -> bytes:
        """All files' diffs, one after the other."""
        return b"".join(file.diff for file in self.files)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to fix and nothing left."""
        return not any(file.resolved or file.unfixed for file in self.files)
