"""Repairs of a header that nothing stands under."""

from __future__ import annotations

import re

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.languages.python.syntax import parse
from novaedit.lines import leading_blanks, line_texts
from novaedit.patch.apply import apply_edits

#: How CPython (3.10 and later) says that a block is missing, and below which line.
_NO_BLOCK = re.compile(r"expected an indented block after .+ on line (\d+)")
_TABBED = re.compile(r"^\t", re.MULTILINE)


def blocks(text: str, finding: Diagnostic, first: int, last: int) -> list[tuple[Edit, ...]]:
    """`pass` as the whole block, within lines `first`..`last` (1-based) of a Python file.

    Where the line below is not indented, that line may be meant: it is for the model to say.
    """
    said = _NO_BLOCK.match(finding.message)
    if said is None or not first <= (header := int(said[1])) <= last:
        return []
    lines = line_texts(text)
    above = lines[header - 1] if header <= len(lines) else ""
    step = "\t" if _TABBED.search(text) else "    "
    edit = Edit(header + 1, header, (f"{leading_blanks(above)}{step}pass",))
    error = parse(apply_edits(text, [edit]))
    return [(edit,)] if error is None or error.message != finding.message else []
