"""Repairs of a header that nothing stands under, and of a `try` that nothing follows."""

from __future__ import annotations

import re

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.languages.python.syntax import parse
from novaedit.lines import leading_blanks, line_texts
from novaedit.patch.apply import apply_edits

#: How CPython (3.10 and later) says that a block is missing, and below which line.
_NO_BLOCK = re.compile(r"expected an indented block after .+ on line (\d+)")
_NO_CLAUSE = "expected 'except' or 'finally' block"
_TRY = re.compile(r"[ \t]*try[ \t]*:[ \t]*$")
_TABBED = re.compile(r"^\t", re.MULTILINE)


def blocks(text: str, finding: Diagnostic, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Edits within lines `first`..`last` (1-based) of a Python file: `pass` as the whole block; no `try`.

    Where the line below is not indented, that line may be meant: it is for the model to say.
    """
    if finding.message == _NO_CLAUSE:
        return _without_try(text, finding.line or 0, first, last)
    said = _NO_BLOCK.match(finding.message)
    if said is None or not first <= (header := int(said[1])) <= last:
        return []
    lines = line_texts(text)
    above = lines[header - 1] if header <= len(lines) else ""
    step = "\t" if _TABBED.search(text) else "    "
    edit = Edit(header + 1, header, (f"{leading_blanks(above)}{step}pass",))
    error = parse(apply_edits(text, [edit]))
    return [(edit,)] if error is None or error.message != finding.message else []


def _without_try(text: str, line: int, first: int, last: int) -> list[tuple[Edit, ...]]:
    """The block of the nearest `try` above `line`, without it."""
    lines = line_texts(text)
    header = next((n for n in range(min(line, len(lines)), 0, -1) if _TRY.match(lines[n - 1])), 0)
    column = len(leading_blanks(lines[header - 1])) if header else 0
    end = header
    while end < len(lines) and (not lines[end].strip() or len(leading_blanks(lines[end])) > column):
        end += 1
    while end > header and not lines[end - 1].strip():
        end -= 1
    if end == header or not first <= header <= end <= last:
        return []
    body = lines[header:end]
    step = len(leading_blanks(next(filter(str.strip, body)))) - column
    edit = Edit(header, end, tuple(row[step:] if row[:step].isspace() else row for row in body))
    error = parse(apply_edits(text, [edit]))
    return [(edit,)] if error is None or error.message != _NO_CLAUSE else []
