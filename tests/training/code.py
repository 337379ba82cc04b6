"""A small corpus of real code: this project's own modules, one text a line."""

from __future__ import annotations

import json
from pathlib import Path

_PACKAGE = Path(__file__).parents[2] / "novaedit"


def texts(folder: str) -> list[str]:
    """The sources of one of our folders."""
    return [path.read_text(encoding="utf-8") for path in sorted((_PACKAGE / folder).glob("*.py"))]


def write_corpus(path: Path, folder: str = "patch") -> Path:
    """JSONL of those sources."""
    rows = [json.dumps({"text": text}) for text in texts(folder)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
