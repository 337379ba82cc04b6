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
    r"(?<![\w.])(?<![\[,] )(?<!\[)(?:typing\.|t\.)?Any\b|\b(?:cast|no_type_check|suppress)\b"
)
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+\S+[ \t]+)?import\b(?:[ \t]*\([^)]*\)|[^\n;(]*)", re.MULTILINE)
_OTHER_NAME = re.compile(r"\bas\b")


def added_suppression(before: str, after: str) -> str:
    """The first suppression that `after` has more of than `before`, or ""."""
    added = _count(_SUPPRESSION, after) - _count(_SUPPRESSION, before)
    if not added:
        added = _count(_ESCAPE, _without_imports(after)) - _count(_ESCAPE, _without_imports(before))
    return min(added, default="")


def _without_imports(text: str) -> str:
    """An import silences nothing, for a name that is used already may be missing; unless it gives another."""
    return _IMPORT.sub(lambda found: found[0] if _OTHER_NAME.search(found[0]) else "", text)


def _count(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(" ".join(match.split()).lower() for match in pattern.findall(text))
