"""The rdjson format: columns in UTF-8 bytes, suggestions that give the fixed file."""

from __future__ import annotations

import json
from typing import Any

from novaedit.cli.output import rdjson
from novaedit.cli.output.view import View
from novaedit.diagnostics import Diagnostic
from novaedit.fixer.report import Report, Unfixed
from tests.cli.output.reports import APP, make_file, view


def _diagnostics(shown: View) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(rdjson.render(shown))["diagnostics"]
    return found


def test_columns_are_utf8_bytes() -> None:
    content = 'é = "日本"; zz\n'.encode()
    found = Diagnostic("ruff", "F821", "Undefined name `zz`", "a.py", 1, 11, 1, 13)
    shown = View(Report((make_file("a.py", content, (), (Unfixed(found, "gates"),)),)))
    place = _diagnostics(shown)[0]["location"]["range"]
    start, end = place["start"]["column"], place["end"]["column"]
    assert content[start - 1 : end - 1] == b"zz"


def test_suggestions_give_the_fixed_file() -> None:
    content = APP
    for diagnostic in reversed(_diagnostics(view())[:2]):
        (suggestion,) = diagnostic["suggestions"]
        start, end = (_offset(content, suggestion["range"][name]) for name in ("start", "end"))
        content = content[:start] + suggestion["text"].encode() + content[end:]
    assert content == view().report.files[0].change.after


def test_severity_source_and_code() -> None:
    diagnostic = _diagnostics(view())[3]
    assert diagnostic["severity"] == "ERROR"
    assert diagnostic["source"] == {"name": "parser"}
    assert diagnostic["code"] == {"value": "syntax"}


def _offset(content: bytes, place: dict[str, int]) -> int:
    return sum(map(len, content.splitlines(keepends=True)[: place["line"] - 1])) + place["column"] - 1
