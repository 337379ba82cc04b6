"""What must be known of a project's mypy configuration before mypy is run: little."""

from __future__ import annotations

import configparser
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: In the order in which mypy looks for them.
_NAMES = ("mypy.ini", ".mypy.ini", "pyproject.toml", "setup.cfg")


@dataclass(frozen=True, slots=True)
class MypyConfig:
    """The configuration file; whether it says what to check; what it leaves out (regular expressions)."""

    path: Path
    names_targets: bool = False
    exclude: tuple[str, ...] = ()

    def excludes(self, path: str) -> bool:
        """Whether `path` is left out. mypy itself applies this only to files that it finds on its own."""
        return any(re.search(pattern, path) for pattern in self.exclude)


def find_config(root: Path) -> MypyConfig | None:
    """The mypy configuration in the folder `root`, or None when the project does not configure mypy."""
    for name in _NAMES:
        path = root / name
        table = _toml(path) if path.suffix == ".toml" else _ini(path)
        # An own file counts even if it is empty or broken: mypy will say what is wrong with it.
        if table is not None:
            return _config(path, table)
    return None


def _config(path: Path, table: dict[str, Any]) -> MypyConfig:
    exclude = table.get("exclude") or ()
    patterns = (exclude,) if isinstance(exclude, str) else tuple(str(pattern) for pattern in exclude)
    return MypyConfig(
        path=path,
        names_targets=any(table.get(key) for key in ("files", "packages", "modules")),
        exclude=tuple(pattern for pattern in patterns if _is_pattern(pattern)),
    )


def _toml(path: Path) -> dict[str, Any] | None:
    try:
        table = tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("mypy")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    return table if isinstance(table, dict) else None


def _ini(path: Path) -> dict[str, Any] | None:
    parser = configparser.RawConfigParser()
    own = path.name != "setup.cfg"
    try:
        parser.read_string(path.read_text("utf-8"))
    except OSError:
        return None
    except (UnicodeDecodeError, configparser.Error):
        return {} if own else None
    if parser.has_section("mypy"):
        return dict(parser.items("mypy"))
    return {} if own else None


def _is_pattern(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
