"""What the tools say of many versions of files at once: one ruff process for thousands."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError
from novaedit.languages.python.ruff import check_folder

#: What a careful project selects; wider than the product's default, so that more rules are learnt.
RULES = ("F", "E4", "E7", "E9", "B", "PLE")
_TARGET = "py311"


def ruff_on(
    files: Sequence[tuple[str, str]], rules: Sequence[str] = RULES, *, syntax: bool = False
) -> list[list[Diagnostic] | None]:
    """The findings of ruff for each (path, text), in order; None for a file that ruff cannot handle.

    Only a file's own name is kept, which some rules go by (`__init__.py`); syntax errors are left out
    unless `syntax` asks for them, for the parser reports them. Raises ToolError when ruff fails for all.
    """
    try:
        return [*_run(files, rules, syntax=syntax)]
    except ToolError:
        _run([("empty.py", "")], rules, syntax=syntax)
    if len(files) <= 1:
        return [None] * len(files)
    # Some file stops ruff for all: look for it by halves.
    middle = len(files) // 2
    halves = (files[:middle], files[middle:])
    return [found for half in halves for found in ruff_on(half, rules, syntax=syntax)]


def _run(files: Sequence[tuple[str, str]], rules: Sequence[str], *, syntax: bool) -> list[list[Diagnostic]]:
    with tempfile.TemporaryDirectory(prefix="novaedit-bulk-") as name:
        folder = Path(name)
        places: dict[str, int] = {}
        same_name: Counter[str] = Counter()
        for number, (path, text) in enumerate(files):
            file = PurePosixPath(path).name
            # One folder for the first file of each name, one for the second of each: making folders costs.
            place = f"{same_name[file]}/{file}"
            (folder / place).parent.mkdir(exist_ok=True)
            (folder / place).write_bytes(text.encode("utf-8"))
            places[place] = number
            same_name[file] += 1
        found = check_folder(folder, rules, target_version=_TARGET)
        return _in_order(found, places, files, syntax=syntax)


def _in_order(
    found: Mapping[str, Sequence[Diagnostic]],
    places: Mapping[str, int],
    files: Sequence[tuple[str, str]],
    *,
    syntax: bool,
) -> list[list[Diagnostic]]:
    results: list[list[Diagnostic]] = [[] for _ in files]
    for place, diagnostics in found.items():
        number = places[place]
        results[number] = [
            replace(diagnostic, path=files[number][0])
            for diagnostic in diagnostics
            if syntax or not diagnostic.is_syntax_error
        ]
    return results
