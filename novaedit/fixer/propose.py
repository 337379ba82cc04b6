"""Candidates for one diagnostic: the tool's own safe fix, else the model's, likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

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
    """Edits of the current text; None when the model wrote no usable patch, () when it abstained."""

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


#: More than this share of all probability, and nothing can be likelier.
_MOST = 0.5
#: Who leaves the way of a patch that changes nothing may change nothing either: so many more are asked for.
_SPARE = 3


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
    """Up to `n` proposals, likeliest first, each different edits once.

    A greedy completion that has more than half of all probability comes at once: the others are
    looked for only if the caller goes on asking. Otherwise they are compared with it first, for the
    greedy way is not always the likeliest. One that is no patch, or changes nothing, takes nobody's place:
    those that leave its way are looked for instead. Raises AbstainedError when the next in line is
    `<NO_EDIT>`, and TooLargeError.
    """
    prompt = question.prompt
    if runtime.count_tokens(prompt) > MAX_PROMPT_TOKENS:
        raise TooLargeError
    found = [_proposal(runtime.greedy(prompt, max_tokens=MAX_ANSWER_TOKENS), question)]
    others = n - 1 if found[0].edits is not None or n == 1 else n + _SPARE
    seen: set[tuple[Edit, ...]] = set()
    if found[0].confidence > _MOST:
        yield from _fresh(found, seen)
        found = []
    if others:
        completions = runtime.alternatives(prompt, others, max_tokens=MAX_ANSWER_TOKENS)
        found += [_proposal(completion, question) for completion in completions]
    yield from islice(_fresh(sorted(found, key=lambda proposal: -proposal.confidence), seen), n)


def _fresh(proposals: Sequence[Proposal], seen: set[tuple[Edit, ...]]) -> Iterator[Proposal]:
    for proposal in proposals:
        if proposal.edits == ():
            raise AbstainedError
        if proposal.edits is not None and proposal.edits not in seen:
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
