"""A run of `fix` from the flags to the exit code; the command and the hook share it.

What a run with nothing to fix does not need is imported where it is needed: hooks run on every commit.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from novaedit.cli import sources
from novaedit.cli.arguments import Arguments, check_arguments
from novaedit.cli.config import load_settings
from novaedit.cli.engine import model_loader
from novaedit.cli.failures import FAILED
from novaedit.cli.merging import effective_settings, pipeline_options
from novaedit.cli.output.formats import render
from novaedit.cli.output.view import View
from novaedit.cli.output.words import plural
from novaedit.cli.progress import progress
from novaedit.cli.results import hand_over
from novaedit.cli.selection import exclude
from novaedit.cli.terminal import Voice, check_terminal, is_interactive, wants_colour
from novaedit.errors import ModelMissingError
from novaedit.fixer.pipeline import fix
from novaedit.fixer.report import Report
from novaedit.repository.open import Repository, open_repository

#: An instruction has no diagnostic that could remain; silence would read as success.
UNANSWERED = "the model offered nothing for the instruction that passed every gate"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found, and the paths that it wrote."""

    repository: Repository
    report: Report
    written: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do: a diagnostic that remains, or a patch that is only offered."""
        return any(
            file.unfixed or (file.resolved and file.path not in self.written) for file in self.report.files
        )

    @property
    def is_unanswered(self) -> bool:
        """Whether an instruction was given to no avail."""
        return UNANSWERED in self.report.notes

    @property
    def is_blind(self) -> bool:
        """Whether a file in scope could not be read: then nobody knows that nothing is left to do."""
        return any(skipped.reason.startswith("unreadable") for skipped in self.report.skipped)


def run(arguments: Arguments) -> int:
    """Fix, print, and return the exit code. Raises NovaEditError."""
    outcome = carry_out(arguments)
    print_outcome(outcome, arguments)
    if not arguments.model and arguments.verbosity >= 0 and is_interactive():
        from novaedit.cli.offer import offer_base

        offer_base(outcome.report)
    return exit_code(outcome, arguments)


def is_answered(report: Report) -> bool:
    """Whether some fix answers the instruction."""
    return any(item.diagnostic is None for file in report.files for item in file.resolved)


def exit_code(outcome: Outcome, arguments: Arguments, *, hook: bool = False) -> int:
    """0, 1 or 2; for a hook changed files are a 1 too."""
    if outcome.is_blind:
        return FAILED
    is_open = outcome.is_open or outcome.is_unanswered or (hook and bool(outcome.report.diff))
    return int(is_open and not arguments.exit_zero)


def carry_out(arguments: Arguments) -> Outcome:
    """Everything but printing: check, fix, ask, write. Raises NovaEditError; then nothing was written."""
    check_arguments(arguments)
    if arguments.interactive:
        check_terminal()
    here = Path.cwd()
    repository = open_repository()
    settings = effective_settings(arguments, load_settings(repository.root, here))
    snapshot = exclude(sources.take_snapshot(arguments, repository, here), settings.extend_exclude)
    loader = model_loader(settings)
    own = loader.min_confidence if loader else 0.0
    options = pipeline_options(arguments, settings, repository.root, here, own)
    if arguments.instruction and loader is None:
        raise ModelMissingError("--instruction needs a model; `novaedit model pull base` gets one")
    with progress(arguments.colour, quiet=arguments.verbosity < 0) as tell:
        report = fix(snapshot, options, loader, progress=tell)
    report = replace(report, model=loader.used if loader else None)
    if arguments.instruction and arguments.lines and not is_answered(report):
        report = replace(report, notes=(*report.notes, UNANSWERED))
    if arguments.interactive:
        from novaedit.cli.interactive import review

        report = review(report, colour=wants_colour(sys.stderr, arguments.colour))
    if not arguments.writes or not report.diff:
        return Outcome(repository, report)
    from novaedit.cli.writing import write

    written, remarks = write(repository, report, kind=snapshot.kind, stage=arguments.stage)
    return Outcome(repository, replace(report, notes=(*report.notes, *remarks)), written)


def print_outcome(outcome: Outcome, arguments: Arguments) -> None:
    """Render the report in the wanted format and hand it over. Raises WriteError."""
    to_terminal = arguments.output_file is None and wants_colour(sys.stdout, arguments.colour)
    view = View(
        outcome.report,
        written=outcome.written,
        colour=to_terminal or arguments.colour == "always",
        # What was asked about one by one needs no second showing.
        check=arguments.check or arguments.interactive,
        verbosity=arguments.verbosity,
        where=_from_here(outcome.repository.root),
    )
    hand_over(render(arguments.format, view), arguments.output_file)
    if arguments.format in ("diff", "sarif", "github", "gitlab", "rdjson"):
        _say_what_the_format_cannot(outcome.report, arguments)


def _say_what_the_format_cannot(report: Report, arguments: Arguments) -> None:
    voice = Voice(arguments.verbosity)
    for skipped in report.skipped:
        voice.say(f"{skipped.path}: skipped: {skipped.reason}")
    for note in report.notes:
        voice.say(note)
    left = sum(len(file.unfixed) for file in report.files)
    if arguments.format == "diff" and left:
        # A patch says nothing of what it does not fix; silence would read as success.
        voice.say(f"{plural(left, 'diagnostic')} left; --output-format text shows which")


def _from_here(root: Path) -> str:
    relative = os.path.relpath(root)
    return relative if relative == "." or not relative.startswith("..") else str(root)
