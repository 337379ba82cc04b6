"""From a mutant and what it gets wrong to a record: failing examples as pytest words them, an instruction."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.guessable import is_guessable
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, changed_lines
from novaedit.languages.python.regions import named_region
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.patch.dsl import format_dsl
from novaedit.synth.logic import wording
from novaedit.synth.logic.sandbox import Outcome, Wrong
from novaedit.synth.rejected import RejectedError

#: Of the diagnostics so many have a line: the function's, or where the exception was raised.
_WITH_LINE = 0.75
_TRUTH = 0.5
_WITH_INSTRUCTION = 0.3
_INSTRUCTION_ONLY = 0.12
#: Words of other test runners and of people.
_OTHER_WORDS = 0.2
_PLAIN = (
    "assert {call} == {expected}",
    "assert {call} == {expected} (got {got})",
    "assert {call} == {expected} expected {expected}, got {got}",
    "{call} returned {got}, expected {expected}",
)
_FAILURES = (1, 1, 1, 2, 2, 3)
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_MAX_CALL = 100
_MAX_CHANGED = 6
_NAMELESS = frozenset({"NameError", "UnboundLocalError", "SyntaxError", "MemoryError", "OverflowError"})
#: Mutators that compute, and what Python says when they meet a text or a key: nobody adds 1 to those.
_COMPUTING = frozenset(
    {
        *("logic-index", "logic-arithmetic", "logic-augmented", "logic-range", "logic-slice"),
        *("logic-one", "logic-one-more", "logic-operands"),
    }
)
_NO_NUMBER = re.compile(r"unsupported operand|can only concatenate|can't multiply|bad operand type")
_INSTRUCTIONS = (
    "Fix the bug in {name}.",
    "fix the bug in {name}",
    "Fix {name}",
    "fix the bug",
    "Fix the failing test.",
    "{call} {does} but should return {expected}",
    "{name} is wrong: {call} {does}, expected {expected}",
    "Make {call} return {expected}",
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file before and after a mistake in the function `name`, which starts at `line`."""

    path: str
    clean: str
    broken: str
    name: str
    line: int
    injector: str


def example(
    mutant: Mutant, wrong: Sequence[Wrong], outcome: Outcome, provenance: Provenance, rng: Random
) -> Example:
    """The record of a mutant. Raises RejectedError."""
    shown = _shown(mutant, wrong, outcome, rng)
    region = named_region(mutant.broken, mutant.path, mutant.name)
    edits = diff_edits(mutant.broken, mutant.clean)
    if not edits or not region.covers(edits):
        raise RejectedError("mistake outside the region")
    if changed_lines(edits) > _MAX_CHANGED:
        raise RejectedError("change too large")
    if apply_edits(mutant.broken, edits) != mutant.clean:
        raise RejectedError("reverse patch is not exact")
    lined = rng.random() < _WITH_LINE
    found = [_diagnostic(mutant, one, rng, lined=lined) for one in shown]
    diagnostics = tuple({(d.code, d.message): d for d in found}.values())
    instruction = None
    told = rng.random()
    if told < _INSTRUCTION_ONLY:
        instruction, diagnostics = _instruction(mutant, shown[0], region.window.lines, rng), ()
    elif told < _INSTRUCTION_ONLY + _WITH_INSTRUCTION:
        instruction = _INSTRUCTIONS[rng.randrange(5)].format(name=mutant.name)
    if not is_guessable(edits, mutant.broken, region, diagnostics) or _has_new_text(
        edits, (*region.window.lines, *(d.message for d in found), instruction or "")
    ):
        raise RejectedError("the answer cannot be seen")
    return Example(
        kind="synthetic",
        language="python",
        region=region,
        diagnostics=diagnostics,
        patch_dsl=format_dsl(edits, line_texts(mutant.broken)),
        provenance=provenance,
        instruction=instruction,
        injector=mutant.injector,
    )


def _has_new_text(edits: Sequence[Edit], seen: Sequence[str]) -> bool:
    """Whether the patch adds a text in quotes that nothing shows and nobody could guess."""
    shown = "\n".join(seen)
    added = "\n".join(line for edit in edits for line in edit.replacement)
    return any(len(text) > 2 and text != "' '" and text[1:-1] not in shown for text in _QUOTED.findall(added))


def _shown(mutant: Mutant, wrong: Sequence[Wrong], outcome: Outcome, rng: Random) -> list[Wrong]:
    """The failing calls to show: short ones, and none that a linter would see or that tells nothing."""
    if not wrong:
        raise RejectedError("no call tells the mutant from the function")
    if any(one.error in _NAMELESS for one in wrong):
        raise RejectedError("a linter sees it")
    if mutant.injector in _COMPUTING and any(_NO_NUMBER.search(one.message) for one in wrong):
        raise RejectedError("computes with what is no number")
    always = len(wrong) == len(outcome.calls)
    if always and all(one.error for one in wrong) and rng.random() < 0.6:
        raise RejectedError("never works")
    if wrong[-1].error == "timeout" and rng.random() < 0.5:
        raise RejectedError("hangs")
    good = [w for w in wrong if len(_call(mutant.name, w)) <= _MAX_CALL and len(w.call.result) <= 120]
    if not good:
        raise RejectedError("no short failing call")
    good.sort(key=lambda w: len(w.call.arguments) + len(w.call.result) + rng.randrange(40))
    return good[: rng.choice(_FAILURES)]


def _call(name: str, wrong: Wrong) -> str:
    call = f"{name}({wrong.call.arguments})"
    return f"list({call})" if wrong.call.lazy else call


def _diagnostic(mutant: Mutant, wrong: Wrong, rng: Random, *, lined: bool) -> Diagnostic:
    call, expected = _call(mutant.name, wrong), wrong.call.result
    line = mutant.line if lined else None
    if wrong.error == "timeout":
        return Diagnostic("pytest", "Failed", "Timeout (>5.0s) from pytest-timeout.", mutant.path, line)
    if wrong.error:
        line = wrong.line if lined else None
        return Diagnostic("pytest", wrong.error, _message(wrong, call, rng), mutant.path, line, end_line=line)
    got = wrong.result or ""
    if fails_by_truth(expected, got) and rng.random() < _TRUTH:
        message = wording.truth(call, got, expected)
    elif rng.random() < _OTHER_WORDS:
        message = rng.choice(_PLAIN).format(call=call, expected=expected, got=got)
    else:
        message = wording.assertion(call, got, expected)
    return Diagnostic("pytest", "AssertionError", message, mutant.path, line, end_line=line)


def fails_by_truth(expected: str, got: str) -> bool:
    """Whether `assert f(...)`, `assert not f(...)` or `is None` would fail too, by what was expected."""
    try:
        truth = bool(ast.literal_eval(got))
    except (ValueError, SyntaxError):
        return False
    return expected == "None" or (expected == "True" and not truth) or (expected == "False" and truth)


def _message(wrong: Wrong, call: str, rng: Random) -> str:
    """pytest tells the exception only; a test named after the case, or a person, tells the call too."""
    text = " ".join(wrong.message.split()) or str(wrong.error)
    return f"{text} (assert {call} == {wrong.call.result})" if rng.random() < 0.4 else text


def _instruction(mutant: Mutant, wrong: Wrong, shown: Sequence[str], rng: Random) -> str:
    """What a person writes who has no test at hand."""
    call, expected = _call(mutant.name, wrong), wrong.call.result
    text = "\n".join(shown)
    if f">>> {mutant.name}(" in text and rng.random() < 0.6:
        return _INSTRUCTIONS[rng.randrange(4)].format(name=mutant.name)
    does = f"raises {wrong.error}" if wrong.error else f"returns {wrong.result}"
    if wrong.error == "timeout":
        does = "never returns"
    return rng.choice(_INSTRUCTIONS[5:]).format(name=mutant.name, call=call, does=does, expected=expected)
