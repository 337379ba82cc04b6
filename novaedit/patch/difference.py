"""Where two contents differ, by git's own diff algorithm (libgit2's xdiff)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Lines `old_start`..`old_stop` became `new_start`..`new_stop`: 0-based, half-open."""

    old_start: int
    old_stop: int
    new_start: int
    new_stop: int


def changed_runs(old: bytes, new: bytes) -> list[Run]:
    """The runs of lines that differ, in order and never adjacent; only `\\n` ends a line.

    difflib finds the same, but needs seconds where 20,000 lines with two edits take xdiff milliseconds.
    """
    import pygit2  # not needed to import this package

    patch = pygit2.Patch.create_from(
        old, new, flag=pygit2.enums.DiffOption.FORCE_TEXT, context_lines=0, interhunk_lines=0
    )
    return [_run(hunk.old_start, hunk.old_lines, hunk.new_start, hunk.new_lines) for hunk in patch.hunks]


def _run(old_start: int, old_count: int, new_start: int, new_count: int) -> Run:
    # An empty side is numbered by the line before it, any other by its own first line.
    old = old_start - 1 if old_count else old_start
    new = new_start - 1 if new_count else new_start
    return Run(old, old + old_count, new, new + new_count)
