"""What is proposed for one finding: the model's answers, what they are led on to, and their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region
from novaedit.fixer.onward import Onward
from novaedit.fixer.options import Options
from novaedit.fixer.propose import (
    UNLIKELY,
    AbstainedError,
    Proposal,
    Question,
    Tidy,
    TooLargeError,
    as_written,
    from_model,
    from_neighbours,
)
from novaedit.fixer.trim import trim
from novaedit.languages.base import Language
from novaedit.lines import line_texts
from novaedit.model.runtime import Runtime
from novaedit.patch.apply import apply_edits

#: So many of the model's answers, and of their neighbours, are led on to in each step.
_LED_ON = 2


@dataclass(frozen=True, slots=True)
class Asking:
    """How the model is asked about one finding (None: an instruction) of a file.

    Nothing below the confidence `least` is of use. `is_proven` says that a tool decides, so that what the
    model did not write may be tried; `expired` that the run's time is over.
    """

    language: Language
    options: Options
    runtime: Runtime
    least: float
    is_proven: bool
    expired: Callable[[], bool]

    def proposals(
        self,
        text: str,
        diagnostic: Diagnostic | None,
        region: Region,
        shown: tuple[Diagnostic, ...],
        refused: Collection[str],
    ) -> Iterator[Proposal]:
        """The model's answers and, where a tool decides, the neighbours that it finds likeliest.

        Neighbours come after the answers, but before those that are less likely still. Who goes on asking
        has refused what there was: where that mended one of two syntax errors, the model is asked about the
        other. `refused` are the texts that answers led to: neighbours that lead there are not tried again.
        Raises AbstainedError and TooLargeError.
        """
        question = self._question(text, region, shown)
        count, floats = self.options.candidates, self.language.floats
        onward = None
        tidy: Tidy = as_written
        if diagnostic is not None and diagnostic.is_syntax_error:
            onward = Onward(text, diagnostic, self._few, self.language.parse, self.least)
            tidy = self._trim(text)
        near: list[Proposal] | None = None
        early: set[tuple[Edit, ...] | None] = set()
        for proposal in from_model(question, self.runtime, count, floats=floats, tidy=tidy, least=self.least):
            if near is None and proposal.confidence < UNLIKELY:
                near = list(self._near(text, diagnostic, question, refused))
            while near and near[0].confidence > proposal.confidence:
                early.add(near[0].edits)
                yield near.pop(0)
            if proposal.edits in early:
                continue
            if onward is not None:
                yield from onward.ahead(proposal)
            yield proposal
            if onward is not None:
                yield from onward.past(proposal)
        if onward is not None:
            yield from onward.rest()
        yield from self._near(text, diagnostic, question, refused) if near is None else near

    def _few(self, text: str, error: Diagnostic) -> Iterator[Proposal]:
        """Some answers to the error of another text, for `Onward`."""
        if self.expired():
            return
        question = self._question(text, self.language.region(text, error), (error,))
        try:
            yield from from_model(
                question, self.runtime, _LED_ON, floats=self.language.floats, tidy=self._trim(text)
            )
        except (AbstainedError, TooLargeError):
            return
        yield from islice(self._near(text, error, question, ()), _LED_ON)

    def _trim(self, text: str) -> Tidy:
        """Without what the parser does not ask for."""
        return lambda edits: trim(text, edits, self.language.parse, self.language.words)

    def _near(
        self, text: str, diagnostic: Diagnostic | None, question: Question, refused: Collection[str]
    ) -> Iterator[Proposal]:
        find = self.options.neighbours
        if find is None or diagnostic is None or not self.is_proven or self.least > UNLIKELY:
            return
        window = question.region.window
        near = find(text, diagnostic, window.start_line, window.end_line)
        new = [edits for edits in near if apply_edits(text, edits) not in refused]
        yield from from_neighbours(question, self.runtime, new)

    def _question(self, text: str, region: Region, shown: tuple[Diagnostic, ...]) -> Question:
        count = len(line_texts(text))
        return Question(self.language.name, region, shown, self.options.instruction, count)
