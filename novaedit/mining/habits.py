"""How people's mistakes look, in numbers: what `synth` can be fitted to."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from novaedit.dataset.example import Example
from novaedit.dataset.mistakes import mistakes, place_of


class Habits:
    """Counts of mended findings, by rule, by what was done to the tokens, and by where."""

    def __init__(self) -> None:
        self._rules: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._both: dict[str, Counter[str]] = {}
        self._mended: Counter[str] = Counter()
        self._shown: Counter[str] = Counter()

    def add(self, example: Example) -> None:
        """Count one record with a finding."""
        if not example.diagnostics:
            return
        first = example.diagnostics[0]
        rule = rule_of(first.source, first.code, first.message)
        lines, edits = example.sparse_lines(), example.edits()
        old = [line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]]
        new = [line for edit in edits for line in edit.replacement]
        self._rules[rule] += 1
        for kind in mistakes(old, new):
            self._kinds[kind] += 1
            self._both.setdefault(rule, Counter())[kind] += 1
        self._mended.update(filter(None, map(place_of, new)))
        self._shown.update(filter(None, (place_of(line) for line in lines if line != "\0")))

    def to_json(self) -> dict[str, Any]:
        """The counts, the commonest first; `lines_by_place` tells how many lines were shown in all."""
        both = sorted(self._both.items(), key=lambda item: (-item[1].total(), item[0]))
        return {
            "by_rule": _ranked(self._rules),
            "by_kind": _ranked(self._kinds),
            "by_place": _ranked(self._mended),
            "lines_by_place": _ranked(self._shown),
            "by_rule_and_kind": {rule: _ranked(kinds) for rule, kinds in both},
        }


def rule_of(source: str, code: str | None, message: str) -> str:
    """What a finding is counted as: its code, for the parser its message without names and numbers."""
    return re.sub(r"'[^']*'|\b\d+\b", "_", message) if source == "parser" else code or source


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
