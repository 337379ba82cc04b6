"""More candidates: what counts as an answer, and what as right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.candidates import ask, is_fair, main, summary
from novaedit.dataset.example import Example, read_examples
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.patch.dsl import NO_EDIT
from tests.fixer.scripted import Scripted
from tests.training.tiny import write_examples, write_model

_RIGHT = "@@ 2-2\n+     return x + 0\n"
_AS_GOOD = "@@ 2-2\n+     return 0 + x\n"
_BROKEN = "@@ 2-2\n+     retrun x - 0\n"


@pytest.fixture
def example(tmp_path: Path) -> Example:
    return next(read_examples(write_examples(tmp_path / "e.jsonl", 1)))


@pytest.mark.parametrize(
    ("texts", "n", "answered", "fixed", "exact", "by_any"),
    [
        pytest.param([_RIGHT], 1, True, True, True, True, id="at once"),
        pytest.param([_AS_GOOD, _RIGHT], 2, True, True, False, True, id="another way"),
        pytest.param([_BROKEN, _RIGHT], 1, False, False, False, False, id="one is too few"),
        pytest.param([_BROKEN, _RIGHT], 2, True, True, True, True, id="a gate stops the first"),
        pytest.param([_BROKEN, NO_EDIT, _RIGHT], 3, False, False, False, False, id="it abstains before"),
    ],
)
def test_the_answer_is_the_first_that_passes(
    example: Example, texts: list[str], n: int, answered: bool, fixed: bool, exact: bool, by_any: bool
) -> None:
    (one,) = ask(Scripted({"": texts}), [example], n)
    assert (one.answered, one.fixed, one.exact, one.fixed_by_any) == (answered, fixed, exact, by_any)
    assert one.seconds > 0


def test_where_no_gate_decides_a_later_candidate_may_be_right(example: Example) -> None:
    whole = Region("a.py", Span(1, ("def f(x: str) -> int:", "    return x")))
    found = Diagnostic("mypy", "return-value", "Incompatible return value type", "a.py", 2)
    typed = replace(
        example, region=whole, diagnostics=(found,), patch_dsl="@@ 2-2\n-     return x\n+     return int(x)"
    )
    texts = ["@@ 2-2\n+     return x[0]\n", "@@ 2-2\n+     return int(x)\n"]
    (one,) = ask(Scripted({"": texts}), [typed], 2)
    assert (one.answered, one.fixed, one.fixed_by_any, one.candidates) == (True, False, True, 2)


def test_what_is_cut_in_two_is_not_asked(example: Example) -> None:
    assert is_fair(example)
    assert not is_fair(replace(example, patch_dsl=NO_EDIT))
    lines = ("    End of a docstring that's not shown.", '    """', *example.region.window.lines)
    cut = replace(
        example,
        region=Region("a.py", Span(1, lines)),
        patch_dsl="@@ 4-4\n-     retrun x + 0\n+     return x + 0",
    )
    assert not is_fair(cut)


def test_figures_are_shares_of_all(example: Example) -> None:
    found = [*ask(Scripted({"": [_RIGHT]}), [example], 1), *ask(Scripted({"": [_BROKEN]}), [example], 1)]
    figures = summary(found)
    assert (figures["examples"], figures["answered"], figures["fixed@1"], figures["exact"]) == (
        2,
        0.5,
        0.5,
        0.5,
    )


def test_the_command_reports_each_n(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, model = write_examples(tmp_path / "e.jsonl", 2), write_model(tmp_path / "model")
    words = [
        str(file),
        "--model",
        str(model),
        "--n",
        "1",
        "2",
        "--threads",
        "1",
        "--report",
        str(tmp_path / "r.json"),
    ]
    assert main(words) == 0
    report = json.loads((tmp_path / "r.json").read_text())
    assert {n: len(figures["outcomes"]) for n, figures in report.items()} == {"1": 2, "2": 2}
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["n = 1", "n = 2"]
