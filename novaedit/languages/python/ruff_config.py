"""What must be known of a project's ruff configuration before ruff is run: little."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

#: In the order in which ruff looks for them in one folder.
_NAMES = (".ruff.toml", "ruff.toml", "pyproject.toml")
#: A file that is no TOML counts as a configuration: ruff itself will say what is wrong with it.
_BROKEN: dict[str, Any] = {"tool": {"ruff": {}}}


@dataclass(frozen=True, slots=True)
class RuffConfig:
    """Whether a file is under any ruff configuration, and what that says of imports and of Python's version.

    `required_imports` are those that every file must have; `has_version` tells whether a target is named.
    """

    exists: bool
    required_imports: tuple[str, ...] = ()
    has_version: bool = False


def config_for(path: Path) -> RuffConfig:
    """The configuration that ruff would use for the file `path`: the nearest one upwards."""
    return _nearest(path.parent)


def names_python(path: Path) -> bool:
    """Whether the configuration of `path`, or a `requires-python` above it, says which Python is meant."""
    if config_for(path).has_version:
        return True
    projects = (_toml(folder / "pyproject.toml") for folder in path.parents)
    return any("requires-python" in table.get("project", {}) for table in projects if table)


def forget() -> None:
    """Read the files anew next time; called once a run."""
    _nearest.cache_clear()


@lru_cache(maxsize=4096)
def _nearest(folder: Path) -> RuffConfig:
    for name in _NAMES:
        table = _table(folder / name)
        if table is not None:
            return RuffConfig(True, _required(table), "target-version" in table)
    return RuffConfig(exists=False) if folder.parent == folder else _nearest(folder.parent)


def _table(path: Path) -> dict[str, Any] | None:
    table = _toml(path)
    if table is None or path.name != "pyproject.toml":
        return table
    own = table.get("tool", {}).get("ruff")
    return own if isinstance(own, dict) else None


def _toml(path: Path) -> dict[str, Any] | None:
    """The file as a table; None if there is none."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return _BROKEN
    except OSError:
        return None


def _required(table: dict[str, Any]) -> tuple[str, ...]:
    imports: list[str] = []
    for place in (table.get("lint"), table):
        isort = place.get("isort") if isinstance(place, dict) else None
        found = isort.get("required-imports") if isinstance(isort, dict) else None
        imports += [str(name) for name in found] if isinstance(found, list) else []
    return tuple(imports)
