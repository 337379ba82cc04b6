"""Candidates for one diagnostic: the tool's own safe fix, else the model's, likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Origin, Region
from novaedit.errors import DslError
from novaedit.model.decoding import confidence, decode, probability, region_lines
from novaedit.model.prompt import encode_answer, encode_prompt
from novaedit.model.runtime import Completion, Runtime

#: Findings shown beside the one in question, when they lie in its window.
_COMPANIONS = 2
#: Longest prompt, and room for the answer, in tokens. The model was trained on this much.
MAX_PROMPT_TOKENS = 640
MAX_ANSWER_TOKENS = 160


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits of the current text; None when the model wrote no usable patch, () when it abstained.

    `is_led_on` says that a refused answer is part of it (onward.py): its probability is part of that one's.
    """

    origin: Origin
    edits: tuple[Edit, ...] | None
    confidence: float
    log_probability: float | None = None
    is_led_on: bool = False


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


#: Whether inserted lines mean the same on whichever line they stand.
Floats = Callable[[Sequence[str]], bool]
#: What is meant by the edits that a model wrote.
Tidy = Callable[[tuple[Edit, ...]], tuple[Edit, ...]]

#: So many neighbours are compared, and so many of them tried.
_MOST_NEIGHBOURS = 120
_MOST_TRIED = 40
#: What the model did not write is hardly ever likelier than this.
UNLIKELY = 0.01
#: More than this share of all probability, and nothing can be likelier.
MOST = 0.5
#: So much of the probability of what is refused goes to the others.
_SHARED = 0.9
#: Who leaves the way of a patch that changes nothing may change nothing either: so many more are asked for.
_SPARE = 3


class Refuted:
    """How much of all probability lies in answers that a gate refused.

    What is right passes them. So the others share that probability: an answer that had 0.3 beside one of
    0.6, which does not do, is likelier than not. Part of it is lost, for a model that was sure of what is
    refused was wrong about the rest, too.
    """

    def __init__(self) -> None:
        self._mass = 0.0

    def add(self, proposal: Proposal) -> None:
        """This one was refused."""
        self._mass += _SHARED * proposal.confidence

    def chance(self, proposal: Proposal) -> float:
        """The probability of a proposal, now that those are out."""
        if proposal.is_led_on:
            return proposal.confidence
        left = max(1.0 - self._mass, proposal.confidence)
        return proposal.confidence / left if left else 0.0

    def may_rise(self, proposal: Proposal, least: float) -> bool:
        """Whether a later proposal, which is no likelier, could reach `least` if this one were refused."""
        return proposal.confidence >= least * (1.0 - self._mass - _SHARED * proposal.confidence)


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


def as_written(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The `Tidy` that leaves everything as it is."""
    return edits


def from_model(
    question: Question,
    runtime: Runtime,
    n: int,
    *,
    floats: Floats,
    tidy: Tidy = as_written,
    least: float = 0.0,
) -> Iterator[Proposal]:
    """Up to `n` proposals, likeliest first, each different edits once, as `tidy` has them.

    A greedy completion that has more than half of all probability, and `least`, comes at once: the others
    are looked for only if the caller goes on asking. Otherwise they are compared with it first, for the
    greedy way is not always the likeliest. Completions that make the same change count together: an import
    that may stand on any of four lines is one answer and not four doubtful ones; `floats` knows such lines.
    A completion that is no patch, or changes nothing, takes nobody's place: those that leave its way are
    looked for instead. Raises AbstainedError when the next in line is `<NO_EDIT>`, and TooLargeError.
    """
    prompt = question.prompt
    if runtime.count_tokens(prompt) > MAX_PROMPT_TOKENS:
        raise TooLargeError
    greedy = runtime.greedy(prompt, max_tokens=MAX_ANSWER_TOKENS)
    first = _proposal(greedy, question, tidy)
    others = n - 1 if first.edits is not None or n == 1 else n + _SPARE
    seen: set[tuple[Edit, ...]] = set()
    if first.confidence > MOST and first.confidence >= least:
        yield from _fresh([first], seen)
    found = {greedy.text: first}
    if others:
        for completion in runtime.alternatives(prompt, others, max_tokens=MAX_ANSWER_TOKENS):
            found.setdefault(completion.text, _proposal(completion, question, tidy))
    yield from islice(_fresh(_together(found.values(), floats), seen), n)


def from_neighbours(
    question: Question, runtime: Runtime, edits: Sequence[tuple[Edit, ...]]
) -> list[Proposal]:
    """The likeliest of given answers: what the model would not have written, but can still compare."""
    lines = region_lines(question.region, question.line_count)
    seen = [each for each in edits if question.region.covers(each)][:_MOST_NEIGHBOURS]
    answers = [encode_answer(each, lines) for each in seen]
    scored = zip(runtime.score(question.prompt, answers) if answers else (), seen, strict=True)
    ranked = sorted(scored, key=lambda pair: -pair[0])[:_MOST_TRIED]
    return [Proposal("model", each, probability(score), score) for score, each in ranked]


def _together(proposals: Iterable[Proposal], floats: Floats) -> list[Proposal]:
    """The usable ones, each with the probability of all that make its change, likeliest first."""
    changes = [(_change(p.edits, floats), p) for p in proposals if p.edits is not None]
    mass: defaultdict[tuple[Edit, ...], float] = defaultdict(float)
    for change, proposal in changes:
        mass[change] += proposal.confidence
    changes.sort(key=lambda pair: (-mass[pair[0]], -pair[1].confidence))
    return [replace(proposal, confidence=min(1.0, mass[change])) for change, proposal in changes]


def _change(edits: tuple[Edit, ...], floats: Floats) -> tuple[Edit, ...]:
    """The edits, with inserted lines that float put before line 1."""
    return tuple(
        sorted(Edit(1, 0, e.replacement) if e.is_insertion and floats(e.replacement) else e for e in edits)
    )


def _fresh(proposals: Sequence[Proposal], seen: set[tuple[Edit, ...]]) -> Iterator[Proposal]:
    for proposal in proposals:
        if proposal.edits == ():
            raise AbstainedError
        if proposal.edits is not None and proposal.edits not in seen:
            seen.add(proposal.edits)
            yield proposal


def _proposal(completion: Completion, question: Question, tidy: Tidy) -> Proposal:
    edits: tuple[Edit, ...] | None
    try:
        edits = tidy(decode(completion, question.region, question.line_count))
    except DslError:
        edits = None
    return Proposal("model", edits, confidence(completion), completion.log_probability)


#: Loads the model when it is first needed.
RuntimeFactory = Callable[[], Runtime]
