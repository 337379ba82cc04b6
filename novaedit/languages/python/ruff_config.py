"""What must be known of a project's ruff configuration before ruff is run: little."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

#: In the order in which ruff looks for them in one folder.
_NAMES = (".ruff.toml", "ruff.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class RuffConfig:
    """Whether a file is under any ruff configuration, and the imports that it requires everywhere."""

    exists: bool
    required_imports: tuple[str, ...] = ()


def config_for(path: Path) -> RuffConfig:
    """The configuration that ruff would use for the file `path`: the nearest one upwards."""
    return _nearest(path.parent)


def forget() -> None:
    """Read the files anew next time; called once a run."""
    _nearest.cache_clear()


@lru_cache(maxsize=4096)
def _nearest(folder: Path) -> RuffConfig:
    for name in _NAMES:
        table = _table(folder / name)
        if table is not None:
            return RuffConfig(exists=True, required_imports=_required(table))
    return RuffConfig(exists=False) if folder.parent == folder else _nearest(folder.parent)


def _table(path: Path) -> dict[str, Any] | None:
    try:
        text = path.read_text("utf-8")
        if path.name == "pyproject.toml":
            table = tomllib.loads(text).get("tool", {}).get("ruff")
            return table if isinstance(table, dict) else None
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}  # ruff itself will say what is wrong with it
    except OSError:
        return None


def _required(table: dict[str, Any]) -> tuple[str, ...]:
    imports: list[str] = []
    for place in (table.get("lint"), table):
        isort = place.get("isort") if isinstance(place, dict) else None
        found = isort.get("required-imports") if isinstance(isort, dict) else None
        imports += [str(name) for name in found] if isinstance(found, list) else []
    return tuple(imports)
