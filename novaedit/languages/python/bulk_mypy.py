"""What mypy says of many versions of files at once.

Each version stands beside the file that it was made from, under a name that nothing imports: it sees the rest
of its package, which mypy checks once, and no other version. A cache that knows the standard library is ready
before the first run.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError, ToolTimeoutError
from novaedit.languages.python.module_places import ModulePlaces
from novaedit.languages.python.mypy import is_environment
from novaedit.languages.python.mypy_json import read_line
from novaedit.languages.python.warm_cache import copy_warm_cache
from novaedit.process import run

_FLAGS = (
    *("--output", "json", "--no-error-summary", "--no-pretty", "--no-color-output", "--config-file", ""),
    *("--soft-error-limit", "-1", "--ignore-missing-imports", "--follow-imports", "silent"),
    *("--check-untyped-defs", "--no-site-packages", "--no-strict-bytes", "--allow-redefinition"),
    "--explicit-package-bases",
)
_BATCH = 400
#: Something of the tree itself stops mypy, not of a version: it is not asked more often than this.
_MOST_STOPS = 12
_TIMEOUT = 900.0
#: Of larger packages mypy is shown only the files that have versions, and what makes packages of folders.
_MAX_CONTEXT = 4_000_000
#: A version's name shows where its classes are told from the original's: that is our doing, no finding.
_VERSION = re.compile(r"__version\d+\b")

#: Its place in the tree, the path of its original, its text.
_Version = tuple[str, str, str]


def mypy_on(
    files: Sequence[tuple[str, str]],
    context: Mapping[str, str] | None = None,
    *,
    seconds: float = _TIMEOUT,
) -> list[list[Diagnostic] | None]:
    """The findings of mypy for each (path, text), each apart from the others; None where mypy stopped.

    `context` are the texts of the package that the files belong to, by path. After `seconds` no further run
    is started or waited for. Raises ToolError when mypy cannot be started.
    """
    if not files:
        return []
    deadline = time.monotonic() + seconds
    results: list[list[Diagnostic] | None] = []
    with tempfile.TemporaryDirectory(prefix="novaedit-mypy-") as name:
        folder = Path(name).resolve()
        copy_warm_cache(folder / "cache", _FLAGS)
        tree = folder / "tree"
        places = ModulePlaces(context or {})
        _lay_out(tree, files, context or {}, places)
        versions = [(_place(n, places.place(path)), path, text) for n, (path, text) in enumerate(files)]
        bounds = _Bounds(deadline)
        for start in range(0, len(versions), _BATCH):
            results += _batch(versions[start : start + _BATCH], tree, bounds)
    return results


@dataclass(slots=True)
class _Bounds:
    """When to end, and how often mypy has stopped by now."""

    deadline: float
    stops: int = 0

    @property
    def left(self) -> float:
        """Seconds; none when mypy has stopped too often."""
        return 0.0 if self.stops > _MOST_STOPS else self.deadline - time.monotonic()


def _lay_out(
    tree: Path, files: Sequence[tuple[str, str]], context: Mapping[str, str], places: ModulePlaces
) -> None:
    tree.mkdir()
    if sum(map(len, context.values())) > _MAX_CONTEXT:
        versions = {path for path, _ in files}
        context = {p: t for p, t in context.items() if p in versions or p.endswith("__init__.py")}
    for path, text in context.items():
        # Scripts outside packages hide modules of the library.
        if places.is_in_package(path):
            file = tree / places.place(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogatepass"))


def _batch(versions: Sequence[_Version], tree: Path, bounds: _Bounds) -> list[list[Diagnostic] | None]:
    left = bounds.left
    found = _run(versions, tree, left) if left > 0 else None
    if found is not None:
        return [*found]
    bounds.stops += 1
    if len(versions) == 1 or left <= 0:
        return [None] * len(versions)
    # Some file stops mypy for all: look for it by halves.
    middle = len(versions) // 2
    return _batch(versions[:middle], tree, bounds) + _batch(versions[middle:], tree, bounds)


def _run(versions: Sequence[_Version], tree: Path, seconds: float) -> list[list[Diagnostic]] | None:
    places = [place for place, _, _ in versions]
    for place, _, text in versions:
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        (tree / place).write_bytes(text.encode("utf-8", "surrogatepass"))
    command = [
        sys.executable,
        "-m",
        "mypy",
        *_FLAGS,
        "--cache-dir",
        str(tree.parent / "cache"),
        "--",
        *places,
    ]
    try:
        done = run(command, cwd=tree, timeout=seconds)
    except ToolTimeoutError:
        return None
    finally:
        for place in places:
            (tree / place).unlink()
    if done.returncode not in (0, 1):
        if b"No module named mypy" in done.stderr:
            raise ToolError("mypy is not installed")
        return None
    return _read(done.stdout, versions)


def _read(output: bytes, versions: Sequence[_Version]) -> list[list[Diagnostic]]:
    numbers = {place: number for number, (place, _, _) in enumerate(versions)}
    results: list[list[Diagnostic]] = [[] for _ in versions]
    for row in output.split(b"\n"):
        diagnostic = read_line(row, lambda path: path.replace("\\", "/"))
        number = numbers.get(diagnostic.path) if diagnostic else None
        if diagnostic and number is not None and _is_true(diagnostic):
            results[number].append(replace(diagnostic, path=versions[number][1]))
    return results


def _is_true(diagnostic: Diagnostic) -> bool:
    return not is_environment(diagnostic) and not _VERSION.search(diagnostic.message)


def _place(number: int, path: str) -> str:
    """Where a version lies: beside its original, under a name of its own that no cache entry has had."""
    name = PurePosixPath(path).stem.strip("_")
    stem = name if name.isidentifier() else "module"
    return str(PurePosixPath(path).parent / f"{stem}__version{number}.py")
