"""Records whose right answer is to change nothing."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region
from novaedit.languages.python.regions import SIZE, Size, selected_region
from novaedit.languages.python.regions import region as region_around
from novaedit.patch.dsl import NO_EDIT
from novaedit.synth.build import check_size
from novaedit.synth.rejected import RejectedError

#: Findings that authors live with: a re-export, an import that must come late, a star import.
_LEFT_ALONE = frozenset({"F403", "F405", "E402", "E741"})
#: Packages whose stubs are packages of their own: mypy says that those are missing.
_WITH_STUBS = frozenset(
    {*("requests", "yaml", "dateutil", "pytz", "simplejson", "toml", "tabulate", "six", "psycopg2", "redis")}
    | {*("markdown", "docutils", "setuptools", "pkg_resources", "paramiko", "ujson", "psutil", "tqdm")}
)
#: Of the files with a place for one, so many get each kind.
_ENVIRONMENT = 0.12
_LEFT = 0.25
_CLEAN = 0.12


def no_edits(
    path: str,
    text: str,
    findings: Sequence[Diagnostic],
    provenance: Provenance,
    rng: Random,
    size: Size = SIZE,
) -> Iterator[Example]:
    """A few records of a clean file; `findings` are what ruff says of it."""
    for name, chance, candidates in (
        ("environment", _ENVIRONMENT, _environment(path, text)),
        ("left-alone", _LEFT, [d for d in findings if _is_left_alone(d, path)]),
    ):
        if candidates and rng.random() < chance:
            diagnostic = rng.choice(candidates)
            region = region_around(text, diagnostic, size)
            yield from _record(name, region, (diagnostic,), provenance, rng, size)
    if rng.random() < _CLEAN:
        first = rng.randrange(1, max(text.count("\n") - 8, 2))
        region = selected_region(text, path, first, first + rng.randrange(4, 10))
        yield from _record("clean", region, (), provenance, rng, size)


def _record(
    name: str,
    region: Region,
    diagnostics: tuple[Diagnostic, ...],
    provenance: Provenance,
    rng: Random,
    size: Size,
) -> Iterator[Example]:
    try:
        check_size(region, rng, size)
    except RejectedError:
        return
    if any(line.strip() for line in region.window.lines):
        yield Example(
            "synthetic", "python", region, diagnostics, NO_EDIT, provenance, injector=f"no-edit-{name}"
        )


def _is_left_alone(diagnostic: Diagnostic, path: str) -> bool:
    if diagnostic.code == "F401":
        return path.endswith("__init__.py")
    return diagnostic.code in _LEFT_ALONE and diagnostic.fix is None


def _environment(path: str, text: str) -> list[Diagnostic]:
    """What mypy says of a third-party module that is not installed where it runs."""
    own = PurePath(path).with_suffix("").parts
    found = []
    for node in ast.parse(text).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names = [node.module]
        for name in names:
            root = name.split(".")[0]
            if root in own:  # found wherever the file itself is
                continue
            if root in _WITH_STUBS:
                message = f'Library stubs not installed for "{name}"'
                found.append(Diagnostic("mypy", "import-untyped", message, path, node.lineno))
            elif root not in sys.stdlib_module_names:
                message = f'Cannot find implementation or library stub for module named "{name}"'
                found.append(Diagnostic("mypy", "import-not-found", message, path, node.lineno))
    return found
