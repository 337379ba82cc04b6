"""A solver that does what a case tells it to: answer, hang, die, eat memory, fail."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from novaedit.errors import ModelError, ToolError
from novaedit.eval.case import Case
from novaedit.eval.prediction import CandidateFile, Prediction
from novaedit.eval.solving.solver import Solver


class _Crashing:
    name = "crashing"

    def solve(self, case: Case) -> Prediction:
        word = case.instruction or ""
        if word == "hang":
            time.sleep(3600)
        if word == "die":
            os._exit(1)
        if word == "fail":
            raise ToolError("ruff is not installed")
        if word == "surprise":
            raise ZeroDivisionError("surprise")
        if word == "leave":
            raise SystemExit(3)
        code = case.fixed or ""
        return Prediction(case.id, code, 0.5, 0.25, (CandidateFile(code, 0.5),))

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class MakeCrashing:
    """Made in each process; `broken` is what a missing model does."""

    broken: bool = False

    def __call__(self) -> Solver:
        if self.broken:
            raise ModelError("there is no such model")
        return _Crashing()
