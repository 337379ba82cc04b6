"""The suites of cases that come with the package."""

from __future__ import annotations

from pathlib import Path

from novaedit.errors import UsageError

_FOLDER = Path(__file__).parent / "suites"


def suite_file(name: str) -> Path:
    """The file of a suite. Raises UsageError when there is none of that name."""
    file = _FOLDER / f"{name}.jsonl"
    if not file.is_file():
        raise UsageError(f"no such suite: {name!r} (there are {', '.join(suite_names()) or 'none'})")
    return file


def suite_names() -> list[str]:
    """The names of all suites."""
    return sorted(file.stem for file in _FOLDER.glob("*.jsonl"))
