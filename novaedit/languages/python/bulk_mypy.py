"""What mypy says of many versions of files at once."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.errors import ToolError
from novaedit.languages.python.mypy import is_environment
from novaedit.languages.python.mypy_json import read_line
from novaedit.process import run

_FLAGS = (
    *("--output", "json", "--no-error-summary", "--no-pretty", "--no-color-output", "--config-file", ""),
    *("--soft-error-limit", "-1", "--ignore-missing-imports", "--follow-imports", "silent"),
    *("--check-untyped-defs", "--no-site-packages", "--no-strict-bytes", "--allow-redefinition"),
)
#: Each version of a file stands alone in packages this deep, so that relative imports lead nowhere
#: instead of stopping mypy.
_DEPTH = ("a", "b", "c")
_BATCH = 200
_TIMEOUT = 900.0


def mypy_on(files: Sequence[tuple[str, str]]) -> list[list[Diagnostic] | None]:
    """The findings of mypy for each (path, text), each file by itself; None where mypy could not go on.

    What other modules of the project hold is unknown to it. Raises ToolError when mypy cannot be started.
    """
    results: list[list[Diagnostic] | None] = []
    with tempfile.TemporaryDirectory(prefix="novaedit-mypy-cache-") as cache:
        for start in range(0, len(files), _BATCH):
            results += _batch(files[start : start + _BATCH], Path(cache))
    return results


def _batch(files: Sequence[tuple[str, str]], cache: Path) -> list[list[Diagnostic] | None]:
    found = _run(files, cache)
    if found is not None:
        return [*found]
    if len(files) == 1:
        return [None]
    # Some file stops mypy for all: look for it by halves.
    middle = len(files) // 2
    return _batch(files[:middle], cache) + _batch(files[middle:], cache)


def _run(files: Sequence[tuple[str, str]], cache: Path) -> list[list[Diagnostic]] | None:
    with tempfile.TemporaryDirectory(prefix="novaedit-mypy-") as name:
        folder = Path(name)
        places = [_put(folder, number, *file) for number, file in enumerate(files)]
        command = [sys.executable, "-m", "mypy", *_FLAGS, "--cache-dir", str(cache), "--", *places]
        done = run(command, cwd=folder, timeout=_TIMEOUT)
        if done.returncode not in (0, 1):
            if b"No module named mypy" in done.stderr:
                raise ToolError("mypy is not installed")
            return None
        numbers = {place: number for number, place in enumerate(places)}
        results: list[list[Diagnostic]] = [[] for _ in files]
        for row in done.stdout.split(b"\n"):
            diagnostic = read_line(row, lambda path: path.replace("\\", "/"))
            number = numbers.get(diagnostic.path) if diagnostic else None
            if diagnostic and number is not None and not is_environment(diagnostic):
                results[number].append(replace(diagnostic, path=files[number][0]))
        return results


def _put(folder: Path, number: int, path: str, text: str) -> str:
    """Write one file into packages of its own; its place relative to `folder`."""
    place = PurePosixPath(f"p{number}", *_DEPTH)
    for part in (place, *list(place.parents)[:-1]):
        (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / part / "__init__.py").touch()
    name = PurePosixPath(path).stem
    target = place / (f"{name}.py" if name.isidentifier() and name != "__init__" else "module.py")
    (folder / target).write_bytes(text.encode("utf-8"))
    return str(target)
