"""The diff of one fix alone, for people: the patch that is applied is the file's, of all fixes together."""

from __future__ import annotations

from dataclasses import replace

from novaedit.cli.output.positions import edited
from novaedit.edits import Fix
from novaedit.fixer.report import FileReport
from novaedit.patch.unified import unified_diff


def fix_diff(file: FileReport, fix: Fix, *, header: bool = True) -> bytes:
    """The unified diff of `fix` against the original content; without `header`, only its hunks."""
    after = edited(file.change.before, fix.candidate.patch.edits)
    diff = unified_diff(replace(file.change, after=after))
    return diff if header or not diff else diff[diff.index(b"@@ ") :]
