"""A run of `novaedit eval` from the request to the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from novaedit.cli.results import hand_over
from novaedit.errors import UsageError
from novaedit.eval.case import Case, read_cases
from novaedit.eval.packaged import suite_file
from novaedit.eval.run import Progress, Run, evaluate
from novaedit.eval.runner import Plan
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.sandbox.choice import SandboxName, open_sandbox
from novaedit.eval.solvers import SolverChoice, choose
from novaedit.eval.solving.search import Effort
from novaedit.eval.store import PredictionStore

_MOST_JOBS = 4


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    files: tuple[Path, ...]
    suites: tuple[str, ...]
    repo: Path | None
    count: int
    seed: int
    report: Path | None
    predictions: Path | None
    baseline: Path | None
    solvers: tuple[str, ...]
    model: str | None
    min_confidence: float
    candidates: int
    max_time: float
    jobs: int | None
    sandbox: SandboxName
    validate: bool


def carry_out(request: Request) -> int:
    """Read, solve, score, report. Raises NovaEditError."""
    files = (*request.files, *map(suite_file, request.suites))
    if not files and request.repo is None:
        raise UsageError("no cases: name files, --suite or --repo")
    if len(request.solvers) > 1 and (request.predictions or request.baseline):
        raise UsageError("--predictions and --baseline are for one solver; with several, use --report")
    cases = read_cases(files)
    sandbox = open_sandbox(request.sandbox)
    runs = [_run(request, cases, files, text, sandbox) for text in request.solvers]
    hand_over(_shown(runs).encode(), None)
    return 0


def _run(request: Request, cases: list[Case], files: tuple[Path, ...], text: str, sandbox: Sandbox) -> Run:
    cores = os.cpu_count() or 1
    jobs = request.jobs or min(cores, _MOST_JOBS, len(cases))
    effort = Effort(wanted=request.candidates, max_time=request.max_time)
    choice = choose(text, request.model, sandbox, effort, max(1, cores // jobs))
    store = PredictionStore(_predictions(request, choice), choice.name)
    plan = Plan(choice, sandbox, request.min_confidence, jobs, request.max_time)
    with _progress(choice.name) as tell:
        return evaluate(cases, choice, plan, store, files=files, progress=tell)


def _predictions(request: Request, choice: SolverChoice) -> Path | None:
    if request.predictions is not None or request.report is None:
        return request.predictions
    folder = request.report if len(request.solvers) == 1 else request.report / safe_name(choice.name)
    return folder / "predictions.jsonl"


def safe_name(solver: str) -> str:
    """The name of a solver as that of a folder."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in solver).strip(".-") or "solver"


def _shown(runs: list[Run]) -> str:
    from novaedit.eval.report.markdown import table

    return "\n".join(table(runs)) + "\n"


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[fixed]} fixed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(name, total=None, fixed=0)
        yield lambda done, total, fixed: bar.update(task, completed=done, total=total, fixed=fixed)
