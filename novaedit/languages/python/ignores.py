"""`# novaedit: ignore[CODE, ...]`: the user's word that a finding is to be left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from novaedit.diagnostics import Diagnostic

_IGNORE = re.compile(r"#\s*novaedit:\s*ignore(?:\[([^\]]*)\])?")


def drop_ignored(diagnostics: Iterable[Diagnostic], lines: Mapping[str, Sequence[str]]) -> list[Diagnostic]:
    """Leave out findings whose own line says so. A syntax error cannot be ignored."""
    return [d for d in diagnostics if d.is_syntax_error or not _is_ignored(d, lines.get(d.path, ()))]


def _is_ignored(diagnostic: Diagnostic, lines: Sequence[str]) -> bool:
    number = diagnostic.line or 0
    match = _IGNORE.search(lines[number - 1]) if 0 < number <= len(lines) else None
    if match is None:
        return False
    codes = {code.strip() for code in (match[1] or "").split(",")} - {""}
    return match[1] is None or diagnostic.code in codes
