"""One file being fixed: the text as it stands, what the tools say of it, and every step so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from novaedit.diagnostics import Diagnostic, Fingerprint, finding_key, fingerprint
from novaedit.edits import Candidate, Edit, Fix, GateResult, Patch, Region
from novaedit.fixer import propose
from novaedit.fixer.along import along
from novaedit.fixer.asking import Asking
from novaedit.fixer.gates import Subject, Verdict, judge
from novaedit.fixer.options import Options
from novaedit.fixer.propose import Proposal, RuntimeFactory
from novaedit.fixer.report import Attempt, FileReport, Reason, Resolved, Unfixed
from novaedit.fixer.scope import SLOW_SOURCES, TYPE_CHECKERS, in_scope, order_key, touches
from novaedit.fixer.tools import TESTS, BudgetSpentError, FileTools
from novaedit.fixer.tracking import LineMap, edits_within, shift
from novaedit.languages.base import Files, Language
from novaedit.lines import line_texts
from novaedit.model.runtime import Runtime
from novaedit.patch.apply import diff_edits
from novaedit.patch.unified import FileChange
from novaedit.repository.snapshot import SnapshotFile

#: Fixes accepted in one file before we stop, whatever is left: no loop runs for ever.
_MAX_FIXES = 60
#: So many of the tool's own fixes go along with one of the model's.
_MOST_ALONG = 3


@dataclass(frozen=True, slots=True)
class _Step:
    """An accepted fix: what it answers, the gates it met, and where it lies in the original."""

    diagnostic: Diagnostic | None
    proposal: Proposal
    gates: tuple[GateResult, ...]
    gaps: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Session:
    """`base` are the findings of the content before the change, None when there is none to compare with.

    `expired` tells whether the run's time is over.
    """

    language: Language
    file: SnapshotFile
    original: str
    diagnostics: tuple[Diagnostic, ...]
    base: Counter[Fingerprint] | None
    tools: FileTools
    files: Files
    options: Options
    runtime: RuntimeFactory | None
    expired: Callable[[], bool]
    text: str = ""
    lines: LineMap = field(default=LineMap((), 0))
    steps: list[_Step] = field(default_factory=list)
    unfixed: list[Unfixed] = field(default_factory=list)
    _given_up: Counter[Fingerprint] = field(default_factory=Counter)
    _stale: bool = False  # slow tools have not seen the last fixes

    def __post_init__(self) -> None:
        self.text = self.original
        self.lines = LineMap.identity(len(line_texts(self.original)))

    def run(self) -> FileReport:
        """Answer one finding after the other until none is left that was not tried."""
        for selection in self.options.lines:
            if selection[0] == self.file.path and self.options.instruction:
                self._instruct(selection[1], selection[2])
        self._answer_all()
        return self.report()

    def resume(self) -> None:
        """Ask all tools anew, for what a syntax error in another file hid, and go on."""
        try:
            self._refresh()
        except BudgetSpentError:
            return
        self._answer_all()

    def _answer_all(self) -> None:
        while (diagnostic := self._next()) is not None:
            if len(self.steps) >= _MAX_FIXES or self.expired():
                self._give_up(diagnostic, "time")
                continue
            try:
                if self._stale and diagnostic.source in SLOW_SOURCES:
                    self._refresh()
                elif diagnostic.source == TESTS and self._tests_say_otherwise():
                    continue
                else:
                    self._answer(diagnostic)
            except BudgetSpentError:
                self._give_up(diagnostic, "time")

    def report(self) -> FileReport:
        """The file before and after, with every fix in lines of the original."""
        left = {finding_key(d) for d in self.diagnostics}
        # A later fix may have answered what could not be fixed before.
        self.unfixed = [u for u in self.unfixed if finding_key(u.diagnostic) in left]
        return self._report(self.text, self.steps)

    def without_fixes(self) -> FileReport:
        """The file untouched: what was fixed counts as not fixed, for the whole failed a gate."""
        lost = [Unfixed(s.diagnostic, "gates") for s in self.steps if s.diagnostic is not None]
        self.unfixed += lost
        return replace(self._report(self.original, []), dropped=self.tools.encode(self.text))

    # ---- choosing what is next -----------------------------------------------------------------

    def _next(self) -> Diagnostic | None:
        lines = line_texts(self.text)
        given_up = Counter(self._given_up)
        for diagnostic in self._scope():
            key = fingerprint(diagnostic, lines)
            if given_up[key] == 0:
                return diagnostic
            given_up[key] -= 1
        return None

    def _scope(self) -> list[Diagnostic]:
        if self.options.instruction and self.options.lines:
            return []
        ranges = tuple((first, last) for path, first, last in self.options.lines if path == self.file.path)
        changed = ranges or self.file.changed
        lines = line_texts(self.text)
        # What a fix rewrote is ours to answer for, and line numbers are compared in the original.
        own = [d for d in self.diagnostics if d.line is not None and self.lines.is_rewritten(d.line)]
        rest = [d for d in self.diagnostics if d not in own]
        if changed is None or self.options.whole_file:
            found = in_scope([*own, *rest], lines=lines, changed=None, base=None, options=self.options)
        else:
            here = tuple(self._current_ranges(changed))
            base = None if ranges else self.base
            found = in_scope([*own, *rest], lines=lines, changed=here, base=base, options=self.options)
        if ranges:
            found = [d for d in found if touches(d, tuple(self._current_ranges(ranges)))]
        if self.options.only is not None:
            found = [d for d in found if self._is_wanted(d, lines)]
        # A name is often unused only because its use is misspelt: such findings come last.
        return sorted(
            found, key=lambda d: (not d.is_syntax_error, self.language.allows_removal(d), order_key(d))
        )

    def _is_wanted(self, diagnostic: Diagnostic, lines: list[str]) -> bool:
        if diagnostic.is_syntax_error or diagnostic.source == TESTS or self.options.only is None:
            return True
        return fingerprint(diagnostic, lines) in self.options.only

    def _current_ranges(self, changed: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
        for number, origin in enumerate(self.lines.origins, start=1):
            if origin is None or any(first <= origin <= last for first, last in changed):
                yield (number, number)

    # ---- answering -----------------------------------------------------------------------------

    def _answer(self, diagnostic: Diagnostic) -> None:
        if self.language.is_environment(diagnostic):
            self._give_up(diagnostic, "environment")
        elif self._is_symptom(diagnostic):
            self._give_up(diagnostic, "symptom")
        elif diagnostic.fix is not None and self._try(
            diagnostic, Proposal("ruff", diagnostic.fix, 1.0), None
        ):
            return
        elif diagnostic.line is None and diagnostic not in self.options.foreign:
            self._give_up(diagnostic, "unlocated")
        elif self.runtime is None:
            self._give_up(diagnostic, "no-model")
        else:
            region = self.language.region(self.text, diagnostic)
            shown = propose.companions(diagnostic, self.diagnostics, region)
            self._ask_model(diagnostic, region, shown, self.runtime)

    def _is_symptom(self, diagnostic: Diagnostic) -> bool:
        """Whether it says "unused" while something undefined or unparsable is left that may be the cause."""
        lines = line_texts(self.text)
        left = any(d.may_cause_others and self._is_wanted(d, lines) for d in self.diagnostics)
        return left and self.language.allows_removal(diagnostic) and not diagnostic.is_syntax_error

    def _instruct(self, first: int, last: int) -> None:
        if self.runtime is None:
            return
        region = self.language.selected_region(self.text, self.file.path, first, last)
        self._ask_model(None, region, (), self.runtime)

    def _ask_model(
        self,
        diagnostic: Diagnostic | None,
        region: Region,
        shown: tuple[Diagnostic, ...],
        runtime: RuntimeFactory,
    ) -> None:
        attempts: list[Attempt] = []
        reason: Reason = "no-candidate"
        least = self._least(diagnostic)
        refuted = propose.Refuted()
        refused: set[str] = set()
        try:
            asking = self._asking(diagnostic, runtime())
            for written in asking.proposals(self.text, diagnostic, region, shown, refused):
                proposal = replace(written, confidence=refuted.chance(written))
                if proposal.confidence < least and not refuted.may_rise(written, least):
                    reason = "low-confidence"  # and so is all that follows
                    break
                # What was led on was shown in windows of its own.
                verdict = self._judge(diagnostic, proposal, None if proposal.is_led_on else region)
                proposal, verdict = self._along(diagnostic, proposal, verdict)
                if verdict.accepted and proposal.confidence < least:
                    reason = "low-confidence"
                    break
                if verdict.accepted:
                    self._accept(diagnostic, proposal, verdict)
                    return
                reason = "gates"
                attempts.append(Attempt(proposal.edits or (), tuple(verdict.gates), proposal.confidence))
                refused.add(verdict.after)
                if verdict.after not in self.options.avoid:
                    refuted.add(written)
                if self.expired():
                    reason = "time"
                    break
        except propose.AbstainedError:
            reason = "abstained"
        except propose.TooLargeError:
            reason = "too-large"
        if diagnostic is not None:
            self._give_up(diagnostic, reason, tuple(attempts))

    def _along(
        self, diagnostic: Diagnostic | None, proposal: Proposal, verdict: Verdict
    ) -> tuple[Proposal, Verdict]:
        """The same with what the tool mends of it by itself, if that is all that was missing."""
        known = self.tools.known(self.diagnostics, diagnostic)
        whole, judged = proposal, verdict
        for _ in range(_MOST_ALONG):
            edits = along(self.language, self.text, judged, known)
            if edits is None:
                break
            whole = replace(proposal, edits=edits)
            judged = self._judge(diagnostic, whole, None)  # the tool's fixes were not shown to the model
        return (whole, judged) if judged.accepted else (proposal, verdict)

    def _asking(self, diagnostic: Diagnostic | None, runtime: Runtime) -> Asking:
        proven = diagnostic is not None and (
            self._is_tested(diagnostic) or diagnostic.is_syntax_error or diagnostic.source in TYPE_CHECKERS
        )
        least = self._least(diagnostic)
        return Asking(self.language, self.options, runtime, least, proven, self.expired)

    def _least(self, diagnostic: Diagnostic | None) -> float:
        """The confidence that a fix needs."""
        tested = self._is_tested(diagnostic)
        return self.options.min_confidence_tested if tested else self.options.min_confidence

    def _is_tested(self, diagnostic: Diagnostic | None) -> bool:
        return diagnostic is not None and diagnostic.source == TESTS and bool(self.tools.bench.tests)

    def _try(self, diagnostic: Diagnostic, proposal: Proposal, region: Region | None) -> bool:
        verdict = self._judge(diagnostic, proposal, region)
        if verdict.accepted:
            self._accept(diagnostic, proposal, verdict)
        return verdict.accepted

    def _judge(self, diagnostic: Diagnostic | None, proposal: Proposal, region: Region | None) -> Verdict:
        known = self.tools.known(self.diagnostics, diagnostic)
        return judge(
            Subject(
                language=self.language,
                path=self.file.path,
                before=self.text,
                edits=proposal.edits or (),
                region=region,
                diagnostic=diagnostic,
                origin=proposal.origin,
                known=known,
                diagnose=lambda after: self.tools.diagnose(after, diagnostic),
                avoid=self.options.avoid,
                files=self.files,
                python=self.options.python,
                failing_test=lambda after: self.tools.failing_test(after, diagnostic, self.diagnostics),
            )
        )

    # ---- keeping the books ---------------------------------------------------------------------

    def _accept(self, diagnostic: Diagnostic | None, proposal: Proposal, verdict: Verdict) -> None:
        edits = proposal.edits or ()
        place = None if diagnostic is None else self._original(diagnostic)
        gaps = tuple(self.lines.gap(edit) for edit in edits)
        self.steps.append(_Step(place, proposal, tuple(verdict.gates), gaps))
        was_broken = any(d.is_syntax_error for d in self.diagnostics)
        asked = self.tools.asked(diagnostic)
        kept = [d for d in self.diagnostics if d.source not in asked and d != diagnostic]
        touched = [e for e in edits if not e.is_insertion]
        kept = [d for d in kept if not any(d.touches(e.start_line, e.end_line) for e in touched)]
        self.text, self.lines = verdict.after, self.lines.after(edits)
        self.tools.accept(self.text)
        if was_broken and not any(d.is_syntax_error for d in verdict.found or ()):
            self._refresh()  # the syntax error hid everything else
        else:
            self.diagnostics = (*(shift(d, edits) for d in kept), *(verdict.found or ()))
            self._stale = not asked >= SLOW_SOURCES & {d.source for d in kept}

    def _refresh(self) -> None:
        """Ask all tools anew; what the test command or a foreign tool said stays, for they are not asked."""
        asked = {"parser", *self.tools.bench.project.tools}
        kept = tuple(d for d in self.diagnostics if d.source not in asked)
        self.diagnostics = (*kept, *self.tools.diagnose_all(self.text))
        self._stale = False

    def _tests_say_otherwise(self) -> bool:
        """Whether the tests fail in another way since something was fixed; what they say now is kept.

        What was read from a file stays: the run does not speak of it.
        """
        if not self.tools.bench.tests:
            return False
        given = {finding_key(d) for d in self.options.foreign}
        known = [d for d in self.diagnostics if d.source == TESTS and finding_key(d) not in given]
        now = [d for d in self.tools.failures() if finding_key(d) not in given]
        if Counter(map(finding_key, known)) == Counter(map(finding_key, now)):
            return False
        self.diagnostics = (*(d for d in self.diagnostics if d not in known), *now)
        return True

    def _original(self, diagnostic: Diagnostic) -> Diagnostic:
        line = self.lines.original_line(diagnostic.line)
        end = self.lines.original_line(diagnostic.end_line)
        # The tool's own fix does not move along.
        return replace(diagnostic, line=line, end_line=end, fix=None)

    def _give_up(self, diagnostic: Diagnostic, reason: Reason, attempts: tuple[Attempt, ...] = ()) -> None:
        self._given_up[fingerprint(diagnostic, line_texts(self.text))] += 1
        self.unfixed.append(Unfixed(self._original(diagnostic), reason, attempts))

    def _report(self, after: str, steps: list[_Step]) -> FileReport:
        encode = self.tools.encode
        change = FileChange(self.file.path, self.file.content, encode(after), self.file.mode)
        whole = diff_edits(self.original, after)
        resolved = tuple(self._resolved(step, whole) for step in steps)
        return FileReport(self.file.path, self.file.blob_id, change, resolved, tuple(self.unfixed))

    def _resolved(self, step: _Step, whole: tuple[Edit, ...]) -> Resolved:
        patch = Patch(self.file.path, self.file.blob_id, edits_within(whole, step.gaps))
        proposal = step.proposal
        candidate = Candidate(patch, proposal.origin, proposal.confidence, proposal.log_probability)
        return Resolved(step.diagnostic, Fix(candidate, step.gates))
