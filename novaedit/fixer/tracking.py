"""How lines move while fixes are applied one after the other, and back to the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit


@dataclass(frozen=True, slots=True)
class LineMap:
    """For each line of the current text its number in the original; None for a rewritten line."""

    origins: tuple[int | None, ...]
    original_count: int

    @classmethod
    def identity(cls, count: int) -> LineMap:
        """The map of an untouched text of `count` lines."""
        return cls(tuple(range(1, count + 1)), count)

    def after(self, edits: Sequence[Edit]) -> LineMap:
        """The map once `edits` (in current lines) are applied."""
        origins: list[int | None] = []
        position = 0
        for edit in edits:
            origins += self.origins[position : edit.start_line - 1]
            origins += [None] * len(edit.replacement)
            position = max(edit.end_line, edit.start_line - 1)
        origins += self.origins[position:]
        return replace(self, origins=tuple(origins))

    def gap(self, edit: Edit) -> tuple[int, int]:
        """The original lines just before and just after what `edit` (in current lines) touches.

        0 and count + 1 stand for the ends of the file.
        """
        before = [o for o in self.origins[: edit.start_line - 1] if o is not None]
        after = [o for o in self.origins[edit.end_line :] if o is not None]
        return (before[-1] if before else 0, after[0] if after else self.original_count + 1)

    def original_line(self, line: int | None) -> int | None:
        """The original number of a current line, or of the nearest line above that has one."""
        if line is None:
            return None
        above = [o for o in self.origins[:line] if o is not None]
        return above[-1] if above else 1

    def is_rewritten(self, line: int) -> bool:
        """Whether a fix wrote this current line."""
        return 0 < line <= len(self.origins) and self.origins[line - 1] is None


def shift(diagnostic: Diagnostic, edits: Sequence[Edit]) -> Diagnostic:
    """The same finding in the text after `edits`; its own line must not be edited. Its fix is void."""
    if diagnostic.line is None:
        return diagnostic
    moved = sum(e.growth for e in edits if e.end_line < diagnostic.line)
    end = None if diagnostic.end_line is None else diagnostic.end_line + moved
    return replace(diagnostic, line=diagnostic.line + moved, end_line=end, fix=None)


def edits_within(edits: Sequence[Edit], gaps: Sequence[tuple[int, int]]) -> tuple[Edit, ...]:
    """Those of `edits` (in original lines) that lie in any of `gaps`, as `LineMap.gap` gives them."""
    return tuple(e for e in edits if any(_meets(e, before, after) for before, after in gaps))


def _meets(edit: Edit, before: int, after: int) -> bool:
    if edit.is_insertion:
        return before < edit.start_line <= after
    return edit.start_line < after and edit.end_line > before
