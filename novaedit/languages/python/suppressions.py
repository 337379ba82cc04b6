"""Comments and constructs that silence a tool instead of mending the code."""

from __future__ import annotations

import re
from collections import Counter

_SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pyright:\s*ignore|pyright:\s*basic|ty:\s*ignore|ruff:\s*\w+|flake8:\s*noqa"
    r"|pylint:\s*disable|mypy:\s*\S+|pyre-(?:fixme|ignore)|pragma:\s*no\b|nosec|novaedit:\s*\w+|fmt:\s*(?:off|skip)"
    r"|isort:\s*skip|lgtm)",
    re.IGNORECASE,
)
#: What makes a type checker believe anything. `Dict[str, Any]` says something all the same.
_ESCAPE = re.compile(
    r"(?<![\w.])(?<![\[,] )(?<!\[)(?:typing\.|t\.)?Any\b|\bno_type_check\b|\b(?:cast|suppress)\s*\("
)
#: Silences nothing by itself: a name that is used already may be what is missing.
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+\S+[ \t]+)?import\b(?:[ \t]*\([^)]*\)|[^\n;]*)", re.MULTILINE)


def added_suppression(before: str, after: str) -> str:
    """The first suppression that `after` has more of than `before`, or ""."""
    added = _count(_SUPPRESSION, after) - _count(_SUPPRESSION, before)
    if not added:
        added = _count(_ESCAPE, _IMPORT.sub("", after)) - _count(_ESCAPE, _IMPORT.sub("", before))
    return min(added, default="")


def _count(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(" ".join(match.split()).lower() for match in pattern.findall(text))
