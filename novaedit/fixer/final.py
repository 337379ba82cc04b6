"""The last word: all fixes of a run together go through the gates once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from novaedit.diagnostics import Diagnostic, finding_key
from novaedit.edits import GateResult
from novaedit.fixer.gates import no_new_diagnostics
from novaedit.fixer.report import FileReport
from novaedit.fixer.session import Session
from novaedit.fixer.tools import Workbench
from novaedit.languages.base import Checked, TestRun
from novaedit.patch.reading import is_faithful

_UNFAITHFUL = "their diff does not read back as the same change"


def settle(
    sessions: Sequence[Session], bench: Workbench, before: Checked, tested: TestRun | None
) -> tuple[list[FileReport], tuple[str, ...]]:
    """Reports of all sessions; files whose fixes fail together are given back untouched.

    `before` are the findings at the start and `tested` the first run of the tests, None without a
    test command. Returns the reports and remarks for the user.
    """
    changed = [s for s in sessions if s.text != s.original]
    dropped: dict[str, str] = {}
    for session in changed:
        error = bench.language.parse(session.text, session.file.path)
        if error is not None:
            dropped[session.file.path] = f"another syntax error remains in line {error.line}"
    while kept := [s for s in changed if s.file.path not in dropped]:
        _restore(bench, [s for s in sessions if s not in kept])
        failed = _failures(kept, bench, before) or _failing_tests(kept, bench, tested)
        if not failed:
            break
        dropped |= failed
    dropped |= {s.file.path: _UNFAITHFUL for s in changed if not is_faithful(s.report().change)}
    reports = [s.without_fixes() if s.file.path in dropped else s.report() for s in sessions]
    remarks = tuple(f"{path}: its fixes were dropped: {why}" for path, why in sorted(dropped.items()))
    return reports, remarks


def _restore(bench: Workbench, sessions: Sequence[Session]) -> None:
    bench.contents.update({s.file.path: s.file.content for s in sessions})


def _failures(kept: Sequence[Session], bench: Workbench, before: Checked) -> dict[str, str]:
    """Why the fixes of which files cannot stand together, by path."""
    now = bench.check_all()
    paths = {s.file.path for s in kept}
    outside = no_new_diagnostics(_apart(before, paths), _apart(now, paths), before_parses=True)
    failures = dict.fromkeys(paths, outside.detail) if outside.outcome == "failed" else {}
    for path in paths:
        gate = _gate(path, before.diagnostics, now.diagnostics)
        if gate.outcome == "failed":
            failures[path] = gate.detail
    return failures


def _apart(checked: Checked, paths: set[str]) -> list[Diagnostic]:
    return [d for d in (*checked.diagnostics, *checked.elsewhere) if d.path not in paths]


def _gate(path: str, before: Sequence[Diagnostic], now: Sequence[Diagnostic]) -> GateResult:
    old = [d for d in before if d.path == path]
    new = [d for d in now if d.path == path]
    if any(d.is_syntax_error for d in old):
        # What the syntax error hid is not ours; another syntax error would be.
        old, new = [], [d for d in new if d.is_syntax_error]
    return no_new_diagnostics(old, new, before_parses=True)


def _failing_tests(kept: Sequence[Session], bench: Workbench, tested: TestRun | None) -> dict[str, str]:
    if tested is None:
        return {}
    now = bench.test({})
    if now.passed:
        return {}
    before = Counter(finding_key(d) for d in tested.diagnostics)
    new = Counter(finding_key(d) for d in now.diagnostics) - before
    if not new and not tested.passed:
        return {}
    return dict.fromkeys((s.file.path for s in kept), "the tests fail with them")
