"""`-i`: one question a fix, answered like those of `git add -p`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from novaedit.cli.output.positions import decoded
from novaedit.cli.output.text import describe
from novaedit.cli.output.view import each_answer
from novaedit.cli.selection import keep_fixes
from novaedit.edits import Fix
from novaedit.errors import UsageError
from novaedit.fixer.report import FileReport, Report
from novaedit.languages import language_of
from novaedit.languages.base import Language

Choice = Literal["y", "n", "a", "q"]

_HELP = """\
y - take this fix
n - leave this fix out
a - take this fix and all that follow
q - stop here: leave this fix and all that follow out
? - print this help
"""


def review(report: Report, *, colour: bool) -> Report:
    """Show each fix on stderr, ask, and return the report with only the accepted ones."""
    kept: set[tuple[str, Fix]] = set()
    pairs = list(each_answer(report))
    choice: Choice = "n"
    for number, (file, answer) in enumerate(pairs, start=1):
        if choice != "a":
            _show("".join(f"{line}\n" for line in describe(file, answer, colour=colour)))
            choice = ask(f"({number}/{len(pairs)}) Take this fix [y,n,a,q,?]? ")
        if choice == "q":
            break
        if choice in ("y", "a"):
            kept.add((file.path, answer.fix))
    return _checked(report, keep_fixes(report, kept))


def ask(question: str, read: Callable[[], str] | None = None) -> Choice:
    """Ask until the answer is one; the end of the input means q."""
    while True:
        _show(question)
        line = (read or sys.stdin.readline)()
        match line.strip().lower()[:1]:
            case "y" | "n" | "a" | "q" as choice:
                return choice
            case _ if not line:
                _show("\n")
                return "q"
            case _:
                _show(_HELP)


def _checked(whole: Report, chosen: Report) -> Report:
    # All fixes together passed the gates; a part of them might build on one that was left out.
    for before, after in zip(whole.files, chosen.files, strict=True):
        language = language_of(after.path)
        if before != after and language is not None and _breaks(language, after):
            raise UsageError(f"{after.path}: what you took needs what you left out; nothing was written")
    return chosen


def _breaks(language: Language, file: FileReport) -> bool:
    was, now = decoded(file.change.before), decoded(file.change.after)
    return language.parse(was) is None and language.parse(now) is not None


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
