"""What `doctor` looks at: each probe says what was found, what is missing and how to get it."""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import platform
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from novaedit.cli.config import Settings, load_settings
from novaedit.errors import (
    ConfigError,
    ModelMissingError,
    NovaEditError,
    RepositoryError,
    ToolError,
    WeightsError,
)
from novaedit.languages.base import Project
from novaedit.languages.python.environment import mypy_command, ruff_command
from novaedit.model.store import find_model
from novaedit.process import run
from novaedit.repository.open import open_repository

Status = Literal["ok", "missing", "broken"]

_VERSION = re.compile(r"\d+\.\d+(?:\.\d+)*\S*")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that NovaEdit needs. `advice` says what to do when it is not ok."""

    name: str
    status: Status
    version: str | None = None
    path: str | None = None
    advice: str | None = None


def probe_all() -> list[Finding]:
    """Every probe, in the order in which a run needs them."""
    return [python(), git(), ruff(), mypy(), runtime(), model(), configuration()]


def python() -> Finding:
    """The interpreter that we run in."""
    return Finding("python", "ok", platform.python_version(), sys.executable)


def git() -> Finding:
    """The git command."""
    return _program("git", [shutil.which("git") or "git"], "install git from https://git-scm.com")


def ruff() -> Finding:
    """The linter."""
    return _guarded(
        "ruff", lambda: _program("ruff", [ruff_command(_project())], "pip install ruff"), "pip install ruff"
    )


def mypy() -> Finding:
    """The type checker."""
    return _guarded(
        "mypy", lambda: _program("mypy", mypy_command(_project()), "pip install mypy"), "pip install mypy"
    )


def runtime() -> Finding:
    """What runs the model; looked up without being imported, for that takes seconds."""
    spec = importlib.util.find_spec("openvino_genai")
    if spec is None:
        advice = "pip install openvino-genai; where that has no wheel, NovaEdit offers ruff's own fixes only"
        return Finding("runtime", "missing", advice=advice)
    return Finding(
        "runtime",
        "ok",
        f"openvino-genai {importlib.metadata.version('openvino-genai')}",
        _folder(spec.origin),
    )


def model() -> Finding:
    """The model that a run would use."""
    try:
        found = find_model(_project_settings().model)
    except ModelMissingError as error:
        return Finding("model", "missing", advice=str(error))
    except WeightsError as error:
        return Finding("model", "broken", advice=f"{error}; remove that folder and pull the model again")
    return Finding("model", "ok", f"{found.name} {found.manifest.version}", str(found.folder))


def configuration() -> Finding:
    """The configuration that a run started here would read."""

    def read() -> Finding:
        _settings()
        return Finding("configuration", "ok")

    return _guarded("configuration", read, "correct it")


def _guarded(name: str, probe: Callable[[], Finding], advice: str) -> Finding:
    try:
        return probe()
    except NovaEditError as error:
        return Finding(name, "broken", advice=f"{error} ({advice})")


def _program(name: str, command: list[str], advice: str) -> Finding:
    found = shutil.which(command[0])
    if found is None:
        return Finding(name, "missing", advice=advice)
    try:
        finished = run([*command, "--version"], timeout=20)
    except ToolError as error:
        return Finding(name, "broken", path=found, advice=f"{error}; {advice}")
    version = _VERSION.search(finished.stdout.decode("utf-8", "replace"))
    if finished.returncode != 0 or version is None:
        return Finding(name, "broken", path=found, advice=f"`{name} --version` fails; {advice}")
    return Finding(name, "ok", version[0], found)


def _settings() -> tuple[Path, Settings]:
    here = Path.cwd()
    try:
        root = open_repository().root
    except RepositoryError:
        root = here  # outside of a repository the configuration may still be looked at
    return root, load_settings(root, here)


def _project_settings() -> Settings:
    # A broken configuration has a line of its own; everything else is then judged by the defaults.
    with contextlib.suppress(ConfigError):
        return _settings()[1]
    return Settings()


def _project() -> Project:
    return Project(Path.cwd(), python=_project_settings().python)


def _folder(origin: str | None) -> str | None:
    return None if origin is None else str(Path(origin).parent)
