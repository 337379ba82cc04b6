"""What is known of a function before a test is written: its calls, which tell most, where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from random import Random

from novaedit.synth.logic.sandbox import Job, Outcome, Sandbox
from novaedit.synth.logic.target import Target, mutants
from novaedit.synth.logic.testing import writing
from novaedit.synth.logic.testing.cases import Case, case
from novaedit.synth.logic.testing.choice import Choice, Points, is_typical, strings_of
from novaedit.synth.logic.testing.draft import Subject
from novaedit.synth.logic.testing.foresight import unforeseeable
from novaedit.synth.logic.testing.layout import laid_out
from novaedit.synth.logic.testing.mentioned import marks, words
from novaedit.synth.rejected import RejectedError

_MUTANTS = 14
#: A test must tell this share of the mutants that any call tells, and run this share of the lines.
_CAUGHT = 0.5
_COVERED = 0.8
_MOST_CASES = (2, 3, 3, 3, 4, 4, 5)
_LINE = 88


def subject_of(
    target: Target, text: str, given: Sequence[str], sandbox: Sandbox, rng: Random
) -> tuple[Subject, Job]:
    """A function as something to test, and the job to try tests with. Raises RejectedError.

    `text` is a file that holds all that the function needs; `given` are arguments that people wrote.
    """
    node = ast.parse(target.source).body[0]
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("test"):
        raise RejectedError("not one to test")
    in_place = all(isinstance(part, ast.Import | ast.ImportFrom) for part in ast.parse(target.context).body)
    alone = laid_out(text, [target.name])
    if alone is None and not in_place:
        raise RejectedError("needs too much of its file")
    broken = [text for _, text in mutants(target.source, rng, _MUTANTS)]
    job = replace(target.job(broken), given=given, lines=True)
    outcome = sandbox.run(job, 2) if broken else None
    if outcome is None:
        raise RejectedError("no use of what it returns")
    known = marks(target.source, target.context)
    points = dict(_points(target, outcome, known))
    written = {one for one in points if one.arguments in given}
    chosen = Choice(points, written, known).best(rng.choice(_MOST_CASES))
    _check(chosen, points, node, outcome, target)
    best = max(filter(is_typical, chosen), key=lambda one: len(points[one].mutants))
    errors = tuple(_errors(target, outcome, node))
    return Subject(target, alone, in_place, tuple(chosen), best, errors), _lively(job, outcome)


def _points(target: Target, outcome: Outcome, known: Set[str]) -> Iterator[tuple[Case, Points]]:
    """The calls that are easy to read and foresee, with the mutants that each tells and the lines it runs."""
    shown = f"{target.context}\n{target.source}"
    named = words(target.source)
    for call in outcome.calls:
        one = case(call.arguments, call.result, lazy=call.lazy)
        if one is None or unforeseeable(one, shown) or not _is_short(target, one):
            continue
        told = {
            number
            for number, wrong in enumerate(outcome.wrong)
            if any(w.call.arguments == call.arguments for w in wrong)
        }
        texts = strings_of(one.arguments)
        found = {c for text in texts for c in text if c in known and not c.isalnum()} | named.intersection(
            texts
        )
        yield one, Points(frozenset(told), frozenset(call.lines), frozenset(found))


def _check(
    chosen: Sequence[Case],
    points: Mapping[Case, Points],
    node: ast.FunctionDef,
    outcome: Outcome,
    target: Target,
) -> None:
    """Raise RejectedError when the cases tell too little of the function."""
    if len(chosen) < 2 or len({one.expected for one in chosen}) < 2:
        raise RejectedError("too few calls that are easy to read")
    caught = set[int]().union(*(points[one].mutants for one in chosen))
    if len(caught) < _CAUGHT * sum(map(bool, outcome.wrong)):
        raise RejectedError("tests would catch too little")
    refusing = {
        line + target.line - 1
        for part in ast.walk(node)
        if isinstance(part, ast.Raise)
        for line in range(part.lineno, (part.end_lineno or part.lineno) + 1)
    }
    lines = set(outcome.lines) - refusing
    ran = set[int]().union(*(points[one].lines for one in chosen)) & lines
    if len(ran) < _COVERED * len(lines):
        raise RejectedError("tests would run too few of its lines")


def _lively(job: Job, outcome: Outcome) -> Job:
    """The job with the mutants that some call tells, but for those that hang: they would take their time."""
    told = [
        mutant
        for mutant, wrong in zip(job.mutants, outcome.wrong, strict=True)
        if wrong and wrong[-1].error != "timeout"
    ]
    return replace(job, mutants=told)


def _is_short(target: Target, one: Case) -> bool:
    line = writing.assertion(target.name, one)
    return max(len(line), len(f"        {writing.row(one)},")) <= _LINE


def _errors(target: Target, outcome: Outcome, node: ast.FunctionDef) -> Iterator[Case]:
    """The shortest call for each line where the function itself refuses what it is given."""
    seen: set[int] = set()
    for raised in sorted(outcome.raised, key=lambda r: len(r.arguments)):
        message = writing.refusal(node, raised.line - target.line + 1, raised.error)
        one = case(raised.arguments, None, error=raised.error)
        if one is None or message is None or raised.line in seen or not raised.message.startswith(message):
            continue
        seen.add(raised.line)
        yield replace(one, message=message)
