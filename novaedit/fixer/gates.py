"""The gates: named checks of one candidate, cheapest first. A candidate must fail none.

    applies           the edits fit the content
    in-region         only lines that the model was shown are touched
    bounded           few enough lines, nothing elided
    no-suppression    no noqa, type: ignore or kin is added
    parses            the result parses (or at least the error that was to be fixed is behind us)
    keeps-code        no statement goes but what the finding calls unused or unreachable, and no comment;
                      where only words ask, none is merely deleted
    keeps-names       no name goes that others take from the file, and no import that is there to be tried
    no-new-import     nothing is imported that is not there
    resolved          the finding is gone
    no-new-diagnostics  nothing new is found
    tests             what failed passes and nothing else fails (and once more for the whole change)

A gate that cannot be decided is `not-applicable`, never passed or failed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from novaedit.diagnostics import Diagnostic, brought, finding_key
from novaedit.edits import Edit, GateResult, Origin, Outcome, Region, changed_lines
from novaedit.errors import PatchError
from novaedit.languages.base import Files, Language
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits

#: A fix changes at most this many lines (removed plus added).
MAX_CHANGED_LINES = 40

_ELIDED = re.compile(
    r"^\s*(?:#|//)?\s*(?:\.\.\.|…|\[\.\.\.\])\s*(?:\(?(?:rest|existing|remaining|other|same|code|unchanged)\b.*)?$"
    r"|#\s*(?:\.\.\.|…)|#.*\b(?:rest of (?:the )?\w+|existing code|unchanged|remains? the same)\b"
    r"|#.*\b(?:your code here|TODO: implement)\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Subject:
    """One candidate and all that its gates need to know.

    `path` is the file and `before` the text that `edits` apply to, `known` the diagnostics of it; `diagnose`
    gives those of another text, or None when the tools that would decide cannot be asked; `failing_test` how
    the tests fail on it, None when they are not asked; `avoid` are texts that it may not lead to.
    """

    language: Language
    path: str
    before: str
    edits: tuple[Edit, ...]
    region: Region | None
    diagnostic: Diagnostic | None
    origin: Origin
    known: tuple[Diagnostic, ...]
    diagnose: Callable[[str], tuple[Diagnostic, ...] | None]
    files: Files
    python: str | None = None
    failing_test: Callable[[str], str | None] = lambda _: None
    avoid: frozenset[str] = frozenset()


@dataclass(slots=True)
class Verdict:
    """What the gates said, the text that came of it, and its diagnostics once they were asked for."""

    gates: list[GateResult] = field(default_factory=list)
    after: str = ""
    found: tuple[Diagnostic, ...] | None = None

    @property
    def accepted(self) -> bool:
        """Whether no gate failed."""
        return all(gate.outcome != "failed" for gate in self.gates)


def judge(subject: Subject) -> Verdict:
    """Run the gates in order, up to the first that fails."""
    verdict = Verdict()
    for gate in _run(subject, verdict):
        verdict.gates.append(gate)
        if gate.outcome == "failed":
            break
    return verdict


def _run(subject: Subject, verdict: Verdict) -> Iterator[GateResult]:
    before, edits = subject.before, subject.edits
    try:
        verdict.after = apply_edits(before, edits)
    except PatchError as error:
        yield GateResult("applies", "failed", str(error))
        return
    yield _gate("applies", _idle(subject, verdict.after))
    yield _in_region(subject)
    yield _gate("bounded", _unbounded(before, edits))
    language, after = subject.language, verdict.after
    yield _gate("no-suppression", language.added_suppression(before, after))
    yield _parses(subject, after)
    yield _keeps_code(subject, after)
    yield _keeps_names(subject, after)
    yield _gate("no-new-import", language.unknown_import(before, after, subject.files, subject.python))
    verdict.found = subject.diagnose(after)
    yield _resolved(subject, verdict.found)
    yield no_new_diagnostics(subject.known, verdict.found, before_parses=not _syntax(subject.known))
    failing = subject.failing_test(after)
    yield GateResult("tests", "not-applicable") if failing is None else _gate("tests", failing)


def _idle(subject: Subject, after: str) -> str:
    if after == subject.before:
        return "changes nothing"
    return "leads to what was proposed before" if after in subject.avoid else ""


def _gate(name: str, problem: str) -> GateResult:
    return GateResult(name, "failed" if problem else "passed", problem)


def _in_region(subject: Subject) -> GateResult:
    if subject.region is None:  # ruff's own fixes are not bound to what the model would have seen
        return GateResult("in-region", "not-applicable")
    return _gate(
        "in-region", "" if subject.region.covers(subject.edits) else "edits lines that were not shown"
    )


def _unbounded(before: str, edits: Sequence[Edit]) -> str:
    changed = changed_lines(edits)
    if changed > MAX_CHANGED_LINES:
        return f"changes {changed} lines"
    old = set(line_texts(before))
    for edit in edits:
        for line in edit.replacement:
            if line not in old and _ELIDED.search(line):
                return f"elides code: {line.strip()[:40]}"
            if any(not (c.isprintable() or c in "\t\f") for c in line) and line not in old:
                return "adds an invisible character"
    return ""


def _parses(subject: Subject, after: str) -> GateResult:
    error = subject.language.parse(after)
    if error is None:
        return GateResult("parses", "passed")
    was = _syntax(subject.known)
    if not was:
        return GateResult("parses", "failed", error.message)
    # The file may hold another mistake further down: the one in question must be behind us.
    if (error.line or 0) > reach(subject.edits, was[0].line or 0):
        return GateResult("parses", "not-applicable", f"another syntax error in line {error.line}")
    return GateResult("parses", "failed", error.message)


def reach(edits: Sequence[Edit], line: int) -> int:
    """The line of the result below what the edits wrote, or what `line` has become if that is lower."""
    last = shift = 0
    moved = line
    for edit in edits:
        last = edit.start_line + shift + len(edit.replacement)
        shift += edit.growth
        if edit.end_line < line:
            moved = line + shift
    return max(last, moved)


def _keeps_code(subject: Subject, after: str) -> GateResult:
    if subject.origin == "ruff":
        return GateResult("keeps-code", "not-applicable")
    language, before, finding = subject.language, subject.before, subject.diagnostic
    if finding is not None and language.allows_removal(finding):
        if set(Counter(_WORD.findall(after)) - Counter(_WORD.findall(before))) <= {"_", "pass"}:
            unused = [d for d in (finding, *subject.known) if language.allows_removal(d)]
            return _gate("keeps-code", language.lost_beside(before, after, unused))
        # What is unused may go; that is no licence to write something else in its place.
        if not language.may_be_meant_otherwise(finding):
            return _gate("keeps-code", "writes new code in place of the unused")
    lost = language.lost_code(before, after)
    if lost is None:
        return GateResult("keeps-code", "not-applicable")
    if lost and finding is None and any(edit.replacement for edit in subject.edits):
        # "Simplify this" asks for less code: nobody but the reader knows how much of it has to stay.
        return GateResult("keeps-code", "not-applicable", lost)
    if not lost and finding is not None:
        lost = language.lost_comment(before, after, finding)
    return _gate("keeps-code", lost)


def _keeps_names(subject: Subject, after: str) -> GateResult:
    lost = subject.language.lost_name(subject.before, after, subject.path, subject.files)
    return GateResult("keeps-names", "not-applicable") if lost is None else _gate("keeps-names", lost)


def _resolved(subject: Subject, found: tuple[Diagnostic, ...] | None) -> GateResult:
    if subject.diagnostic is None or found is None:
        return GateResult("resolved", "not-applicable")
    if subject.diagnostic.is_syntax_error and _syntax(subject.known):
        return GateResult("resolved", "passed")  # `parses` has just shown it
    key = finding_key(subject.diagnostic)
    if key not in {finding_key(d) for d in subject.known}:
        return GateResult("resolved", "not-applicable", "reported by a tool that is not run here")
    left = sum(finding_key(d) == key for d in found) - sum(finding_key(d) == key for d in subject.known)
    return _gate("resolved", "" if left < 0 else "the finding is still there")


def no_new_diagnostics(
    known: Sequence[Diagnostic], found: Sequence[Diagnostic] | None, *, before_parses: bool
) -> GateResult:
    """Compare the multisets of findings; after a syntax error only syntax errors, which hid the rest."""
    name = "no-new-diagnostics"
    if found is None:
        return GateResult(name, "not-applicable")
    outcome: Outcome = "passed"
    if not before_parses:
        return GateResult(name, outcome)
    new = brought(known, found)
    if not new:
        return GateResult(name, outcome)
    _, code, message = min(map(finding_key, new), key=str)
    return GateResult(name, "failed", f"{code or 'new'}: {message}")


def _syntax(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.is_syntax_error]
