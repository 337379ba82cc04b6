"""A runtime that remembers its answers: asking once more for another fix costs no second run of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from novaedit.model.decoding import confidence
from novaedit.model.runtime import Completion, Runtime
from novaedit.patch.dsl import NO_EDIT


@dataclass(slots=True)
class Recall:
    """Answers like `inner`; while `insists` is set, `<NO_EDIT>` does not count as an answer.

    Unless it is likelier than `respected`: then the model is sure that nothing is to be done.
    """

    inner: Runtime
    insists: bool = False
    respected: float = 1.0
    name: str = ""
    _greedy: dict[str, Completion] = field(default_factory=dict)
    _others: dict[str, list[Completion]] = field(default_factory=dict)
    _scores: dict[tuple[str, tuple[str, ...]], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.inner.name

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
        """The likeliest completion. Raises ModelError."""
        if prompt not in self._greedy:
            self._greedy[prompt] = self.inner.greedy(prompt, max_tokens=max_tokens)
        return self._passed(self._greedy[prompt])

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:
        """Up to `n` others. Raises ModelError."""
        if prompt not in self._others:
            self._others[prompt] = self.inner.alternatives(prompt, n, max_tokens=max_tokens)
        return [self._passed(completion) for completion in self._others[prompt][:n]]

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:
        """How likely other answers are. Raises ModelError."""
        key = (prompt, tuple(answers))
        if key not in self._scores:
            self._scores[key] = self.inner.score(prompt, answers)
        return self._scores[key]

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is."""
        return self.inner.count_tokens(text)

    def _passed(self, completion: Completion) -> Completion:
        abstains = completion.text.strip() == NO_EDIT and confidence(completion) <= self.respected
        if self.insists and abstains:
            return replace(completion, log_probability=float("-inf"), finished=False)
        return completion
