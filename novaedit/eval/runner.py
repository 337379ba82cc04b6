"""Many cases at once: processes that load the model once, are watched, and are replaced when they die."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from novaedit.errors import ModelError
from novaedit.eval.case import Case
from novaedit.eval.prediction import Prediction
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.scoring import TOP, Score
from novaedit.eval.solving.solver import Solver
from novaedit.eval.worker import Done, Work, serve

#: Seconds beside solving and tests: loading the model, checking with mypy.
_SLACK = 120.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to run: `make` gives each process its solver, `jobs` processes, `solving` seconds for a case."""

    make: Callable[[], Solver]
    sandbox: Sandbox
    threshold: float = 0.0
    jobs: int = 1
    solving: float = 60.0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    work: Work | None = None
    deadline: float = field(default=float("inf"))


def run_cases(
    cases: Sequence[Case], known: Mapping[str, Prediction], plan: Plan
) -> Iterator[tuple[Prediction, Score]]:
    """Predictions and scores of all cases, as they are done; `known` ones are only scored.

    A case that hangs or kills its process gets a prediction that says so, and another process goes on.
    Raises ModelError when the solver cannot be made at all.
    """
    queue = deque(Work(case, known.get(case.id)) for case in cases)
    workers: list[_Worker] = []
    try:
        while queue or any(worker.work for worker in workers):
            while queue and len(workers) < plan.jobs:
                workers.append(_start(plan))
            for worker in workers:
                if worker.work is None and queue:
                    _hand_over(worker, queue.popleft(), plan)
            for worker, done in _finished(workers):
                work = worker.work
                worker.work, worker.deadline = None, float("inf")
                if done is None:
                    workers.remove(worker)
                if work is not None:
                    yield _result(work, done)
    finally:
        for worker in workers:
            _end(worker)


def _start(plan: Plan) -> _Worker:
    # Spawned, not forked: the model's threads would not survive a fork.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=serve, args=(theirs, plan.make, plan.sandbox, plan.threshold), daemon=True
    )
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _hand_over(worker: _Worker, work: Work, plan: Plan) -> None:
    tests = 3 * work.case.check.timeout_s + 10
    worker.work = work
    worker.deadline = time.monotonic() + 2 * plan.solving + (TOP + 2) * tests + _SLACK
    with contextlib.suppress(OSError):  # it has died: found out at once
        worker.pipe.send(work)


def _finished(workers: Sequence[_Worker]) -> list[tuple[_Worker, Done | None]]:
    """Workers that answered, and None for those that died or have run too long and are dead now."""
    busy = {worker.pipe: worker for worker in workers if worker.work is not None}
    ready = wait(list(busy), timeout=1.0)
    found: list[tuple[_Worker, Done | None]] = []
    for pipe in ready:
        worker = busy[pipe]  # type: ignore[index]  # only connections were waited for
        try:
            found.append((worker, worker.pipe.recv()))
        except (EOFError, OSError):
            _end(worker)
            found.append((worker, None))
    late = [w for w in busy.values() if time.monotonic() > w.deadline and w.pipe not in ready]
    for worker in late:
        _end(worker)
        found.append((worker, None))
    return found


def _result(work: Work, done: Done | None) -> tuple[Prediction, Score]:
    case = work.case
    if done is not None and done.fatal:
        raise ModelError(done.fatal)
    if done is not None and done.prediction is not None and done.score is not None:
        return done.prediction, done.score
    note = "the process that solved it died or did not end"
    lost = work.known or Prediction(case.id, None, 0.0, 0.0, note=note, case=case.digest)
    lost = replace(lost, code=None)
    return lost, Score(case.id, False, False, True, False, False, 0.0, lost.seconds, note)


def _end(worker: _Worker) -> None:
    """Ask the process to go by hanging up; kill it and what it started if it is busy."""
    worker.pipe.close()
    if worker.work is None:
        worker.process.join(5)
    process = worker.process
    if process.is_alive() and process.pid is not None:
        if sys.platform == "win32":
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
    process.join()
