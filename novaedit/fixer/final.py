"""The last word: all fixes of a run together go through the gates once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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
    """Reports of all sessions; files whose fixes cannot stand beside the others are given back untouched.

    `before` are the findings at the start and `tested` the first run of the tests, None without a
    test command. Returns the reports and remarks for the user.
    """
    changed = [s for s in sessions if s.text != s.original]
    dropped: dict[str, str] = {}
    for session in changed:
        error = bench.language.parse(session.text, session.file.path)
        if error is not None:
            dropped[session.file.path] = f"another syntax error remains in line {error.line}"
        elif not is_faithful(session.report().change):
            dropped[session.file.path] = _UNFAITHFUL
    together = _Together(sessions, bench, before, tested)
    dropped |= together.refused([s for s in changed if s.file.path not in dropped])
    reports = [s.without_fixes() if s.file.path in dropped else s.report() for s in sessions]
    remarks = tuple(f"{path}: its fixes were dropped: {why}" for path, why in sorted(dropped.items()))
    return reports, remarks


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why fixes cannot stand together, and in which of their files that shows."""

    why: str
    paths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Together:
    """Which files' fixes can stand together: a bad one must not cost those that it has nothing to do with."""

    sessions: Sequence[Session]
    bench: Workbench
    before: Checked
    tested: TestRun | None

    def refused(self, changed: Sequence[Session]) -> dict[str, str]:
        """The files of `changed` whose fixes must go, and why.

        Files are tried together, and in ever smaller groups where that fails: a few runs of the tools for
        each that is refused, not one for each file.
        """
        standing: list[Session] = []
        refused: dict[str, str] = {}
        groups = [list(changed)] if changed else []
        while groups:
            group = groups.pop()
            failure = self._failure([*standing, *group])
            if failure is None:
                standing += group
            elif len(group) == 1 or any(s.expired() for s in group):
                refused |= {s.file.path: failure.why for s in group}
            else:
                groups += reversed(_parted(group, failure.paths))
        return refused

    def _failure(self, kept: Sequence[Session]) -> _Failure | None:
        """What speaks against the fixes of `kept`, with all other files as they were."""
        self.bench.contents.update({s.file.path: s.file.content for s in self.sessions})
        self.bench.contents.update({s.file.path: s.tools.encode(s.text) for s in kept})
        now = self.bench.check_all()
        paths = {s.file.path for s in kept}
        failed = {}
        for path in paths:
            gate = _gate(path, self.before.diagnostics, now.diagnostics)
            if gate.outcome == "failed":
                failed[path] = gate.detail
        if failed:
            return _Failure(failed[min(failed)], frozenset(failed))
        outside = no_new_diagnostics(_apart(self.before, paths), _apart(now, paths), before_parses=True)
        if outside.outcome == "failed":
            return _Failure(outside.detail)
        return _Failure("the tests fail with them") if self._tests_fail() else None

    def _tests_fail(self) -> bool:
        if self.tested is None:
            return False
        now = self.bench.test({})
        before = Counter(finding_key(d) for d in self.tested.diagnostics)
        new = Counter(finding_key(d) for d in now.diagnostics) - before
        return not now.passed and (bool(new) or self.tested.passed)


def _parted(group: Sequence[Session], suspects: frozenset[str]) -> list[list[Session]]:
    """Two groups of one: those in which nothing shows come first, where that tells them apart."""
    clear = [s for s in group if s.file.path not in suspects]
    if clear and len(clear) < len(group):
        return [clear, [s for s in group if s.file.path in suspects]]
    half = len(group) // 2
    return [list(group[:half]), list(group[half:])]


def _apart(checked: Checked, paths: set[str]) -> list[Diagnostic]:
    return [d for d in (*checked.diagnostics, *checked.elsewhere) if d.path not in paths]


def _gate(path: str, before: Sequence[Diagnostic], now: Sequence[Diagnostic]) -> GateResult:
    old = [d for d in before if d.path == path]
    new = [d for d in now if d.path == path]
    if any(d.is_syntax_error for d in old):
        # What the syntax error hid is not ours; another syntax error would be.
        old, new = [], [d for d in new if d.is_syntax_error]
    return no_new_diagnostics(old, new, before_parses=True)
