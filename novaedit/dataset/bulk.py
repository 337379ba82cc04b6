"""What the tools say of many versions of files at once: one ruff process for thousands."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError
from novaedit.languages.base import Project
from novaedit.languages.python.environment import ruff_command
from novaedit.languages.python.ruff import check_folder
from novaedit.process import run

#: What a careful project selects; wider than the product's default, so that more rules are learnt.
RULES = ("F", "E4", "E7", "E9", "B", "PLE")
_TARGET = "py311"


def ruff_on(files: Sequence[tuple[str, str]], rules: Sequence[str] = RULES) -> list[list[Diagnostic]]:
    """The findings of ruff by `rules` for each (path, text), in order. Raises ToolError.

    Of a path only what some rules go by is kept: that it is an `__init__.py`, a test, a stub. Syntax errors
    are left out, for the parser reports them.
    """
    with tempfile.TemporaryDirectory(prefix="novaedit-ruff-") as name:
        folder = Path(name)
        places: dict[str, int] = {}
        for number, (path, text) in enumerate(files):
            place = _place(number, PurePosixPath(path))
            places[place] = number
            if "/" in place:
                (folder / str(number)).mkdir()
            (folder / place).write_bytes(text.encode("utf-8"))
        return _in_order(check_folder(folder, rules, target_version=_TARGET), places, files)


def known_rules() -> frozenset[str]:
    """The codes of all rules that ruff knows. Raises ToolError."""
    done = run([ruff_command(Project(Path())), "rule", "--all", "--output-format", "json"])
    try:
        return frozenset(rule["code"] for rule in json.loads(done.stdout))
    except (ValueError, KeyError, TypeError):
        raise ToolError("ruff does not tell its rules") from None


def _place(number: int, path: PurePosixPath) -> str:
    # A folder a file costs ten times as much as a file alone: only where the whole name matters.
    if path.name.startswith("__") or "test" in path.name:
        return f"{number}/{path.name}"
    return f"{number}{path.suffix or '.py'}"


def _in_order(
    found: Mapping[str, Sequence[Diagnostic]], places: Mapping[str, int], files: Sequence[tuple[str, str]]
) -> list[list[Diagnostic]]:
    results: list[list[Diagnostic]] = [[] for _ in files]
    for place, diagnostics in found.items():
        number = places[place]
        results[number] = [
            replace(diagnostic, path=files[number][0])
            for diagnostic in diagnostics
            if not diagnostic.is_syntax_error
        ]
    return results
