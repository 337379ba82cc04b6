"""A run of `novaedit eval` from the request to the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from novaedit.cli.results import hand_over
from novaedit.errors import UsageError
from novaedit.eval.baseline import compare, describe, read_report
from novaedit.eval.case import Case, read_cases
from novaedit.eval.packaged import suite_file
from novaedit.eval.report import markdown
from novaedit.eval.run import Progress, Run, evaluate
from novaedit.eval.runner import Plan
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.sandbox.choice import SandboxName, open_sandbox
from novaedit.eval.solvers import SolverChoice, choose
from novaedit.eval.solving.search import Effort
from novaedit.eval.store import PredictionStore

_MOST_JOBS = 4
_REGRESSION = 1
_INVALID = 2


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    files: tuple[Path, ...] = ()
    suites: tuple[str, ...] = ()
    repo: Path | None = None
    count: int = 100
    seed: int = 0
    report: Path | None = None
    predictions: Path | None = None
    baseline: Path | None = None
    solvers: tuple[str, ...] = ("novaedit",)
    model: str | None = None
    min_confidence: float = 0.0
    candidates: int = 5
    max_time: float = 60.0
    jobs: int | None = None
    sandbox: SandboxName = "auto"
    validate: bool = False


def carry_out(request: Request) -> int:
    """Read, solve, score, report; the exit code. Raises NovaEditError."""
    files = (*request.files, *map(suite_file, request.suites))
    if request.validate:
        return _validate(files)
    _check(request, files)
    saved = None if request.baseline is None else read_report(request.baseline)
    cases = [*read_cases(files), *_planted(request)]
    sandbox = open_sandbox(request.sandbox)
    choices = [_choose(request, text, sandbox, len(cases)) for text in request.solvers]
    folders = [_folder(request, choice) for choice in choices]
    runs = [_run(request, cases, files, *pair, sandbox) for pair in zip(choices, folders, strict=True)]
    comparison = None if saved is None else compare(saved, runs[0])
    lines = [*markdown.table(runs), *(describe(comparison) if comparison else ())]
    hand_over(("\n".join(lines) + "\n").encode(), None)
    if request.report is not None:
        from novaedit.eval.report.write import write_report

        write_report(request.report, runs, [folder for folder in folders if folder is not None], comparison)
    return _REGRESSION if comparison is not None and comparison.is_regression else 0


def _validate(files: Sequence[Path]) -> int:
    from novaedit.eval.validate import complaints

    if not files:
        raise UsageError("--validate needs files")
    found = [complaint for file in files for complaint in complaints(file)]
    hand_over("".join(f"{complaint}\n" for complaint in found).encode(), None)
    return _INVALID if found else 0


def _check(request: Request, files: Sequence[Path]) -> None:
    if not files and request.repo is None:
        raise UsageError("there are no cases: name files, --suite or --repo")
    if len(request.solvers) > 1 and (request.predictions or request.baseline):
        raise UsageError("--predictions and --baseline are for one solver; several need --report")
    if len(set(request.solvers)) < len(request.solvers):
        raise UsageError("a solver is named twice")


def _planted(request: Request) -> list[Case]:
    if request.repo is None:
        return []
    from novaedit.eval.planted import planted_cases

    return planted_cases(request.repo, request.count, request.seed)


def _choose(request: Request, text: str, sandbox: Sandbox, count: int) -> SolverChoice:
    effort = Effort(wanted=request.candidates, max_time=request.max_time)
    threads = max(1, (os.cpu_count() or 1) // _jobs(request, count))
    model = request.model if text.startswith("novaedit") and ":" not in text else None
    if request.model is not None and len(request.solvers) == 1:
        model = request.model
    return choose(text, model, sandbox, effort, threads)


def _jobs(request: Request, count: int) -> int:
    return request.jobs or max(1, min(os.cpu_count() or 1, _MOST_JOBS, count))


def _run(
    request: Request,
    cases: Sequence[Case],
    files: Sequence[Path],
    choice: SolverChoice,
    folder: Path | None,
    sandbox: Sandbox,
) -> Run:
    kept = request.predictions or (folder / "predictions.jsonl" if folder else None)
    store = PredictionStore(kept, choice.name)
    plan = Plan(choice, sandbox, request.min_confidence, _jobs(request, len(cases)), request.max_time)
    with _progress(choice.name) as tell:
        return evaluate(cases, choice, plan, store, files=files, progress=tell)


def _folder(request: Request, choice: SolverChoice) -> Path | None:
    """Where the run of a solver is kept: the report's folder, or one in it where there are several."""
    if request.report is None or len(request.solvers) == 1:
        return request.report
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in choice.name).strip(".-")
    return request.report / name


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
