"""From a refused answer on: what mends one of two syntax errors in a place is right, and not enough.

A parser says one thing at a time. `if x` above a line that is not indented lacks a colon first and a
block then; who adds the colon has not gone wrong. So the model is asked again about what that led to, and
all steps together are one candidate, judged like any other.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.errors import PatchError
from novaedit.fixer.gates import reach
from novaedit.fixer.propose import MOST, Proposal
from novaedit.fixer.tracking import shift
from novaedit.languages.base import Parse
from novaedit.patch.apply import apply_edits, diff_edits

#: So often the model is asked at most.
_MOST_QUESTIONS = 6

#: A few answers to the error of another text.
Ask = Callable[[str, Diagnostic], Iterable[Proposal]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A text that answers led to and the error that it has, with the probability of all of them."""

    text: str
    error: Diagnostic | None
    confidence: float

    def after(self, proposal: Proposal, parse: Parse) -> Standing | None:
        """Where an answer leads; None if the error stays what and where it is."""
        edits = proposal.edits or ()
        try:
            text = apply_edits(self.text, edits)
        except PatchError:
            return None
        error = parse(text)
        if error is not None and (self.error is None or _is_same(error, self.error, edits)):
            return None
        return Standing(text, error, self.confidence * proposal.confidence)


@dataclass(slots=True)
class Onward:
    """The ways on from refused answers to the syntax error of `before`. None goes below `least`."""

    before: str
    error: Diagnostic
    ask: Ask
    parse: Parse
    least: float = 0.0
    _left: list[Standing] = field(default_factory=list)

    def past(self, refused: Proposal) -> Iterator[Proposal]:
        """Go on from one that was refused, if it is likelier than all others; else keep it for later.

        An error in what it wrote is hardly another mistake: that waits for `ahead`.
        """
        there = Standing(self.before, self.error, 1.0).after(refused, self.parse)
        if there is None or there.error is None or there.confidence < self.least:
            return
        if there.confidence > MOST and (there.error.line or 0) >= reach(refused.edits or (), 0):
            yield from self._from([there])
        else:
            self._left.append(there)

    def ahead(self, proposal: Proposal) -> Iterator[Proposal]:
        """Go on from a likely one that was kept, unless `proposal` has most of the probability left by it."""
        likely = [there for there in self._left if there.confidence > MOST]
        if likely and proposal.confidence < (1.0 - likely[0].confidence) * MOST:
            self._left = [there for there in self._left if there not in likely]
            yield from self._from(likely)

    def rest(self) -> Iterator[Proposal]:
        """Go on from those that were kept, the likeliest first."""
        yield from self._from(self._left)

    def _from(self, starts: Sequence[Standing]) -> Iterator[Proposal]:
        ways = [(-start.confidence, number, start) for number, start in enumerate(starts)]
        heapq.heapify(ways)
        reached = {start.text for start in starts}
        for _ in range(_MOST_QUESTIONS):
            if not ways:
                return
            for there in self._next(heapq.heappop(ways)[-1]):
                if there.confidence < self.least or there.text in reached:
                    continue
                reached.add(there.text)
                edits = diff_edits(self.before, there.text)
                if there.error is None or (there.error.line or 0) > reach(edits, self.error.line or 0):
                    yield Proposal("model", edits, there.confidence, is_led_on=True)
                else:
                    heapq.heappush(ways, (-there.confidence, len(reached), there))

    def _next(self, standing: Standing) -> Iterator[Standing]:
        if standing.error is None:
            return
        for proposal in self.ask(standing.text, standing.error):
            there = standing.after(proposal, self.parse)
            if there is not None:
                yield there


def _is_same(error: Diagnostic, was: Diagnostic, edits: Sequence[Edit]) -> bool:
    moved = shift(was, edits)
    return (error.message, error.line, error.column) == (moved.message, moved.line, moved.column)
