"""Writing the fixes of a report, and saying which could not be written."""

from __future__ import annotations

from novaedit.fixer.report import Report
from novaedit.repository.open import Repository
from novaedit.repository.saved import apply_command, save_patch
from novaedit.repository.snapshot import Kind
from novaedit.repository.write import Written, write_back


def write(
    repository: Repository, report: Report, *, kind: Kind, stage: bool
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Write every changed file of `report`, or none; returns the paths that hold their fix now, and remarks.

    A fix that meets other changes in the same lines is kept as a patch instead. Raises WriteError and
    RepositoryError; then everything is as it was.
    """
    changes = [file.change for file in report.files if file.diff]
    written = write_back(repository, changes, kind=kind, stage=stage)
    return frozenset((*written.written, *written.staged)), tuple(_remarks(repository, report, written))


def _remarks(repository: Repository, report: Report, written: Written) -> list[str]:
    remarks = [f"{path}: not written, you have changed the same lines" for path in written.conflicts]
    remarks += [f"{path}: not staged, the index differs in the same lines" for path in written.unstaged]
    left = b"".join(file.diff for file in report.files if file.path in written.conflicts)
    if left:
        saved = save_patch(repository, left)
        remarks.append(f"what was not written is kept; to apply it: {apply_command(repository, saved)}")
    return remarks
