"""Narrowing a run: excluded files before it, declined fixes after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from novaedit.cli.output.positions import edited
from novaedit.edits import Fix
from novaedit.fixer.globs import matches
from novaedit.fixer.report import FileReport, Report, Unfixed
from novaedit.repository.snapshot import SkippedFile, Snapshot


def exclude(snapshot: Snapshot, globs: Sequence[str]) -> Snapshot:
    """`snapshot` without the files that match one of `globs`; they are listed as skipped."""
    excluded = [path for path in snapshot.files if any(matches(path, glob) for glob in globs)]
    if not excluded:
        return snapshot
    files = {path: file for path, file in snapshot.files.items() if path not in excluded}
    skipped = [SkippedFile(path, "excluded by extend-exclude") for path in excluded]
    return replace(snapshot, files=files, skipped=(*snapshot.skipped, *skipped))


def keep_fixes(report: Report, kept: Collection[tuple[str, Fix]]) -> Report:
    """`report` with only the `kept` (path, fix) pairs; what the others answered remains as declined."""
    return replace(report, files=tuple(_keep(file, kept) for file in report.files))


def _keep(file: FileReport, kept: Collection[tuple[str, Fix]]) -> FileReport:
    resolved = tuple(item for item in file.resolved if (file.path, item.fix) in kept)
    if len(resolved) == len(file.resolved):
        return file
    # Two fixes of the same lines share their edits.
    after = edited(file.change.before, (e for item in resolved for e in item.fix.candidate.patch.edits))
    declined = tuple(
        Unfixed(item.diagnostic, "declined")
        for item in file.resolved
        if item.diagnostic is not None and (file.path, item.fix) not in kept
    )
    return replace(
        file,
        change=replace(file.change, after=after),
        resolved=resolved,
        unfixed=(*file.unfixed, *declined),
    )
