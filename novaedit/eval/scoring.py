"""Judging answers. Nothing here is known while solving: hidden tests and references only score."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from novaedit.diagnostics import finding_key
from novaedit.edits import changed_lines
from novaedit.errors import NovaEditError
from novaedit.eval.case import Case
from novaedit.eval.equality import is_same
from novaedit.eval.prediction import Prediction
from novaedit.eval.sandbox.base import Job, Limits, Sandbox
from novaedit.eval.solving.project import path_of
from novaedit.eval.solving.task import Task, prepare
from novaedit.eval.workshop import Workshop
from novaedit.fixer.gates import no_new_diagnostics
from novaedit.languages import languages
from novaedit.languages.base import Language
from novaedit.languages.python.structure import parse_quietly
from novaedit.patch.apply import apply_edits, diff_edits

_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#.*$")
_WORD = re.compile(r"\w+")

#: How many candidates count for fixed@5.
TOP = 5


@dataclass(frozen=True, slots=True)
class Score:
    """How one prediction did. `fixed1` and `fixed5` are the check of the answer, and of any of five.

    `detail` says why the answer failed; `changed` and `wanted` are the lines (removed plus added) of
    the answer and of the reference, None without one; `correct` judges the best candidate even where
    the answer was withheld for low confidence. Where the reference is the code itself it is right to
    abstain, and that counts as fixed.
    """

    id: str
    fixed1: bool
    fixed5: bool
    abstained: bool
    parses: bool
    correct: bool
    confidence: float
    seconds: float
    detail: str = ""
    right_to_abstain: bool = False
    changed: int | None = None
    wanted: int | None = None


def score(case: Case, prediction: Prediction, sandbox: Sandbox, workshop: Workshop) -> Score:
    """Judge one prediction. Raises ToolError when the sandbox does not work."""
    judge = _Judge(case, sandbox, workshop)
    answers = [c.code for c in prediction.candidates if c.is_answer]
    best = prediction.code if prediction.code is not None else next(iter(answers), None)
    why = "abstained" if best is None else judge.why_not(best)
    others = list(dict.fromkeys([*([] if best is None else [best]), *answers]))[:TOP]
    code = prediction.code
    fixed = case.fixed == case.code if code is None else not why
    return Score(
        id=case.id,
        fixed1=fixed,
        fixed5=fixed or any(not judge.why_not(other) for other in others),
        abstained=code is None,
        parses=code is not None and judge.parses(code),
        correct=not why,
        confidence=prediction.confidence,
        seconds=prediction.seconds,
        detail=(why if code is not None else prediction.note or "abstained")[:300],
        right_to_abstain=case.fixed == case.code,
        changed=None if code is None else lines_apart(case.code, code),
        wanted=None if case.fixed is None else lines_apart(case.code, case.fixed),
    )


def why_not(case: Case, code: str, sandbox: Sandbox, workshop: Workshop) -> str:
    """Why `code` does not answer `case`, in a few words; "" when it does. Raises ToolError."""
    return _Judge(case, sandbox, workshop).why_not(code)


def lines_apart(before: str, after: str) -> int:
    """Lines removed plus lines added from one text to the other."""
    return changed_lines(diff_edits(before, after))


class _Judge:
    """One case; each text is judged once."""

    def __init__(self, case: Case, sandbox: Sandbox, workshop: Workshop) -> None:
        self._case, self._sandbox, self._workshop = case, sandbox, workshop
        self._language: Language | None = languages.get(case.language)
        self._said: dict[str, str] = {}

    def why_not(self, code: str) -> str:
        if code not in self._said:
            self._said[code] = self._judge(code)
        return self._said[code]

    def parses(self, code: str) -> bool:
        """Whether the parser takes it; `return` outside a function counts where the case was about it."""
        if self._language is None:
            return True
        if self._case.language == "python" and parse_quietly(self._case.code) is None:
            return parse_quietly(code) is not None
        return self._language.parse(code) is None

    def _judge(self, code: str) -> str:
        case = self._case
        if code == case.code:
            return "" if case.fixed == case.code else "changes nothing"
        if case.check.kind == "tests":
            return self._tests(code)
        if case.fixed is not None and is_same(code, case.fixed, case.language):
            return ""
        if case.check.kind == "exact":
            return "is not the reference"
        if self._language is None:
            return f"cannot be checked: {case.language}"
        if not self.parses(code) and (case.check.kind == "parse" or self.parses(case.code)):
            return "does not parse"
        silenced = self._language.added_suppression(case.code, code)
        if silenced:
            return f"silences a tool: {silenced}"
        return self._lost(self._language, code) if case.check.kind == "parse" else self._findings(code)

    def _tests(self, code: str) -> str:
        case, check = self._case, self._case.check
        path = path_of(case, self._language) if self._language else case.file_path
        verdict = self._sandbox.run(Job(path, code, check.tests or "", Limits(check.timeout_s)))
        return "" if verdict.passed else f"{verdict.kind}: {verdict.message}"

    def _lost(self, language: Language, code: str) -> str:
        """What it takes away that neither the tool's own fix nor the reference does."""
        case = self._case
        lost = _lost(language, case.code, code)
        return "" if lost and case.fixed is not None and _lost(language, case.code, case.fixed) else lost

    def _findings(self, code: str) -> str:
        if self._language is None:
            return "cannot be checked"
        try:
            task = prepare(self._case, self._language, self._workshop.cleared())
            return self._left(task, code)
        except (NovaEditError, UnicodeError) as error:
            return f"cannot be checked: {error}"

    def _left(self, task: Task, code: str) -> str:
        language = task.language
        if task.foreign:
            return f"cannot be checked again: {task.foreign[0].source}"
        if not task.asked:
            return "no tool finds anything in the case"
        before = language.diagnose({task.path: task.text.encode("utf-8")}, task.project).diagnostics
        after = language.diagnose({task.path: code.encode("utf-8")}, task.project).diagnostics
        was, now = Counter(map(finding_key, before)), Counter(map(finding_key, after))
        for key, count in Counter(map(finding_key, task.asked)).items():
            if now[key] > was[key] - count:
                return f"still there: {key[1] or key[0]}: {key[2]}"
        broken = any(d.is_syntax_error for d in before)
        new = no_new_diagnostics(before, after, before_parses=not broken)
        if new.outcome == "failed":
            return f"new: {new.detail}"
        edits = [edit for d in task.asked for edit in d.fix or ()]
        if edits and code in _own_fixes(task):
            return ""
        lost = self._lost(language, code)
        if any(language.allows_removal(d) for d in task.asked):
            slip = all(language.may_be_meant_otherwise(d) for d in task.asked)
            return "" if slip and not lost else _more_than_removal(self._case.code, code)
        return lost


def _lost(language: Language, before: str, after: str) -> str:
    """What is gone; code that has become a comment is."""
    return language.lost_code(_COMMENT.sub("", before), _COMMENT.sub("", after)) or ""


def _own_fixes(task: Task) -> set[str]:
    """The text after the tool's own fix, and after all of them."""
    texts = {task.text}
    for diagnostic in sorted(task.asked, key=lambda d: -(d.line or 0)):
        if diagnostic.fix is not None:
            texts |= {apply_edits(text, diagnostic.fix) for text in texts}
        if len(texts) > 64:
            break
    return texts


def _more_than_removal(before: str, after: str) -> str:
    """What is unused may go; that is no licence to write something else, or to take all the rest with it."""
    new = set(Counter(_WORD.findall(after)) - Counter(_WORD.findall(before))) - {"_"}
    if new:
        return f"writes new code in place of the unused: {min(new)}"
    removed, added = _sizes(before, after)
    return "" if removed <= 2 * added + 6 else f"removes {removed} lines"


def _sizes(before: str, after: str) -> tuple[int, int]:
    edits = diff_edits(before, after)
    return sum(e.removed for e in edits), sum(len(e.replacement) for e in edits)
