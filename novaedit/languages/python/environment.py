"""Which interpreter and which copies of ruff and mypy are the project's."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from novaedit.errors import ToolError
from novaedit.languages.base import Project

_BIN = "Scripts" if sys.platform == "win32" else "bin"
_EXE = ".exe" if sys.platform == "win32" else ""


def project_python(project: Project) -> str | None:
    """The interpreter given, else the active environment's, else that of `.venv`; None if there is none.

    A `.venv` that is part of the snapshot is not the user's own and is never run.
    """
    if project.python:
        return project.python
    active = os.environ.get("VIRTUAL_ENV")
    folders = [Path(active)] if active else []
    if project.tree is not None and not (project.tree / ".venv").exists():
        folders.append(project.root / ".venv")
    interpreters = (folder / _BIN / f"python{_EXE}" for folder in folders)
    return next((str(path) for path in interpreters if path.is_file()), None)


def ruff_command(project: Project) -> str:
    """The project's ruff if its environment has one, else ours. Raises ToolError without either."""
    python = project_python(project)
    beside = None if python is None else Path(python).parent / f"ruff{_EXE}"
    if beside is not None and beside.is_file():
        return str(beside)
    try:
        return str(import_module("ruff").find_ruff_bin())  # it ships no types
    except (ImportError, FileNotFoundError):
        raise ToolError("ruff is not installed; `pip install ruff` brings it") from None


def mypy_command(project: Project, *, ours: bool = False) -> list[str]:
    """mypy of the project's environment if it is there (its plugins are too), else ours.

    `ours` insists on our own. Raises ToolError when there is none.
    """
    python = project_python(project)
    beside = None if python is None else Path(python).parent / f"mypy{_EXE}"
    if not ours and beside is not None and beside.is_file():
        return [str(beside)]
    if find_spec("mypy") is None:
        raise ToolError("mypy is not installed; `pip install mypy` brings it")
    # -P: a module of the project named like one of mypy's must not be run in its place.
    command = [sys.executable, "-P", "-m", "mypy"]
    return command if python is None else [*command, "--python-executable", python]


def editable_paths(python: str | None, root: Path) -> list[str]:
    """Folders below `root`, relative to it, that editable installs put on the interpreter's path."""
    prefix = Path(python or sys.executable).parent.parent
    root = root.resolve()
    found = []
    for pth in sorted(
        [*prefix.glob("lib/python*/site-packages/*.pth"), *prefix.glob("Lib/site-packages/*.pth")]
    ):
        for line in pth.read_text("utf-8", "replace").splitlines():
            folder = Path(line.strip())
            if folder.is_absolute() and folder.resolve().is_relative_to(root):
                found.append(folder.resolve().relative_to(root).as_posix())
    return found


def shadowing_path(project: Project, tree: Path) -> list[str]:
    """Folders of the snapshot that must come before the working tree, where editable installs point."""
    found = [tree / "src"] if (tree / "src").is_dir() and not (tree / "src" / "__init__.py").exists() else []
    found += [tree / path for path in editable_paths(project_python(project), project.root)]
    return list(dict.fromkeys(str(folder) for folder in found if folder.is_dir()))
