"""Flags over settings: what a run really uses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from novaedit.cli.arguments import Arguments, parse_lines, split_command
from novaedit.cli.config import Settings
from novaedit.cli.paths import relative_path
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.fixer.options import LEAST_TESTED, Options

#: How often mypy and the tests may run for who wants any answer, however doubtful: what the model only
#: compares is to be proved, too. --max-time ends it.
_RUNS_FOR_ANY = 120


def effective_settings(arguments: Arguments, settings: Settings) -> Settings:
    """`settings` with what the flags say instead."""
    given: dict[str, Any] = {
        "model": arguments.model,
        "min_confidence": arguments.min_confidence,
        "max_time": arguments.max_time,
        "select": arguments.select or None,
        "ignore": arguments.ignore or None,
        "tests": None if arguments.tests is None else split_command(arguments.tests),
    }
    return replace(settings, **{name: value for name, value in given.items() if value is not None})


def pipeline_options(
    arguments: Arguments, settings: Settings, root: Path, here: Path, min_confidence: float
) -> Options:
    """The pipeline's options; `min_confidence` is the model's own. UsageError for a path outside `root`."""
    wanted = settings.min_confidence
    options = Options(
        whole_file=arguments.whole_file,
        select=codes(settings.select),
        ignore=codes(settings.ignore),
        per_file_ignores=settings.per_file_ignores,
        lines=selected_lines(arguments, root, here),
        instruction=arguments.instruction,
        tests=settings.tests,
        foreign=foreign_diagnostics(arguments, root, here),
        tools=settings.tools,
        python=settings.python,
        max_time=settings.max_time,
        min_confidence=min_confidence if wanted is None else wanted,
        min_confidence_tested=min(min_confidence, LEAST_TESTED) if wanted is None else wanted,
        candidates=settings.candidates,
        neighbours=_neighbours,
    )
    return replace(options, slow_runs=_RUNS_FOR_ANY) if wanted == 0.0 else options


def _neighbours(text: str, finding: Diagnostic, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Imported when they are asked for: rarely."""
    from novaedit.synth.neighbours import neighbours

    return neighbours(text, finding, first, last)


def selected_lines(arguments: Arguments, root: Path, here: Path) -> tuple[tuple[str, int, int], ...]:
    """--lines with paths relative to the root."""
    parsed = (parse_lines(text) for text in arguments.lines)
    return tuple((relative_path(file, root, here), first, last) for file, first, last in parsed)


def foreign_diagnostics(arguments: Arguments, root: Path, here: Path) -> tuple[Diagnostic, ...]:
    """The findings of --diagnostics."""
    if arguments.diagnostics is None:
        return ()
    from novaedit.languages.foreign import read_foreign

    return read_foreign(here / arguments.diagnostics, root)


def codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes as they were given, each of which may be several separated by commas, as in ruff."""
    return tuple(code.strip() for text in given for code in text.split(",") if code.strip())
