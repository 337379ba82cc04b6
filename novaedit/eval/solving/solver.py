"""The solver `novaedit`: one case in, one prediction out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

from novaedit.eval.case import Case
from novaedit.eval.prediction import Prediction
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.solving.recall import Recall
from novaedit.eval.solving.search import Effort, Search, candidate_of
from novaedit.eval.solving.task import prepare
from novaedit.eval.solving.visible import VisibleTests
from novaedit.eval.workshop import Workshop
from novaedit.languages import languages
from novaedit.languages.base import Language
from novaedit.model.runtime import Runtime

#: Seconds for the visible tests of one candidate, however long the case's own limit is.
_VISIBLE_TIMEOUT = 10.0


class Solver(Protocol):
    """Whatever answers cases."""

    name: str

    def solve(self, case: Case) -> Prediction:
        """The answer to one case. Raises ModelError when the model cannot be used at all."""

    def close(self) -> None:
        """Remove what it left on disk."""


@dataclass(slots=True)
class NovaEditSolver:
    """The pipeline of `novaedit fix` with a model; None uses only the tools' own fixes."""

    runtime: Runtime | None
    sandbox: Sandbox
    effort: Effort = field(default_factory=Effort)
    name: str = "novaedit"
    _workshop: Workshop = field(default_factory=Workshop)

    def solve(self, case: Case) -> Prediction:
        """The answer to one case; `note` says why there is none. Raises ModelError."""
        began = time.monotonic()
        language = languages.get(case.language)
        if language is None:
            return Prediction(case.id, None, 0.0, 0.0, note=f"no adapter for the language {case.language}")
        try:
            return self._search(case, language, began)
        except UnicodeError:
            note = "the code is no text"
        except RecursionError:
            note = "the code is nested too deeply"
        return Prediction(case.id, None, 0.0, time.monotonic() - began, note=note)

    def _search(self, case: Case, language: Language, began: float) -> Prediction:
        task = prepare(case, language, self._workshop.cleared())
        tests = None
        if case.check.visible_tests:
            timeout = min(case.check.timeout_s, _VISIBLE_TIMEOUT)
            tests = VisibleTests(case.check.visible_tests, task.path, self.sandbox, timeout)
            task.language.tests = tests.failure
        # The reference of an `exact` case may be the code itself; every other check asks for a change.
        respected = 0.5 if case.check.kind == "exact" else 1.0
        recall = None if self.runtime is None else Recall(self.runtime, respected=respected)
        found = Search(task, tests, recall, self.effort, began).run()
        candidates = tuple(candidate_of(item) for item in found)
        seconds = found[0].seconds if found else time.monotonic() - began
        note = "" if found else "nothing passed the gates"
        return Prediction(case.id, None, 0.0, seconds, candidates, note).at(0.0)

    def close(self) -> None:
        """Remove the folder of its cases."""
        self._workshop.close()
