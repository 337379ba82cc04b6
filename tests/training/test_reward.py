"""What answers are worth, judged by the real gates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.model.runtime import Completion
from novaedit.patch.dsl import NO_EDIT
from novaedit.training.reward import Judged, judge_all

_LINES = ("    price = 2", "    tax = 1", "    return pirce + tax")
_NAME = Example(
    kind="real",
    language="python",
    region=Region("a.py", Span(7, _LINES)),
    diagnostics=(Diagnostic("ruff", "F821", "Undefined name `pirce`", "a.py", 9),),
    patch_dsl="@@ 9-9\n-     return pirce + tax\n+     return price + tax",
    provenance=Provenance("a/b", "0", "a.py", "MIT"),
)
_COLON = replace(
    _NAME,
    region=Region("a.py", Span(3, ("def f(x)", "    return x"))),
    diagnostics=(Diagnostic("parser", "invalid-syntax", "expected ':'", "a.py", 3),),
    patch_dsl="@@ 3-3\n- def f(x)\n+ def f(x):",
)


def judged(example: Example, *texts: str) -> list[Judged]:
    return judge_all(example, [Completion(text, -0.5 - i, 9, True) for i, text in enumerate(texts)])


def test_the_recorded_patch_is_known() -> None:
    (one,) = judged(_NAME, "@@ 9-9\n+     return price + tax\n")
    assert (one.accepted, one.is_reference, one.reward) == (True, True, 11)
    assert one.text.endswith("\n<PATCH_END>")


def test_another_patch_that_passes_is_as_good() -> None:
    (one,) = judged(_NAME, "@@ 9-9\n+     return tax + price\n")
    assert (one.accepted, one.is_reference, one.reward) == (True, False, 11)


def test_lines_that_need_not_change_cost() -> None:
    lean, wide = judged(
        _NAME,
        "@@ 9-9\n+     return tax + price\n",
        "@@ 7-9\n+     price = 2.0\n+     tax = 1.0\n+     return tax + price\n",
    )
    assert (lean.accepted, wide.accepted) == (True, True)
    assert (lean.changed, wide.changed) == (2, 6)
    assert wide.reward == pytest.approx(lean.reward - 0.4)


@pytest.mark.parametrize(
    ("example", "text", "gates"),
    [
        pytest.param(_NAME, "@@ 9-9\n+     return cost + tax\n", 9, id="the next undefined name"),
        pytest.param(_NAME, "@@ 9\n", 0, id="not the DSL"),
        pytest.param(_NAME, "@@ 9-9\n", 5, id="the line is thrown away"),
        pytest.param(_NAME, "@@ 9-9\n+     return (price + tax\n", 4, id="it no longer parses"),
        pytest.param(_NAME, "@@ 9-9\n+     return tax + pirce  # noqa\n", 3, id="silenced"),
        pytest.param(_NAME, NO_EDIT, 0, id="abstaining"),
        pytest.param(_COLON, "@@ 3-3\n+ def f(x);\n", 4, id="still a syntax error"),
    ],
)
def test_what_fails_gets_its_gates(example: Example, text: str, gates: int) -> None:
    (one,) = judged(example, text)
    assert (one.accepted, one.reward) == (False, gates)


def test_a_syntax_error_is_judged_by_the_parser() -> None:
    (one,) = judged(_COLON, "@@ 3-3\n+ def f(x, y=1):\n")
    assert (one.accepted, one.is_reference) == (True, False)


def test_where_the_gates_cannot_decide_only_the_recorded_patch_is_right() -> None:
    typed = Diagnostic("mypy", "return-value", "Incompatible return value type", "a.py", 9)
    example = replace(_NAME, diagnostics=(typed,))
    same, other = judged(example, "@@ 9-9\n+     return price + tax\n", "@@ 9-9\n+     return 3\n")
    assert (same.accepted, other.accepted) == (True, False)


def test_abstaining_is_right_where_nothing_is_to_be_done() -> None:
    example = replace(_NAME, patch_dsl=NO_EDIT)
    right, wrong = judged(example, NO_EDIT, "@@ 9-9\n+     return price + tax\n")
    assert (right.accepted, right.reward) == (True, 11)
    assert (wrong.accepted, wrong.reward) == (False, 0)


def test_an_answer_that_was_cut_off_has_no_end() -> None:
    (one,) = judge_all(_NAME, [Completion("@@ 9-9\n+     return price", -1.0, 9, False)])
    assert (one.accepted, one.edits) == (False, None)
    assert not one.text.endswith("<PATCH_END>")
