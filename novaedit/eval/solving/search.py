"""Asking the pipeline again and again for other fixes, until there are enough of them or time is over."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from novaedit.diagnostics import Diagnostic
from novaedit.edits import GateResult
from novaedit.eval.equality import is_same
from novaedit.eval.prediction import CandidateFile
from novaedit.eval.solving.focus import definitions, places, selections
from novaedit.eval.solving.project import snapshot_of
from novaedit.eval.solving.recall import Recall
from novaedit.eval.solving.task import Task
from novaedit.eval.solving.visible import VisibleTests
from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.fixer.report import FileReport
from novaedit.synth.neighbours import neighbours

#: Runs of the pipeline for one question: one a candidate, and some that end in nothing.
_MOST_RUNS = 12
_DEFAULT_INSTRUCTION = "Fix the bug."


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try.

    `wanted` is the number of candidates, `alternatives` what the model is asked for at each place;
    after `max_time` seconds nothing new is begun, and after `extra_time` only while there is no answer.
    """

    wanted: int = 5
    alternatives: int = 8
    for_tests: int = 12
    max_time: float = 60.0
    extra_time: float = 10.0


@dataclass(frozen=True, slots=True)
class Found:
    """A text that the pipeline arrived at: `left` findings remain of those asked about."""

    text: str
    confidence: float
    log_probability: float | None
    gates: tuple[GateResult, ...]
    left: int = 0
    passes: bool | None = None
    seconds: float = 0.0

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Best first: what passes the visible tests, what leaves nothing, what is likeliest."""
        return (self.passes is False, self.left > 0, -self.confidence)


@dataclass(slots=True)
class Search:
    """One case being solved."""

    task: Task
    tests: VisibleTests | None
    runtime: Recall | None
    effort: Effort
    began: float = field(default_factory=time.monotonic)
    found: dict[str, Found] = field(default_factory=dict)

    def run(self) -> list[Found]:
        """Everything that was found, best first. Raises ToolError and ModelError."""
        for question in self._questions():
            self._exhaust(*question)
            if self._is_done():
                break
        return sorted(self.found.values(), key=lambda found: found.rank)

    @property
    def _usable(self) -> VisibleTests | None:
        return self.tests if self.tests is not None and self.tests.is_usable(self.task.text) else None

    def _seconds(self) -> float:
        return time.monotonic() - self.began

    def _is_done(self) -> bool:
        if self._seconds() > self.effort.max_time:
            return True
        answers = self._answers()
        if not answers:
            return False
        enough = len(answers) >= self.effort.wanted or self._seconds() > self.effort.extra_time
        return enough or any(found.passes for found in answers)

    def _answers(self) -> list[Found]:
        """What answers all that was asked."""
        return [found for found in self.found.values() if found.passes is not False and not found.left]

    # ---- what to ask ---------------------------------------------------------------------------

    def _questions(self) -> Iterator[tuple[str, Options]]:
        """Texts to start from and what to ask about them, the most promising first."""
        task = self.task
        if task.asked:
            for foreign in self._located(task.foreign):
                wanted = replace_all(task.asked, task.foreign, foreign)
                yield task.text, self._options(replace(task, asked=wanted), foreign)
        if self._usable is not None:
            yield from self._about_tests()
        instruction = task.case.instruction
        silent = self._usable is None and not self.found
        if instruction is None and task.case.check.kind == "tests" and silent:
            instruction = _DEFAULT_INSTRUCTION
        if self._answers():
            return  # words alone are worth less than a finding that is gone
        if instruction is not None and task.language.parse(task.text, task.path) is None:
            for first, last in selections(task.text, self._words()):
                options = self._options(task, ())
                yield task.text, replace(options, lines=((task.path, first, last),), instruction=instruction)

    def _located(self, foreign: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, ...]]:
        """The foreign findings; those without a line as they are, then at one place after the other."""
        yield tuple(foreign)
        if all(d.line is not None for d in foreign):
            return
        for line in places(self.task.text, self._words()):
            yield tuple(d if d.line is not None else replace(d, line=line, end_line=line) for d in foreign)

    def _about_tests(self) -> Iterator[tuple[str, Options]]:
        tests, task = self.tests, self.task
        if tests is None:
            return
        start = next((f.text for f in sorted(self.found.values(), key=lambda f: f.rank)), task.text)
        for text in dict.fromkeys((start, task.text)):
            if task.language.parse(text, task.path) is not None:
                continue
            failure = tests.failure(text)
            if failure is None:
                continue
            called = tests.verdict(text).called
            lines = [failure.line or 1, *self._given_lines(), *places(text, self._words(), called)]
            lines += definitions(text, [*called, tests.source])
            for line in dict.fromkeys(lines):
                tests.focus = line
                yield (
                    text,
                    replace(
                        self._options(task, ()),
                        only=frozenset(),
                        tests=("visible-tests",),
                        candidates=self.effort.for_tests,
                    ),
                )
            tests.focus = None

    def _given_lines(self) -> list[int]:
        return [d.line for d in self.task.case.diagnostics if d.line is not None]

    def _words(self) -> list[str]:
        case = self.task.case
        return [text for text in (case.instruction, *(d.message for d in case.diagnostics)) if text]

    def _options(self, task: Task, foreign: Sequence[Diagnostic]) -> Options:
        return Options(
            whole_file=True,
            instruction=task.case.instruction,
            foreign=tuple(foreign),
            tools=task.project.tools,
            candidates=self.effort.alternatives,
            only=task.wanted,
            slow_runs=200,
            neighbours=neighbours,
        )

    # ---- asking --------------------------------------------------------------------------------

    def _exhaust(self, start: str, options: Options) -> None:
        """Ask until nothing new comes; from the second time on the model may not abstain."""
        avoid = set(self.found)
        most = 1.0  # an answer that comes later is no likelier, whatever was refused in between
        for number in range(_MOST_RUNS):
            if self.runtime is not None:
                self.runtime.insists = number > 0
            # Other answers beside the one there is are the model's own: to prove neighbours takes long.
            near = None if self._answers() else options.neighbours
            file = self._ask(start, replace(options, avoid=frozenset(avoid), neighbours=near))
            text = file.change.after.decode("utf-8")
            if text != start:
                avoid.add(text)
                if not any(is_same(text, known, self.task.language.name) for known in self.found):
                    most = self._keep(text, file, most)
            elif file.dropped is not None and (dropped := file.dropped.decode("utf-8")) not in avoid:
                avoid.add(dropped)
            elif number > 0:
                return
            if self._is_done():
                return

    def _ask(self, start: str, options: Options) -> FileReport:
        task = self.task
        runtime = self.runtime
        snapshot = snapshot_of(task.project.root, task.path, start, task.around)
        left = max(self.effort.max_time - self._seconds(), 1.0)
        report = fix(
            snapshot,
            replace(options, max_time=left),
            None if runtime is None else lambda: runtime,
            adapters={task.language.name: task.language},
        )
        return report.files[0]

    def _keep(self, text: str, file: FileReport, most: float) -> float:
        """Remember a text with a confidence of at most `most`; returns its confidence."""
        candidates = [item.fix.candidate for item in file.resolved]
        chances = [c.log_probability for c in candidates if c.log_probability is not None]
        confidence = min(most, math.prod(candidate.confidence for candidate in candidates))
        asked = [u for u in file.unfixed if u.reason != "environment"]
        passes = self.tests.verdict(text).passed if self._usable is not None and self.tests else None
        self.found[text] = Found(
            text,
            confidence,
            sum(chances) if chances else None,
            _merged(file, passes),
            0 if passes else len(asked),
            passes,
            self._seconds(),
        )
        return confidence


def replace_all(
    asked: Sequence[Diagnostic], old: Sequence[Diagnostic], new: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """`asked` with each of `old` replaced by its counterpart in `new`."""
    pairs = dict(zip(old, new, strict=True))
    return tuple(pairs.get(d, d) for d in asked)


def candidate_of(found: Found) -> CandidateFile:
    """The found text as a prediction's candidate."""
    return CandidateFile(found.text, found.confidence, found.log_probability, found.gates)


_ORDER = {"failed": 0, "passed": 1, "not-applicable": 2}


def _merged(file: FileReport, passes: bool | None) -> tuple[GateResult, ...]:
    """One result a gate over all fixes of the file: failed if one failed, passed if one passed."""
    gates: dict[str, GateResult] = {}
    for item in file.resolved:
        for gate in item.fix.gates:
            known = gates.get(gate.name)
            if known is None or _ORDER[gate.outcome] < _ORDER[known.outcome]:
                gates[gate.name] = gate
    if passes is not None:
        detail = "" if passes else "the visible tests fail"
        gates["tests"] = GateResult("tests", "passed" if passes else "failed", detail)
    return tuple(gates.values())
