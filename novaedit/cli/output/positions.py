"""Places in a text as other formats want them: columns, edits as character ranges, lines after a fix."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from novaedit.cli.output.view import View, answers, shifted
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.fixer.report import FileReport
from novaedit.lines import line_texts, split_lines
from novaedit.patch.apply import apply_edits

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Place:
    """A position: 1-based line and 1-based column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace the characters from `start` up to, not including, `end` by `text`."""

    start: Place
    end: Place
    text: str


def decoded(content: bytes) -> str:
    """The bytes as text without a byte order mark; what is not UTF-8 survives as surrogates."""
    return content.removeprefix(_BOM).decode("utf-8", "surrogateescape")


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """`content` after `edits`; a byte order mark stays where it is."""
    mark = _BOM if content.startswith(_BOM) else b""
    text = apply_edits(decoded(content), sorted(set(edits)))
    return mark + text.encode("utf-8", "surrogateescape")


def text_edits(content: bytes, edits: tuple[Edit, ...]) -> list[TextEdit]:
    """Whole-line edits of `content` as character ranges, line endings included.

    A byte order mark is not counted, as in ruff and in editors.
    """
    text = decoded(content)
    return [_text_edit(text, edit) for edit in edits]


def _text_edit(text: str, edit: Edit) -> TextEdit:
    result = apply_edits(text, [edit])
    pairs = split_lines(text)
    head = sum(len(a) + len(b) for a, b in pairs[: edit.start_line - 1])
    tail = sum(len(a) + len(b) for a, b in pairs[edit.end_line :])
    if result[:head] != text[:head] or result[len(result) - tail :] != text[len(text) - tail :]:
        # At the open end of a file the line before gains or loses its ending: what differs, then.
        head, tail = _common_ends(text, result)
    places = _Places(text)
    return TextEdit(places.of(head), places.of(len(text) - tail), result[head : len(result) - tail])


def _common_ends(old: str, new: str) -> tuple[int, int]:
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    return head, tail


class _Places:
    """Offsets of one text as places."""

    def __init__(self, text: str) -> None:
        lengths = (len(content) + len(ending) for content, ending in split_lines(text))
        self._starts = [0, *itertools.accumulate(lengths)]
        if text and text[-1] not in "\r\n":
            self._starts.pop()

    def of(self, offset: int) -> Place:
        line = bisect.bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


def byte_column(content: bytes, place: Place) -> int:
    """`place`'s column in UTF-8 bytes, a mark's too; past the end of the line it stays as far past."""
    lines = line_texts(decoded(content))
    text = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    before = text[: place.column - 1]
    mark = len(_BOM) if place.line == 1 and content.startswith(_BOM) else 0
    return mark + len(before.encode("utf-8", "surrogateescape")) + place.column - len(before)


def current(view: View, file: FileReport, diagnostic: Diagnostic) -> Diagnostic:
    """`diagnostic` where it is now: moved by the file's fixes once they were applied."""
    if file.path not in view.written or diagnostic.line is None:
        return diagnostic
    edits = [edit for answer in answers(file) for edit in answer.fix.candidate.patch.edits]
    end = diagnostic.end_line
    return replace(
        diagnostic,
        line=shifted(diagnostic.line, edits),
        end_line=None if end is None else shifted(end, edits),
    )


def current_content(view: View, file: FileReport) -> bytes:
    """The file's bytes as they are now."""
    return file.change.after if file.path in view.written else file.change.before
