"""What can be told of Python source line by line, so that it works on code that does not parse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from novaedit.lines import leading_blanks

DEF = re.compile(r"\s*(?:async\s+)?def\s+(\w+)")
DEF_OR_CLASS = re.compile(r"\s*(?:(?:async\s+)?def|class)\s+(\w+)")

_STRING_OPENING = re.compile(r"""(?i)[rbuf]{0,2}(\"{3}|'{3})""")
_IMPORT = re.compile(r"(?:import|from)\b")
#: What may stand among the imports at the top of a file without ending them.
_AMONG_IMPORTS = re.compile(r"(?:#|if\b|else\b|elif\b|try\b|except\b|finally\b|with\b|__\w+__\s*[=:])")


def indentation(line: str) -> int:
    """Columns of leading blanks, a tab counted as Python does: up to the next multiple of 8."""
    return len(leading_blanks(line).expandtabs(8))


def enclosing_def(lines: Sequence[str], index: int) -> int | None:
    """Index of the header of the innermost function around line `index` (0-based), or None.

    A `def` line encloses itself.
    """
    if index < len(lines) and DEF.match(lines[index]):
        return index
    limit: int | None = None
    for i in range(min(index, len(lines) - 1), -1, -1):
        line = lines[i]
        if not line.strip():
            continue
        column = indentation(line)
        if limit is None:
            limit = column
        elif column < limit and not _continues(line):
            if DEF.match(line):
                return i
            limit = column
        if limit == 0:
            return None
    return None


def block_end(lines: Sequence[str], header: int) -> int:
    """Index of the last line of the block that the header at `header` opens."""
    column = indentation(lines[header])
    last = header
    depth = _depth(lines[header])
    for i in range(header + 1, len(lines)):
        line = lines[i]
        if depth > 0:  # the header itself goes on over several lines
            depth += _depth(line)
            last = i
        elif line.strip():
            if indentation(line) <= column and not _continues(line):
                break
            last = i
    return last


def unclosed_end(lines: Sequence[str], opening: int) -> int:
    """Index of the last line before the next statement, for a bracket that line `opening` opens."""
    column = indentation(lines[opening])
    last = opening
    for i in range(opening + 1, len(lines)):
        if lines[i].strip():
            if indentation(lines[i]) <= column and not _continues(lines[i]):
                break
            last = i
    return last


def signature(lines: Sequence[str], header: int, limit: int) -> str:
    """The `def` statement at `header` on one line, at most `limit` characters."""
    text, depth = "", 0
    for line in lines[header : header + 20]:
        text += " " + line.strip()
        depth += _depth(line)
        if depth <= 0 or len(text) > limit:
            break
    text = " ".join(text.split()).replace("( ", "(").replace(", )", ")")
    return text[:limit]


def import_block(lines: Sequence[str]) -> tuple[int, int] | None:
    """Indices (first, last) of the top-level imports that open the file, or None."""
    first = last = None
    i = header_end(lines)
    while i < len(lines):
        line = lines[i]
        if _IMPORT.match(line):
            first = i if first is None else first
            last = i = statement_end(lines, i)
        elif line.startswith("__"):  # __all__ = [...], __version__ = ...
            i = statement_end(lines, i)
        elif line.strip() and line[0] not in " \t\f)" and not _AMONG_IMPORTS.match(line):
            break
        i += 1
    return None if first is None or last is None else (first, last)


def header_end(lines: Sequence[str]) -> int:
    """Index of the first line after shebang, encoding, comments and module docstring."""
    i = _skip_comments(lines, 0)
    if i < len(lines):
        end = _string_end(lines, i)
        if end is not None:
            return end + 1
    return i


def statement_end(lines: Sequence[str], start: int) -> int:
    """Index of the last line of the statement at `start`, by brackets and backslashes.

    A bracket that is never closed ends its statement at once: the code may be broken.
    """
    depth = 0
    for i in range(start, min(len(lines), start + 200)):
        if i > start and not lines[i][:1].isspace() and _IMPORT.match(lines[i]):
            return start
        depth += _depth(lines[i])
        if depth <= 0 and not lines[i].rstrip().endswith("\\"):
            return i
    return start


def _skip_comments(lines: Sequence[str], start: int) -> int:
    for i in range(start, len(lines)):
        text = lines[i].removeprefix("\ufeff").strip()
        if text and not text.startswith("#"):
            return i
    # Nothing but comments: a first import would go after them.
    return len(lines)


def _string_end(lines: Sequence[str], start: int) -> int | None:
    line = lines[start].removeprefix("\ufeff")
    opening = _STRING_OPENING.match(line)
    if opening is None:
        return start if re.match(r"""(?i)[rbu]?(?:"[^"]*"|'[^']*')\s*(?:#.*)?$""", line) else None
    quotes = opening[1]
    if quotes in line[opening.end() :]:
        return start
    for i in range(start + 1, len(lines)):
        if quotes in lines[i]:
            return i
    return start


def _continues(line: str) -> bool:
    """Whether the indentation of `line` says nothing: a comment, or the end of something in brackets."""
    return line.lstrip().startswith("#") or _depth(line) < 0


def _depth(line: str) -> int:
    code = line.split("#", 1)[0]
    return sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
