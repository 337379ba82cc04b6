"""The words for changes: Edit, Patch, Region, Candidate, Gate results and Fix.

Lines are 1-based and inclusive everywhere, and hold no line ending. An insertion
before line n has `start_line == n` and `end_line == n - 1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from novaedit.errors import PatchError
from novaedit.lines import ENDING

Origin = Literal["ruff", "model"]
Outcome = Literal["passed", "failed", "not-applicable"]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace lines `start_line`..`end_line` (1-based, inclusive) by `replacement`.

    `replacement` holds one string a line, without endings; empty deletes. Raises
    PatchError when the range or a replacement line cannot be meant.
    """

    start_line: int
    end_line: int
    replacement: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.start_line < 1 or self.end_line < self.start_line - 1:
            raise PatchError(f"no such line range: {self.start_line}-{self.end_line}")
        if self.is_insertion and not self.replacement:
            raise PatchError(f"an insertion before line {self.start_line} inserts nothing")
        if any(ENDING.search(line) for line in self.replacement):
            raise PatchError("a replacement line contains a line ending")

    @property
    def is_insertion(self) -> bool:
        """Whether the edit removes no line."""
        return self.end_line < self.start_line

    @property
    def removed(self) -> int:
        """How many lines go."""
        return self.end_line - self.start_line + 1

    @property
    def growth(self) -> int:
        """How many lines more there are afterwards; what follows moves down by as many."""
        return len(self.replacement) - self.removed


def changed_lines(edits: Iterable[Edit]) -> int:
    """The lines that `edits` remove and add."""
    return sum(edit.removed + len(edit.replacement) for edit in edits)


def check_edits(edits: Sequence[Edit]) -> None:
    """Raise PatchError unless `edits` are ascending and never overlap.

    Two insertions before the same line overlap too: their order would be a guess.
    """
    for before, after in pairwise(edits):
        if after.start_line <= before.end_line or after.start_line <= before.start_line:
            raise PatchError(
                f"edits overlap or are out of order: {before.start_line}-{before.end_line} "
                f"and {after.start_line}-{after.end_line}"
            )


@dataclass(frozen=True, slots=True)
class Patch:
    """The edits of one file, valid against one exact content only.

    `path` is relative to the repository root, with `/`; `blob_id` is git's object id
    (hex) of the content that the edits were made for. Raises PatchError on overlap.
    """

    path: str
    blob_id: str
    edits: tuple[Edit, ...]

    def __post_init__(self) -> None:
        check_edits(self.edits)


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive lines of one file: the first one's number and their texts."""

    start_line: int
    lines: tuple[str, ...]

    @property
    def end_line(self) -> int:
        """Number of the last line; `start_line - 1` when the span is empty."""
        return self.start_line + len(self.lines) - 1

    def covers(self, edit: Edit) -> bool:
        """Whether `edit` stays inside; inserting just after the last line does."""
        return self.start_line <= edit.start_line and edit.end_line <= self.end_line


@dataclass(frozen=True, slots=True)
class Region:
    """What the model sees and may change: a window and, apart from it, imports or a long bracket's opening.

    `related` are names or signatures from elsewhere in the file that help to
    understand the diagnostic: shown, not editable.
    """

    path: str
    window: Span
    imports: Span | None = None
    related: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The editable spans in file order."""
        return (self.window,) if self.imports is None else (self.imports, self.window)

    def covers(self, edits: Sequence[Edit]) -> bool:
        """Whether every edit stays inside one of the spans."""
        return all(any(span.covers(edit) for span in self.spans) for edit in edits)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed patch. `log_probability` is natural, over the whole patch; None if unknown."""

    patch: Patch
    origin: Origin
    confidence: float
    log_probability: float | None = None


@dataclass(frozen=True, slots=True)
class GateResult:
    """One named check of a candidate; `detail` says in a few words why it failed."""

    name: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A candidate that failed no gate, with the gates it met."""

    candidate: Candidate
    gates: tuple[GateResult, ...]
