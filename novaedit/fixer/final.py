"""The last word: all fixes of a run together go through the gates once more."""

from __future__ import annotations

from collections.abc import Sequence

from novaedit.diagnostics import Diagnostic
from novaedit.edits import GateResult
from novaedit.fixer.gates import no_new_diagnostics
from novaedit.fixer.options import Options
from novaedit.fixer.report import FileReport
from novaedit.fixer.session import Session
from novaedit.fixer.tools import Workbench


def settle(
    sessions: Sequence[Session], bench: Workbench, before: Sequence[Diagnostic], options: Options
) -> tuple[list[FileReport], tuple[str, ...]]:
    """Reports of all sessions; files whose fixes fail together are given back untouched.

    Returns the reports and remarks for the user. `before` are the findings at the start.
    """
    dropped: dict[str, str] = {}
    changed = [s for s in sessions if s.text != s.original]
    for session in changed:
        error = bench.language.parse(session.text, session.file.path)
        if error is not None:
            dropped[session.file.path] = f"another syntax error remains in line {error.line}"
    while True:
        kept = [s for s in changed if s.file.path not in dropped]
        failed = _failures(kept, sessions, bench, before) if kept else {}
        if not failed:
            break
        dropped |= failed
    reports = [s.without_fixes() if s.file.path in dropped else s.report() for s in sessions]
    remarks = tuple(
        f"{path}: its fixes were dropped together: {why}" for path, why in sorted(dropped.items())
    )
    return reports, remarks


def _failures(
    kept: Sequence[Session], all_sessions: Sequence[Session], bench: Workbench, before: Sequence[Diagnostic]
) -> dict[str, str]:
    untouched = {s.file.path: s.file.content for s in all_sessions if s not in kept}
    contents = {**bench.contents, **untouched}
    paths = {s.file.path for s in kept}
    found = bench.language.diagnose(contents, bench.project).diagnostics
    elsewhere = [d for d in found if d.path not in paths], [d for d in before if d.path not in paths]
    outside = no_new_diagnostics(elsewhere[1], elsewhere[0], before_parses=True)
    failures = dict.fromkeys(paths, outside.detail) if outside.outcome == "failed" else {}
    for path in paths:
        gate = _gate(path, before, found)
        if gate.outcome == "failed":
            failures[path] = gate.detail
    return failures


def _gate(path: str, before: Sequence[Diagnostic], found: Sequence[Diagnostic]) -> GateResult:
    old = [d for d in before if d.path == path]
    broken = any(d.is_syntax_error for d in old)
    new = [d for d in found if d.path == path]
    if broken:  # what the syntax error hid is not ours, another syntax error would be
        new = [d for d in new if d.is_syntax_error]
        old = []
    return no_new_diagnostics(old, new, before_parses=True)
