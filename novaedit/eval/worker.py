"""One process that solves and scores cases: it loads the model once."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from novaedit.errors import ModelError, NovaEditError
from novaedit.eval.case import Case
from novaedit.eval.prediction import Prediction
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.scoring import Score, score
from novaedit.eval.solving.solver import Solver
from novaedit.eval.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Work:
    """A case, and its prediction if there is one already."""

    case: Case
    known: Prediction | None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it; `fatal` says why no other case can be solved either."""

    prediction: Prediction | None = None
    score: Score | None = None
    fatal: str = ""


def serve(pipe: Connection, make: Callable[[], Solver], sandbox: Sandbox, threshold: float) -> None:
    """Answer Work by Done until the other side hangs up."""
    if sys.platform != "win32":
        os.setsid()  # so that a hung case ends with all that it started
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    bench = _Bench(make, sandbox, threshold)
    try:
        while True:
            work: Work = pipe.recv()
            pipe.send(bench.carry_out(work))
    except (EOFError, OSError):
        return  # the other side has gone
    finally:
        bench.close()


class _Bench:
    """A solver, made when it is first needed, and a folder for scoring."""

    def __init__(self, make: Callable[[], Solver], sandbox: Sandbox, threshold: float) -> None:
        self._make, self._sandbox, self._threshold = make, sandbox, threshold
        self._solver: Solver | None = None
        self._workshop = Workshop()

    def carry_out(self, work: Work) -> Done:
        try:
            prediction = work.known or self._answer(work.case)
            prediction = prediction.at(self._threshold)
            return Done(prediction, score(work.case, prediction, self._sandbox, self._workshop))
        except NovaEditError as error:
            return Done(fatal=str(error))

    def _answer(self, case: Case) -> Prediction:
        if self._solver is None:
            self._solver = self._make()
        answer = _solve(self._solver, case)
        return replace(answer, solver=self._solver.name, case=case.digest, memory_mb=_memory())

    def close(self) -> None:
        if self._solver is not None:
            self._solver.close()
        self._workshop.close()


def _solve(solver: Solver, case: Case) -> Prediction:
    """The answer; what went wrong with one case is its note, and ends no run."""
    try:
        return solver.solve(case)
    except ModelError:
        raise
    except NovaEditError as error:
        return Prediction(case.id, None, 0.0, 0.0, note=str(error))
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        note = f"{type(error).__name__}: {error} ({where.name}, line {where.lineno})"
        return Prediction(case.id, None, 0.0, 0.0, note=note)


def _memory() -> float | None:
    """The most memory that this process has held, in MB."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
