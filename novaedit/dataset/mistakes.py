"""What had been done wrong, told from the wrong lines and the right ones; and where in code it was done."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from novaedit.lines import leading_blanks

#: Changes of more tokens than this are a `rewrite`: no single habit made them.
_MAX_CHANGES = 3
_TOKEN = re.compile(
    r"""(?P<text>[rbfuRBFU]{0,2}(?:\"[^"\\\n]*(?:\\.[^"\\\n]*)*\"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'))|(?P<word>[^\W\d]\w*)"""
    r"""|(?P<number>\d[\w.]*)|(?P<comment>\#.*)|(?P<sign>\*\*|//|->|:=|[=!<>+\-*/%|&^@]=|<<|>>|\.\.\.|[^\w\s])"""
)
_ASSIGNMENT = re.compile(r"[\w.\[\], ]+?(?::[^=]+)?[-+*/%&|^]?=(?!=)")


def mistakes(wrong_lines: Sequence[str], right_lines: Sequence[str]) -> list[str]:
    """The mistakes, seen from the right text: `lost )`, `surplus ,`, `name for name`, `indentation`, ..."""
    wrong, right = _tokens(wrong_lines), _tokens(right_lines)
    if wrong == right:
        moved = [*map(leading_blanks, wrong_lines)] != [*map(leading_blanks, right_lines)]
        return ["indentation"] if moved else ["layout"]
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


def place_of(line: str) -> str:
    """What a line begins with: a keyword, `@`, `assignment`, `closing bracket`, else `expression`.

    Empty for a line without code.
    """
    text = line.strip()
    word = re.match(r"[^\W\d]\w*", text)
    if not text or text.startswith("#"):
        return ""
    if word and keyword.iskeyword(word[0]):
        return "import" if word[0] == "from" else word[0]
    if text[0] == "@":
        return "@"
    if text[0] in ")]}":
        return "closing bracket"
    return "assignment" if _ASSIGNMENT.match(text) else "expression"


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
