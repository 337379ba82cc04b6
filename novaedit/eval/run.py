"""One run: cases through a solver, with what is known already taken from the predictions file."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from novaedit import __version__
from novaedit.eval.case import Case
from novaedit.eval.metrics import Point, Summary, at_threshold, curve, grouped, summarise
from novaedit.eval.prediction import Prediction
from novaedit.eval.runner import Plan, run_cases
from novaedit.eval.scoring import Score
from novaedit.eval.solvers import SolverChoice
from novaedit.eval.store import PredictionStore

SCHEMA = 1

#: Told after each case: how many of how many are done, how many of them are fixed.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What a solver did with the cases. `seconds` is wall time of this session, which did `fresh` of them."""

    solver: str
    sandbox: str
    cases: Mapping[str, Case]
    predictions: Mapping[str, Prediction]
    scores: Sequence[Score]
    seconds: float
    fresh: int
    jobs: int
    least_confidence: float | None = None
    files: tuple[str, ...] = field(default=())

    @property
    def summary(self) -> Summary:
        """The figures of all cases."""
        return summarise(self.scores)

    @property
    def curve(self) -> list[Point]:
        """Precision at coverage."""
        return curve(self.scores)

    @property
    def memory(self) -> float | None:
        """The most memory that one process held, in MB."""
        return max((p.memory_mb for p in self.predictions.values() if p.memory_mb is not None), default=None)

    def groups(self) -> dict[str, dict[str, Summary]]:
        """Summaries by kind, check and rule."""
        keys: dict[str, Callable[[Case], str]] = {
            "kind": kind_of,
            "check": lambda case: case.check.kind,
            "rule": lambda case: case.rule,
        }
        return {name: grouped(self.cases, self.scores, key) for name, key in keys.items()}

    def to_json(self) -> dict[str, Any]:
        """The report as it is saved and compared."""
        own = self.least_confidence
        return {
            "schema": SCHEMA,
            "novaedit": __version__,
            "python": platform.python_version(),
            "solver": self.solver,
            "sandbox": self.sandbox,
            "files": list(self.files),
            "jobs": self.jobs,
            "seconds": self.seconds,
            "solved_in_this_run": self.fresh,
            "memory_mb": self.memory,
            "summary": self.summary.to_json(),
            "at_the_models_confidence": None
            if own is None
            else {"threshold": own, **at_threshold(self.scores, own).to_json()},
            "by": {
                name: {label: s.to_json() for label, s in group.items()}
                for name, group in self.groups().items()
            },
            "curve": [asdict(point) for point in self.curve],
            "cases": [self._case(score) for score in self.scores],
        }

    def _case(self, score: Score) -> dict[str, Any]:
        case = self.cases[score.id]
        return {
            **asdict(score),
            "kind": kind_of(case),
            "check": case.check.kind,
            "rule": case.rule,
            "digest": case.digest,
        }


def kind_of(case: Case) -> str:
    """What a case is counted under: the kind its record names, else its check."""
    return case.group or case.check.kind


def evaluate(
    cases: Sequence[Case],
    choice: SolverChoice,
    plan: Plan,
    store: PredictionStore,
    *,
    files: Sequence[Path] = (),
    progress: Progress = lambda *_: None,
) -> Run:
    """Solve what is not known, score all, and leave the predictions file in order.

    Raises ModelError when the solver cannot be used, and WriteError.
    """
    began = time.monotonic()
    known = store.done(cases)
    predictions: dict[str, Prediction] = {}
    scores: dict[str, Score] = {}
    fixed = 0
    for prediction, score in run_cases(cases, known, plan):
        predictions[prediction.id], scores[score.id] = prediction, score
        if prediction.id not in known:
            store.add(prediction)
        fixed += score.fixed1
        progress(len(scores), len(cases), fixed)
    store.finish(cases, predictions)
    return Run(
        solver=choice.name,
        sandbox=plan.sandbox.name,
        cases={case.id: case for case in cases},
        predictions=predictions,
        scores=[scores[case.id] for case in cases],
        seconds=time.monotonic() - began,
        fresh=len(cases) - len(known),
        jobs=plan.jobs,
        least_confidence=choice.least_confidence,
        files=tuple(str(file) for file in files),
    )
