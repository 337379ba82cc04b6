"""The runtime contract: what runs the weights, whatever engine does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

#: Said, with the cause, where the engine cannot run.
NO_RUNTIME = (
    "the model needs openvino-genai, which is not installed or does not load here ({}); it has wheels for "
    "Linux (x86-64, ARM64, glibc), Windows (x86-64) and macOS (ARM64); ruff's own fixes work without it"
)


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote after a prompt, without `<PATCH_END>`.

    `log_probability` is natural, of all its tokens, `<PATCH_END>` included. `finished` is False when
    it ran into the token limit before `<PATCH_END>`.
    """

    text: str
    log_probability: float
    tokens: int
    finished: bool


class Runtime(Protocol):
    """A loaded model. Nothing here contacts the network."""

    name: str

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
        """The likeliest completion, drafted by copying from the prompt where the engine can."""

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:
        """Up to `n` likely completions other than the likeliest, best first."""

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:
        """The natural log-probability of each answer, `<PATCH_END>` included, as a completion of `prompt`.

        Far down it is an upper bound: good for comparing, not for telling how sure the model is.
        """

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is."""
