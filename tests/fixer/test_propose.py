"""Which of the model's answers become proposals, and how many are asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.fixer.propose import (
    AbstainedError,
    Proposal,
    Question,
    Refuted,
    from_model,
    from_neighbours,
)
from novaedit.languages.python.adapter import PythonLanguage
from novaedit.model.runtime import Completion

LINES = ("def f(x: str = None):", "    return x")
RIGHT = "@@ 1-1\n+ def f(x: Optional[str] = None):"
SAME = "@@ 1-1\n+ def f(x: str = None):"
QUESTION = Question(
    "python", Region("a.py", Span(1, LINES)), (Diagnostic("pyre", "9", "x is", "a.py", 1),), None, 2
)


@dataclass
class _Sure:
    """Answers with their probabilities; the first is greedy. `asked` tells for how many others."""

    answers: Sequence[tuple[str, float]]
    name: str = "sure"
    scores: Mapping[str, float] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:  # noqa: ARG002 - one prompt
        return self._completion(0)

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:  # noqa: ARG002
        self.asked.append(n)
        return [self._completion(number) for number in range(1, min(n + 1, len(self.answers)))]

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:  # noqa: ARG002 # one prompt
        return [self.scores[answer] for answer in answers]

    def count_tokens(self, text: str) -> int:
        return len(text) // 3

    def _completion(self, number: int) -> Completion:
        text, log_probability = self.answers[number]
        return Completion(text, log_probability, 8, True)


FLOATS = PythonLanguage().floats


def _replacements(runtime: _Sure, n: int = 4) -> list[str]:
    proposals = from_model(QUESTION, runtime, n, floats=FLOATS)
    return [edit.replacement[0] for p in proposals for edit in p.edits or ()]


def test_a_likely_answer_comes_before_others_are_asked_for() -> None:
    runtime = _Sure([(RIGHT, -0.1), ("@@ 1-1\n+ def f(x):", -3.0)])
    proposals = from_model(QUESTION, runtime, 4, floats=FLOATS)
    assert next(proposals).confidence > 0.5
    assert runtime.asked == []
    assert [edit.replacement for p in proposals for edit in p.edits or ()] == [("def f(x):",)]
    assert runtime.asked == [3]


@pytest.mark.parametrize(
    "unusable",
    [
        pytest.param(SAME, id="it changes nothing"),
        pytest.param("@@ 1-2\n+ def f(x: str = None):\n+     return x", id="nothing of two lines"),
        pytest.param("return x", id="it is no patch"),
    ],
)
def test_what_is_no_answer_takes_the_place_of_none(unusable: str) -> None:
    """However likely it is: as many others come as were asked for, and those like it take no place either."""
    others = [(f"@@ 1-1\n+ def f(x: T{number} = None):", -5.0 - number) for number in range(3)]
    runtime = _Sure([(unusable, -0.02), (unusable, -4.0), (RIGHT, -4.5), (SAME, -4.8), *others])
    assert _replacements(runtime) == [
        "def f(x: Optional[str] = None):",
        *(f"def f(x: T{number} = None):" for number in range(3)),
    ]
    assert runtime.asked == [7]


def test_one_answer_is_one() -> None:
    """Who wants no others gets none, whatever it is."""
    runtime = _Sure([(SAME, -0.02), (RIGHT, -4.0)])
    assert _replacements(runtime, 1) == []
    assert runtime.asked == []


def test_equal_edits_come_once() -> None:
    """In whatever words they were written."""
    runtime = _Sure([(RIGHT, -1.0), (RIGHT.replace("1-1", "1-2") + "\n+     return x", -2.0)])
    assert _replacements(runtime) == ["def f(x: Optional[str] = None):"]


def test_one_change_in_several_places_is_one_answer() -> None:
    """It is as likely as all its places together, and the likeliest place comes first."""
    imports = [
        (f"@@ {line}-{line - 1}\n+ import re", math.log(share)) for line, share in ((2, 0.2), (1, 0.3))
    ]
    runtime = _Sure([(RIGHT, math.log(0.4)), *imports])
    first, second, third = from_model(QUESTION, runtime, 4, floats=FLOATS)
    assert first.edits == (Edit(1, 0, ("import re",)),)
    assert first.confidence == pytest.approx(0.5)
    assert second.edits == (Edit(2, 1, ("import re",)),)
    assert third.confidence == pytest.approx(0.4)


def test_what_is_not_sure_enough_may_become_so() -> None:
    """By the other words for the same edits, which are looked for only then."""
    other = RIGHT.replace("1-1", "1-2") + "\n+     return x"
    runtime = _Sure([(RIGHT, math.log(0.6)), (other, math.log(0.3)), (RIGHT, math.log(0.6))])
    (only,) = from_model(QUESTION, runtime, 4, floats=FLOATS, least=0.8)
    assert only.confidence == pytest.approx(0.9)
    assert next(from_model(QUESTION, runtime, 4, floats=FLOATS, least=0.6)).confidence == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("import re",), True),
        (("from a import (", "    b,", ")", ""), True),
        (("    import re",), False),
        (("from __future__ import annotations",), False),
        (("import re", "x = 1"), False),
        (("",), False),
        (("import",), False),
    ],
)
def test_lines_that_float(lines: tuple[str, ...], expected: bool) -> None:
    assert FLOATS(lines) is expected


def test_to_abstain_is_an_answer() -> None:
    """What is less likely is not looked at."""
    runtime = _Sure([(SAME, -0.02), ("<NO_EDIT>", -4.0), (RIGHT, -5.0)])
    with pytest.raises(AbstainedError):
        _replacements(runtime)


def test_neighbours_come_likeliest_first_and_inside_the_region() -> None:
    """Each with what the model says of it; what lies outside of what it saw is not asked about."""
    one, two, outside = (Edit(line, line, ("    x",)) for line in (1, 2, 3))
    scores = {"@@ 1-1\n+     x\n<PATCH_END>": -9.0, "@@ 2-2\n+     x\n<PATCH_END>": -2.0}
    runtime = _Sure([], scores=scores)
    found = from_neighbours(replace(QUESTION, line_count=3), runtime, [(one,), (outside,), (two,)])
    assert [proposal.edits for proposal in found] == [(two,), (one,)]
    assert [proposal.confidence for proposal in found] == pytest.approx([math.exp(-2), math.exp(-9)])
    assert from_neighbours(QUESTION, runtime, []) == []


def test_what_was_refused_leaves_its_probability_to_the_others() -> None:
    """Each share is of what is left; what is worth a try is an answer whose refusal lifts a later one."""
    refuted = Refuted()
    first, second, third = (Proposal("model", (), chance) for chance in (0.6, 0.2, 0.1))
    assert refuted.chance(first) == 0.6
    assert refuted.may_rise(first, 0.9)
    refuted.add(first)
    assert refuted.chance(second) == pytest.approx(0.2 / 0.46)
    assert refuted.may_rise(second, 0.7)
    assert not refuted.may_rise(second, 0.8)
    refuted.add(second)
    assert refuted.chance(third) == pytest.approx(0.1 / 0.28)
    assert refuted.chance(Proposal("model", (), 0.0)) == 0.0


def test_who_was_sure_of_what_is_refused_is_not_sure_of_the_rest() -> None:
    """The last percent does not become certainty; nor do answers that count for more than one together."""
    refuted = Refuted()
    refuted.add(Proposal("model", (), 0.99))
    assert refuted.chance(Proposal("model", (), 0.01)) < 0.1
    refuted.add(Proposal("model", (), 0.5))
    assert refuted.chance(Proposal("model", (), 0.1)) == 1.0
