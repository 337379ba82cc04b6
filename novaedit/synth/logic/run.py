"""`novaedit synth-logic`: from packages, our own functions and pairs of programs to a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from novaedit.dataset.where import Where
from novaedit.synth.logic.library import FOLDER
from novaedit.synth.logic.make import Amounts
from novaedit.synth.logic.recipes import Bugs, FunctionTests, Pairs, function_of_test, mended
from novaedit.synth.recipe import Recipe
from novaedit.synth.run import Progress, run_jobs


def synthesise_logic(
    sources: Sequence[Path],
    out: str | Path,
    *,
    library: bool = True,
    repository: Path | None = None,
    amounts: Amounts,
    seed: int = 0,
    where: Where,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """Write `train.jsonl`, `dev.jsonl` and `manifest.json` into `out`, as `run_jobs` does.

    `sources` are packages; `library` adds our own functions, `repository` a bare repository of pairs of
    faulty and correct programs. Returns the manifest. Raises WriteError, ToolError, UsageError when nothing
    was asked for.
    """
    bugs = Bugs(amounts, seed)
    jobs: list[tuple[Path, Recipe]] = [(repository, Pairs())] if repository is not None else []
    jobs += [(path, bugs) for path in own_and(sources, library=library)]
    settings = {"library": library, "pairs": repository is not None, **bugs.settings()}
    return run_jobs(jobs, out, settings, where=where, progress=progress, subject=mended)


def synthesise_tests(
    sources: Sequence[Path],
    out: str | Path,
    recipe: FunctionTests,
    *,
    library: bool = True,
    where: Where,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """The same with tests for pure functions instead of bugs in them; of each function one package's only."""
    jobs: list[tuple[Path, Recipe]] = [(path, recipe) for path in own_and(sources, library=library)]
    settings = {"library": library, **recipe.settings()}
    return run_jobs(jobs, out, settings, where=where, progress=progress, subject=function_of_test)


def own_and(sources: Sequence[Path], *, library: bool) -> list[Path]:
    """The files of our own functions, if they are wanted, and then the sources."""
    return [*(sorted(FOLDER.glob("*.txt")) if library else ()), *sorted(set(sources))]
