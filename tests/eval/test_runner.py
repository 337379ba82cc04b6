"""Cases side by side: whatever one does, the others are answered."""

from __future__ import annotations

import pytest

from novaedit.errors import ModelError
from novaedit.eval import runner
from novaedit.eval.case import Case, case_of
from novaedit.eval.prediction import Prediction
from novaedit.eval.runner import Plan, run_cases
from novaedit.eval.sandbox.child import ChildSandbox
from novaedit.eval.scoring import Score
from tests.eval.crashing import MakeCrashing


def _case(name: str, word: str = "") -> Case:
    check = {"kind": "exact"}
    record = {"id": name, "language": "python", "code": "x = 0\n", "fixed": "x = 1\n", "check": check}
    return case_of({**record, "instruction": word})


def _run(cases: list[Case], jobs: int = 2, **known: Prediction) -> dict[str, tuple[Prediction, Score]]:
    plan = Plan(MakeCrashing(), ChildSandbox(), jobs=jobs, solving=1.0)
    return {prediction.id: (prediction, found) for prediction, found in run_cases(cases, known, plan)}


def test_every_case_is_answered_whatever_the_others_do() -> None:
    words = ("", "die", "fail", "surprise", "leave", "", "die", "")
    found = _run([_case(str(n), word) for n, word in enumerate(words)])
    assert {name: pair[1].fixed1 for name, pair in found.items()} == {
        str(n): not word for n, word in enumerate(words)
    }
    assert "died" in found["1"][0].note
    assert found["2"][0].note == "ruff is not installed"
    assert "ZeroDivisionError: surprise" in found["3"][0].note
    assert found["0"][0].memory_mb is None or found["0"][0].memory_mb > 1
    assert found["0"][0].solver == "crashing"


def test_a_case_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_SLACK", -266.0)  # 282 s would be waited for it and its tests
    found = _run([_case("a", "hang"), _case("b")], jobs=1)
    assert "did not end" in found["a"][0].note
    assert found["a"][1].abstained


def test_what_is_known_is_scored_without_a_solver() -> None:
    plan = Plan(MakeCrashing(broken=True), ChildSandbox())
    known = {"a": Prediction("a", "x = 1\n", 0.5, 1.0).at(0.0), "b": Prediction("b", None, 0.0, 1.0)}
    cases = [_case("a", "die"), _case("b", "die")]
    found = {prediction.id: score for prediction, score in run_cases(cases, known, plan)}
    assert not found["a"].fixed1  # an answer is its best candidate, and it has none
    assert found["b"].abstained


def test_a_model_that_is_missing_ends_the_run() -> None:
    plan = Plan(MakeCrashing(broken=True), ChildSandbox())
    with pytest.raises(ModelError, match="no such model"):
        list(run_cases([_case("a")], {}, plan))
