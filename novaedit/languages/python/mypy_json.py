"""Reading what mypy writes with `--output json`, and the plain lines that it still writes beside it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from typing import Any

from novaedit.diagnostics import Diagnostic

#: mypy before 1.20 wrote syntax errors as text whatever the output format.
_PLAIN = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?:(?P<column>\d+):)? error: (?P<text>.*)")
_CODE = re.compile(r"  \[([a-z0-9-]+)\]$")
_SOURCE = re.compile(r"""Found source: .*?\bpath=('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
#: Hints that say what is meant belong to the message, and what a type is in full; links to the manual don't.
_HINT = re.compile(r"(?i)(maybe|perhaps|did you|use |consider|try |(?:left|right) operand is of type)")


def read_line(row: bytes, path_of: Callable[[str], str]) -> Diagnostic | None:
    """One line of mypy's standard output; None for notes and for lines that are no finding.

    Lines can be trusted. Columns are hints: they are off on lines with non-ASCII text.
    """
    text = row.decode("utf-8", "replace").strip()
    if text.startswith("{"):
        try:
            return _from_json(json.loads(text), path_of)
        except (ValueError, KeyError, TypeError):
            return None
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    code = _CODE.search(match["text"])
    return Diagnostic(
        source="mypy",
        code=code[1] if code else "syntax",
        message=_CODE.sub("", match["text"]),
        path=path_of(match["file"]),
        line=int(match["line"]),
        column=int(match["column"]) if match["column"] else None,
        end_line=int(match["line"]),
    )


def read_sources(log: str) -> list[str]:
    """The files that mypy set out to check, from its log (`--verbose`)."""
    return [str(ast.literal_eval(match[1])) for match in _SOURCE.finditer(log)]


def _from_json(record: dict[str, Any], path_of: Callable[[str], str]) -> Diagnostic | None:
    if record.get("severity", "error") != "error":
        return None
    line = record["line"] if record["line"] > 0 else None
    end = record.get("end_line") or 0
    hint = record.get("hint") or ""
    # A function's finding ends where its body does: the header is what it is about.
    is_short = line is not None and line <= end <= line + _LONGEST
    return Diagnostic(
        source="mypy",
        code=record["code"],
        message=f"{record['message']} ({hint.splitlines()[0]})" if _HINT.match(hint) else record["message"],
        path=path_of(record["file"]),
        line=line,
        column=record["column"] + 1 if line and record["column"] >= 0 else None,
        end_line=end if is_short else line,
        end_column=record["end_column"] if is_short and record.get("end_column", 0) > 0 else None,
    )


_LONGEST = 10
