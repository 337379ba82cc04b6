"""A model that writes what a test tells it to, and cases made of a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from novaedit.eval.case import Case, case_of
from novaedit.model.runtime import Completion


@dataclass
class Script:
    """The same answers to every prompt, likeliest first: patches without `-` lines."""

    answers: Sequence[str]
    name: str = "script"
    prompts: list[str] = field(default_factory=list)
    sure: float = -1.0

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:  # noqa: ARG002 # a script has no limit
        self.prompts.append(prompt)
        return Completion(self.answers[0], self.sure, 8, True)

    def alternatives(
        self,
        prompt: str,  # noqa: ARG002 # the same answers to all
        n: int,
        *,
        max_tokens: int,  # noqa: ARG002 # a script has no limit
    ) -> list[Completion]:
        rest = self.answers[1 : n + 1]
        return [Completion(text, -1.5 - i, 8, True) for i, text in enumerate(rest)]

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:  # noqa: ARG002 # the first is likeliest
        return [-5.0 - number for number in range(len(answers))]

    def count_tokens(self, text: str) -> int:
        return len(text) // 3


def case(code: str, kind: str = "diagnostics", **given: object) -> Case:
    """A case; `tests`, `visible_tests` and `timeout_s` go into its check, all else beside."""
    names = ("tests", "visible_tests", "timeout_s")
    check = {"kind": kind, **{name: given.pop(name) for name in names if name in given}}
    return case_of({"id": "c", "language": "python", "code": code, "check": check, **given})
