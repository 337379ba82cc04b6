"""Configuration: `[tool.novaedit]` of the nearest pyproject.toml, then `NOVAEDIT_*`; flags go over both."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from novaedit.cli import config_values as read
from novaedit.errors import ConfigError

_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. Keys in the file are the same names with `-` for `_`.

    `max_time` is in seconds; `tools` None means what the project uses, `threads` None what the machine has.
    """

    model: str | None = None
    #: None: what the model says of itself.
    min_confidence: float | None = None
    max_time: float = 60.0
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tools: tuple[str, ...] | None = None
    python: str | None = None
    tests: tuple[str, ...] = ()
    candidates: int = 8
    threads: int | None = None


_FROM_FILE: dict[str, read.Reader] = {
    "model": read.text,
    "min_confidence": read.fraction,
    "max_time": read.seconds,
    "select": read.listed,
    "ignore": read.listed,
    "extend_exclude": read.listed,
    "per_file_ignores": read.globs,
    "tools": read.listed,
    "python": read.text,
    "tests": read.command,
    "candidates": read.count,
    "threads": read.count,
}
_NUMBERS = ("min_confidence", "max_time", "candidates", "threads")
_LISTS = ("select", "ignore", "extend_exclude", "tools")
_PATHS = ("model", "python")
_TOOLS = ("ruff", "mypy")


def load_settings(root: Path, start: Path, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings for a run started in `start` in the repository at `root`.

    Raises ConfigError naming the key and the file (or the variable) on anything that cannot be used.
    """
    return from_environment(from_files(root, start), environ)


def from_files(root: Path, start: Path) -> Settings:
    """The settings of the nearest pyproject.toml that has `[tool.novaedit]`, from `start` up to `root`."""
    for folder in _upwards(root, start):
        file = folder / "pyproject.toml"
        table = _table(file) if file.is_file() else None
        if table is not None:
            return _from_table(table, file)
    return Settings()


def from_environment(settings: Settings, environ: Mapping[str, str]) -> Settings:
    """`settings` with what `NOVAEDIT_*` variables say instead; an empty variable says nothing."""
    values: dict[str, Any] = {}
    for field in fields(Settings):
        name = f"NOVAEDIT_{field.name.upper()}"
        if field.name == "per_file_ignores" or not environ.get(name, "").strip():
            continue
        reader = read.words if field.name in _LISTS else _FROM_FILE[field.name]
        values[field.name] = _read(reader, environ[name], name, "the environment")
    return replace(settings, **values)


def _upwards(root: Path, start: Path) -> list[Path]:
    if start != root and root not in start.parents:
        return [root]
    return [start, *(folder for folder in start.parents if folder == root or root in folder.parents)]


def _table(file: Path) -> Mapping[str, object] | None:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = f"{file}:{line[1]}" if line else f"{file}"
        raise ConfigError(f"{where}: not valid TOML: {_LINE.sub('', str(error))}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: not valid TOML: it is not UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    tool = document.get("tool")
    table = tool.get("novaedit") if isinstance(tool, Mapping) else None
    if table is not None and not isinstance(table, Mapping):
        raise ConfigError(f"{file}: tool.novaedit must be a table")
    return table


def _from_table(table: Mapping[str, object], file: Path) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        field = key.replace("-", "_")
        if "_" in key or field not in _FROM_FILE:
            raise ConfigError(f"{file}: unknown key tool.novaedit.{key}{_suggestion(field)}")
        if field in _NUMBERS and isinstance(value, str):
            value = None  # a quoted number is a mistake in a file, though not in the environment
        values[field] = _read(_FROM_FILE[field], value, f"tool.novaedit.{key}", str(file))
        if field in _PATHS:
            values[field] = _beside(values[field], file)
    return Settings(**values)


def _read(reader: read.Reader, value: object, key: str, place: str) -> object:
    try:
        result = reader(value)
    except ValueError as error:
        raise ConfigError(f"{place}: {key} must be {error}") from None
    if key.lower().endswith("tools") and isinstance(result, tuple):
        for tool in result:
            if tool not in _TOOLS:
                raise ConfigError(f"{place}: {key} knows ruff and mypy, not {tool!r}")
    return result


def _suggestion(field: str) -> str:
    close = difflib.get_close_matches(field, _FROM_FILE, n=1)
    return f" (did you mean {close[0].replace('_', '-')}?)" if close else ""


def _beside(value: str, file: Path) -> str:
    # "base" and "python3" are names; anything with a separator is a path from the file that says it.
    return str(file.parent / value) if "/" in value or os.sep in value else value
