"""Candidates for one diagnostic: the tool's own safe fix, else the model's, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Origin, Region
from novaedit.errors import DslError
from novaedit.model.decoding import confidence, decode
from novaedit.model.prompt import encode_prompt
from novaedit.model.runtime import Completion, Runtime

#: Findings shown beside the one in question, when they lie in its window.
_COMPANIONS = 2
#: Longest prompt, and room for the answer, in tokens. The model was trained on this much.
MAX_PROMPT_TOKENS = 640
MAX_ANSWER_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits of the current text. `edits` is None when the model wrote no usable patch."""

    origin: Origin
    edits: tuple[Edit, ...] | None
    confidence: float
    log_probability: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the model is asked: a region, the findings in it (the one in question first), an instruction."""

    language: str
    region: Region
    diagnostics: tuple[Diagnostic, ...]
    instruction: str | None
    line_count: int

    @property
    def prompt(self) -> str:
        """The text for the model."""
        return encode_prompt(self.language, self.region, self.diagnostics, self.instruction)


class AbstainedError(Exception):
    """The model answered `<NO_EDIT>`."""


class TooLargeError(Exception):
    """The region does not fit the prompt."""


def companions(
    diagnostic: Diagnostic, others: Sequence[Diagnostic], region: Region
) -> tuple[Diagnostic, ...]:
    """`diagnostic` and up to two others of the window, in line order, as in training."""
    first, last = region.window.start_line, region.window.end_line
    near = [d for d in others if d != diagnostic and d.touches(first, last)]
    return (diagnostic, *sorted(near, key=lambda d: d.line or 0)[:_COMPANIONS])


def from_model(question: Question, runtime: Runtime, n: int) -> Iterator[Proposal]:
    """The greedy completion first, then up to n - 1 others by likelihood, each different edits once.

    The others are looked for only if the caller goes on asking. Raises AbstainedError when the likeliest
    answer is `<NO_EDIT>`, and TooLargeError.
    """
    prompt = question.prompt
    if runtime.count_tokens(prompt) > MAX_PROMPT_TOKENS:
        raise TooLargeError
    greedy = _proposal(runtime.greedy(prompt, max_tokens=MAX_ANSWER_TOKENS), question)
    if greedy.edits == ():
        raise AbstainedError
    yield greedy
    if n < 2:
        return
    seen = {greedy.edits}
    for completion in runtime.alternatives(prompt, n - 1, max_tokens=MAX_ANSWER_TOKENS):
        proposal = _proposal(completion, question)
        if proposal.edits and proposal.edits not in seen:
            seen.add(proposal.edits)
            yield proposal


def _proposal(completion: Completion, question: Question) -> Proposal:
    edits: tuple[Edit, ...] | None
    try:
        edits = decode(completion, question.region, question.line_count)
    except DslError:
        edits = None
    return Proposal("model", edits, confidence(completion), completion.log_probability)


#: Loads the model when it is first needed.
RuntimeFactory = Callable[[], Runtime]
