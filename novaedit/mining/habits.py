"""How people's mistakes look, in numbers: what `synth` can be fitted to."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from novaedit.dataset.example import Example

#: Changes of more tokens than this are counted as `rewrite`: no single habit made them.
_MAX_CHANGES = 3
_TOKEN = re.compile(
    r"""(?P<text>[rbfuRBFU]{0,2}(?:\"[^"\\\n]*(?:\\.[^"\\\n]*)*\"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'))|(?P<word>[^\W\d]\w*)"""
    r"""|(?P<number>\d[\w.]*)|(?P<comment>\#.*)|(?P<sign>\*\*|//|->|:=|[=!<>+\-*/%|&^@]=|<<|>>|\.\.\.|[^\w\s])"""
)


class Habits:
    """Counts of mended findings, by rule and by what was done to the tokens."""

    def __init__(self) -> None:
        self._rules: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._both: dict[str, Counter[str]] = {}

    def add(self, example: Example) -> None:
        """Count one record with a finding."""
        if not example.diagnostics:
            return
        first = example.diagnostics[0]
        rule = first.message if first.source == "parser" else first.code or first.source
        rule = re.sub(r"'[^']*'|\b\d+\b", "_", rule) if first.source == "parser" else rule
        self._rules[rule] += 1
        for kind in mistakes_of(example):
            self._kinds[kind] += 1
            self._both.setdefault(rule, Counter())[kind] += 1

    def to_json(self) -> dict[str, Any]:
        """The counts, the commonest first."""
        both = sorted(self._both.items(), key=lambda item: (-item[1].total(), item[0]))
        return {
            "by_rule": _ranked(self._rules),
            "by_kind": _ranked(self._kinds),
            "by_rule_and_kind": {rule: _ranked(kinds) for rule, kinds in both},
        }


def mistakes_of(example: Example) -> list[str]:
    """What had been done wrong, seen from the right text: `lost )`, `surplus ,`, `name for name`, ..."""
    lines = example.sparse_lines()
    edits = example.edits()
    old = [line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]]
    new = [line for edit in edits for line in edit.replacement]
    wrong, right = _tokens(old), _tokens(new)
    if wrong == right:
        return (
            ["indentation"]
            if [_indent(line) for line in old] != [_indent(line) for line in new]
            else ["layout"]
        )
    if right and right[0] in (("word", "import"), ("word", "from")) and not wrong:
        return ["lost import"]
    changes = [
        opcode
        for opcode in SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes()
        if opcode[0] != "equal"
    ]
    if sum(max(o[2] - o[1], o[4] - o[3]) for o in changes) > _MAX_CHANGES:
        return ["rewrite"]
    return [_name(right[i:j], wrong[k:m]) for _, i, j, k, m in changes]


def _tokens(lines: Sequence[str]) -> list[tuple[str, str]]:
    return [(str(m.lastgroup), m.group()) for line in lines for m in _TOKEN.finditer(line)]


def _name(right: Sequence[tuple[str, str]], wrong: Sequence[tuple[str, str]]) -> str:
    if not wrong:
        return f"lost {_shown(right)}"
    if not right:
        return f"surplus {_shown(wrong)}"
    return f"{_shown(wrong)} for {_shown(right)}"


def _shown(tokens: Sequence[tuple[str, str]]) -> str:
    """Signs and keywords as they are, everything else by its kind."""
    return " ".join(
        text if kind == "sign" or keyword.iskeyword(text) else "name" if kind == "word" else kind
        for kind, text in tokens
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
