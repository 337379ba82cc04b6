"""`novaedit eval`: how good a model is, on cases from files, on the packaged suites, or on your own code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from novaedit.cli.failures import guarded

_SOLVER_HELP = (
    "Who answers: novaedit[:MODEL] (novaedit:none for ruff's own fixes only), ruff (check --fix), prompted "
    "(the untuned base model), replay:FILE. Several are shown side by side."
)


def eval_command(
    files: Annotated[list[Path] | None, typer.Argument(help="JSONL files of cases; docs/eval.md.")] = None,
    suite: Annotated[list[str] | None, typer.Option(help="A packaged suite: regression, edit-lite.")] = None,
    repo: Annotated[Path | None, typer.Option(help="Break this project's own code and mend it.")] = None,
    count: Annotated[int, typer.Option(min=1, help="So many cases from --repo.")] = 100,
    seed: Annotated[int, typer.Option(help="Equal seeds give equal cases from --repo.")] = 0,
    report: Annotated[Path | None, typer.Option(help="Folder for report.json, .md and .html.")] = None,
    predictions: Annotated[
        Path | None, typer.Option(help="Where predictions go, and where a stopped run goes on.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="A report to compare with; exit 1 if worse.")] = None,
    solver: Annotated[list[str] | None, typer.Option(help=_SOLVER_HELP)] = None,
    model: Annotated[str | None, typer.Option(help="The model of the solver novaedit.")] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Withhold answers below; by default all are given.")
    ] = 0.0,
    candidates: Annotated[int, typer.Option(min=1, help="Candidates for fixed@5.")] = 5,
    max_time: Annotated[float, typer.Option(min=0.1, help="Seconds to try one case.")] = 60.0,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Cases at once; default: the cores, up to 4.")
    ] = None,
    sandbox: Annotated[
        Literal["auto", "docker", "process"], typer.Option(help="Where tests of cases run.")
    ] = "auto",
    validate: Annotated[bool, typer.Option("--validate", help="Only check the files' schema.")] = False,
) -> None:
    """Answer cases and score the answers. Exit 1 only for a regression against --baseline."""

    def run() -> int:
        from novaedit.cli.evaluating import Request, carry_out

        request = Request(
            files=tuple(files or ()),
            suites=tuple(suite or ()),
            repo=repo,
            count=count,
            seed=seed,
            report=report,
            predictions=predictions,
            baseline=baseline,
            solvers=tuple(solver or ("novaedit",)),
            model=model,
            min_confidence=min_confidence,
            candidates=candidates,
            max_time=max_time,
            jobs=jobs,
            sandbox=sandbox,
            validate=validate,
        )
        return carry_out(request)

    raise typer.Exit(guarded(run))
