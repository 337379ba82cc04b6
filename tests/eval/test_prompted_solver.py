"""The baseline that is asked in plain words: what it is asked, and what is taken from its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from novaedit.eval.prompted_solver import PromptedSolver, code_in, task_of
from novaedit.model.runtime import Completion
from tests.eval.solving.scripted import case


@dataclass
class _Chat:
    answer: str
    name: str = "chat"
    prompt: str = ""

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
        self.prompt = prompt
        return Completion(self.answer, -0.5, max_tokens, True)

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:
        raise AssertionError(f"{prompt} {n} {max_tokens}: it is asked once")

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:
        raise AssertionError(f"{prompt} {answers}: nothing is compared")

    def count_tokens(self, text: str) -> int:
        return len(text)


@pytest.mark.parametrize(
    ("answer", "before", "code"),
    [
        ("x = 1\n```\nThis sets x.", "x = 2\n", "x = 1\n"),
        ("x = 1\n\n\n```", "x = 2", "x = 1"),
        ("x = 1", "x = 2\n", "x = 1\n"),
        ("\n```\nNothing.", "x = 2\n", None),
        ("", "x = 2\n", None),
    ],
)
def test_the_code_of_an_answer_ends_with_its_block(answer: str, before: str, code: str | None) -> None:
    assert code_in(answer, before) == code


def test_the_task_says_what_the_case_says() -> None:
    finding = {"source": "ruff", "code": "F821", "message": "Undefined name `y`", "line": 3}
    given = case("x", diagnostics=[finding], instruction="Mend it.", visible_tests="assert x\n")
    said = task_of(given)
    assert said.splitlines()[:2] == ["Mend it.", "- line 3: F821 Undefined name `y`"]
    assert "assert x" in said


def test_an_answer_is_a_prediction_and_a_file_too_long_is_not_asked_about() -> None:
    chat = _Chat("x = 1\n```")
    found = PromptedSolver(chat).solve(case("x = (1\n", "parse"))
    assert found.code == "x = 1\n"
    assert found.confidence == pytest.approx(0.6065, abs=1e-4)
    assert "```python\nx = (1\n```" in chat.prompt
    assert PromptedSolver(_Chat("x")).solve(case("x = (1\n" * 400, "parse")).code is None
