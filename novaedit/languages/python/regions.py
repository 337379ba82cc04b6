"""Which lines to show, and to let change, for a diagnostic.

Every token of the prompt costs time on a CPU, so a window is a few lines, cut where a neighbouring
function begins. Nothing here needs code that parses: see outline.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.languages.python import outline
from novaedit.languages.python.related import related, undefined_name
from novaedit.languages.python.telling import telling_import
from novaedit.lines import line_texts

#: Lines of a window, if nothing cuts it short.
LINES = 14
MAX_IMPORT_LINES = 8
MAX_IMPORT_CHARACTERS = 300
MAX_NAMED_LINES = 40
MAX_NAMED_CHARACTERS = 2000
#: Spans this near to each other become one: a second span's markers cost more than the lines.
_GAP = 2

#: Of a bracket that is never closed so much is shown from its opening on; of a longer one the end alone.
MAX_OPEN_LINES = 24
MAX_OPEN_CHARACTERS = 1500

_UNCLOSED = "was never closed"
_OPENING = re.compile(rf"{_UNCLOSED}|unterminated|EOF|end of file")
_ON_LINE = re.compile(r"\bon line (\d+)")
_BOUNDARY = re.compile(r"\s*(?:@|(?:async\s+)?def\b|class\b)")
#: Codes of ruff, mypy, pylint, pyright and CPython.
_IMPORT_CODES = frozenset(
    {
        *("F821", "F822", "F403", "F405", "F811", "E402", "name-defined", "used-before-def"),
        *("undefined-variable", "E0602", "no-name-in-module", "E0611", "reportUndefinedVariable"),
        *("NameError", "ImportError", "ModuleNotFoundError"),
    }
)
_IMPORT_MESSAGE = re.compile(
    r"(?i)undefined (?:name|variable|or invalid type|import)|unbound name"
    r"|name \S+ (?:is|may be) (?:not|un)|^[`\"']\w+[`\"'] is not defined"
    r"|module (?:\S+ )?has no attribute|cannot import name|did you forget to import"
    r"|is used but not defined|is not defined as a type|could not find a name"
)


@dataclass(frozen=True, slots=True)
class Size:
    """What follows from the number of lines of a window."""

    lines: int = LINES

    @property
    def before(self) -> int:
        """Lines above the finding's."""
        return self.lines // 2

    @property
    def after(self) -> int:
        """Lines below the finding's first."""
        return self.lines - 1 - self.before

    @property
    def most_before(self) -> int:
        """How far up the window may reach for the header of the function or the opening of a block."""
        return self.before + 5

    @property
    def after_opening(self) -> int:
        """How far down for "'(' was never closed" and open strings: the cause lies below the opening."""
        return self.after + 3

    @property
    def characters(self) -> int:
        """Most characters of a window, line ends included."""
        return 900 * self.lines // LINES


#: What the product shows.
SIZE = Size()


def region(code: str, diagnostic: Diagnostic, size: Size = SIZE) -> Region:
    """The window around `diagnostic`, the import block if a name or import is at stake, related names.

    Of a long bracket that is never closed it is the window around its end, and where it opens. A diagnostic
    without a line gets the function that its message names, else the top of the file.
    """
    lines = line_texts(code)
    if diagnostic.line is None or not lines:
        return _named(lines, diagnostic.path, diagnostic.message)
    window = _function(lines, diagnostic) or _window(lines, diagnostic, size)
    block = _imports(lines, undefined_name(diagnostic.message)) if _about_imports(diagnostic) else None
    opening = _index(lines, diagnostic)
    if window[0] > opening:  # the end of a long bracket: its opening tells which
        block = opening, opening + 1
    span, imports = _join(lines, window, block)
    return Region(diagnostic.path, span, imports, related(code, lines, diagnostic))


def named_region(code: str, path: str, text: str) -> Region:
    """The function or class that `text` (a message, an instruction) names, else the first lines."""
    return _named(line_texts(code), path, text)


def selected_region(code: str, path: str, first: int, last: int) -> Region:
    """The lines `first`..`last` (1-based, inclusive) that a user selected, clipped to the file."""
    lines = line_texts(code)
    return Region(path, _span(lines, max(first, 1) - 1, min(last, len(lines)) - 1))


def _span(lines: Sequence[str], first: int, last: int) -> Span:
    return Span(first + 1, tuple(lines[first : last + 1]))


def _index(lines: Sequence[str], diagnostic: Diagnostic) -> int:
    return min(max((diagnostic.line or 1) - 1, 0), len(lines) - 1)


def _window(lines: Sequence[str], diagnostic: Diagnostic, size: Size) -> tuple[int, int]:
    index = _index(lines, diagnostic)
    last = min(max((diagnostic.end_line or 1) - 1, index), index + 2 * size.after, len(lines) - 1)
    start = max(_start(lines, index, diagnostic, size), 0)
    end = max(index + size.after, last + 2)
    if diagnostic.is_syntax_error:
        end = max(end, index + size.after_opening) if _OPENING.search(diagnostic.message) else end
        if _UNCLOSED in diagnostic.message and (closing := outline.unclosed_end(lines, index)) > end:
            return _unclosed(lines, index, closing, size)
    else:
        end = _before_neighbour(lines, index, last, end)
    return _trim(lines, (start, min(end, len(lines) - 1)), (index, last), size.characters)


def _unclosed(lines: Sequence[str], opening: int, closing: int, size: Size) -> tuple[int, int]:
    """Where a bracket ends that nothing closes, and where it opens if that is near."""
    bottom = min(closing + 2, len(lines) - 1)
    length = sum(len(line) + 1 for line in lines[opening : closing + 1])
    if closing - opening < MAX_OPEN_LINES and length <= MAX_OPEN_CHARACTERS:
        return _trim(lines, (opening, bottom), (opening, closing), MAX_OPEN_CHARACTERS)
    return _trim(lines, (closing - size.before, bottom), (closing, closing), size.characters)


def _function(lines: Sequence[str], diagnostic: Diagnostic) -> tuple[int, int] | None:
    """The whole function around what a test found, if short enough: the cause may be anywhere in it."""
    if diagnostic.source != "pytest":
        return None
    header = outline.enclosing_def(lines, min((diagnostic.line or 1), len(lines)) - 1)
    if header is None:
        return None
    span = _capped(lines, header, outline.block_end(lines, header))
    last = span.end_line - 1
    return (header, last) if last == outline.block_end(lines, header) else None


def _start(lines: Sequence[str], index: int, diagnostic: Diagnostic, size: Size) -> int:
    wanted = [outline.enclosing_def(lines, index)]
    if diagnostic.is_syntax_error:
        wanted += [int(number) - 1 for number in _ON_LINE.findall(diagnostic.message)]
        if "'except' or 'finally'" in diagnostic.message:
            above = range(index - 1, max(index - size.most_before, 0) - 1, -1)
            wanted.append(next((i for i in above if lines[i].strip() == "try:"), None))
    near = [i for i in wanted if i is not None and index - size.most_before <= i <= index]
    return min([index - size.before, *near])


def _before_neighbour(lines: Sequence[str], index: int, last: int, end: int) -> int:
    header = outline.enclosing_def(lines, index)
    if header is None:
        return end
    column = outline.indentation(lines[header])
    for i in range(last + 1, min(end, len(lines) - 1) + 1):
        if _BOUNDARY.match(lines[i]) and outline.indentation(lines[i]) <= column:
            return i - 1
    return end


def _trim(lines: Sequence[str], window: tuple[int, int], kept: tuple[int, int], most: int) -> tuple[int, int]:
    """Drop blank edges, then the lines farthest from `kept`, until at most `most` characters are left."""
    (start, end), (first, last) = window, kept
    size = sum(len(line) + 1 for line in lines[start : end + 1])
    while start < first or end > last:
        above, below = first - start, end - last
        if above and not lines[start].strip():
            drop_top = True
        elif below and not lines[end].strip():
            drop_top = False
        elif size > most:
            drop_top = above > below
        else:
            break
        size -= len(lines[start if drop_top else end]) + 1
        start, end = (start + 1, end) if drop_top else (start, end - 1)
    while size > most and end > first:
        size -= len(lines[end]) + 1
        end -= 1
    return start, end


def _about_imports(diagnostic: Diagnostic) -> bool:
    if diagnostic.is_syntax_error:
        return False
    return diagnostic.code in _IMPORT_CODES or bool(_IMPORT_MESSAGE.search(diagnostic.message))


def _imports(lines: Sequence[str], name: str | None) -> tuple[int, int]:
    """The end of the import block; of a long one what `name`, which is not defined, may have to do with."""
    block = outline.import_block(lines)
    if block is None:
        place = outline.header_end(lines)
        return max(place - 1, 0), min(place, len(lines) - 1)
    first, last = block
    statements = _statements(lines, first, last)
    shown = next((start for start, _ in statements if _is_short(lines, start, last)), None)
    if shown == first:
        return block
    telling = None if name is None else telling_import(lines, statements, name)
    if telling is not None and (shown is None or statements[telling][0] < shown):
        return _around(lines, statements, telling)
    return max(statements[-1][0], last - MAX_IMPORT_LINES + 1) if shown is None else shown, last


def _is_short(lines: Sequence[str], start: int, last: int) -> bool:
    size = sum(len(line) + 1 for line in lines[start : last + 1])
    return last - start < MAX_IMPORT_LINES and size <= MAX_IMPORT_CHARACTERS


def _statements(lines: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    """First and last line of each."""
    found, i = [], first
    while i <= last:
        end = min(outline.statement_end(lines, i), last)
        if lines[i].strip():
            found.append((i, end))
        i = end + 1
    return found


def _around(lines: Sequence[str], statements: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    """One of the statements (its end if it is too long) and those beside it for which there is room."""
    start, end = statements[number]
    start = max(start, end - MAX_IMPORT_LINES + 1)
    for low, high in (*statements[number + 1 :], *reversed(statements[:number])):
        wider = min(start, low), max(end, high)
        if _is_short(lines, *wider):
            start, end = wider
    return start, end


def _join(
    lines: Sequence[str], window: tuple[int, int], block: tuple[int, int] | None
) -> tuple[Span, Span | None]:
    if block is not None and block[1] < window[0] - 1 - _GAP:
        return _span(lines, *window), _span(lines, *block)
    # An import block wholly below the window cannot be shown before it, and is not needed.
    if block is not None and block[0] <= window[1] + 1:
        window = min(window[0], block[0]), max(window[1], block[1])
    return _span(lines, *window), None


def _named(lines: Sequence[str], path: str, text: str) -> Region:
    words = set(re.findall(r"[^\W\d]\w*", text))
    for i, line in enumerate(lines):
        match = outline.DEF_OR_CLASS.match(line)
        if match and match[1] in words:
            return Region(path, _capped(lines, i, outline.block_end(lines, i)))
    return Region(path, _capped(lines, 0, len(lines) - 1))


def _capped(lines: Sequence[str], first: int, last: int) -> Span:
    last = min(last, first + MAX_NAMED_LINES - 1)
    while last > first and sum(len(line) + 1 for line in lines[first : last + 1]) > MAX_NAMED_CHARACTERS:
        last -= 1
    return _span(lines, first, last)
