"""`novaedit synth-logic`: training records of logic bugs, each shown by a failing example, or of tests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novaedit.cli.failures import guarded
from novaedit.cli.options import Cluster, Seed, Workers


def synth_logic(
    out: Annotated[
        str,
        typer.Option(
            help="Folder, or URL that fsspec knows, for train.jsonl, dev.jsonl, manifest.json and parts."
        ),
    ],
    sources: Annotated[
        list[Path] | None, typer.Argument(help="Folders, wheels, sdists or git repositories (their HEAD).")
    ] = None,
    library: Annotated[bool, typer.Option(help="NovaEdit's own functions too.")] = True,
    pairs: Annotated[
        Path | None, typer.Option(help="A bare clone of appmlk/ConDefects: real pairs of programs.")
    ] = None,
    tests: Annotated[
        bool, typer.Option("--tests", help="Tests to write for the functions instead of bugs in them.")
    ] = False,
    seed: Seed = 0,
    per_function: Annotated[
        int | None, typer.Option(min=1, help="At most so many records of one function: 10 bugs, or 2 tests.")
    ] = None,
    per_source: Annotated[int, typer.Option(min=1, help="At most so many records of one package.")] = 500,
    variants: Annotated[int, typer.Option(min=1, help="Variants of each of our functions, with bugs.")] = 6,
    workers: Workers = 2,
    cluster: Cluster = None,
) -> None:
    """Break small pure functions, run them, and record how to mend what a failing example shows.

    With --tests, record tests for them that pass, and that fail when the function is broken. What is run was
    seen to use pure builtins and modules only; it runs in a process with limits. The same command again goes
    on where an ended run was.
    """

    def run() -> int:
        from novaedit.cli.synth_progress import source_progress
        from novaedit.dataset.where import Where
        from novaedit.errors import UsageError
        from novaedit.synth.logic.make import Amounts
        from novaedit.synth.logic.recipes import FunctionTests
        from novaedit.synth.logic.run import synthesise_logic, synthesise_tests

        where = Where(workers, cluster)
        if tests and pairs is not None:
            raise UsageError("--tests and --pairs go in two runs: pairs of programs have no tests")
        with source_progress() as tell:
            if tests:
                recipe = FunctionTests(per_function or FunctionTests().per_function, per_source, seed)
                synthesise_tests(sources or [], out, recipe, library=library, where=where, progress=tell)
            else:
                amounts = Amounts(per_function or Amounts().per_function, per_source, variants)
                synthesise_logic(
                    sources or [],
                    out,
                    library=library,
                    repository=pairs,
                    amounts=amounts,
                    seed=seed,
                    where=where,
                    progress=tell,
                )
        return 0

    raise typer.Exit(guarded(run))
