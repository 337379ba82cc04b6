"""A region as a text of its own that a parser can read, if the cuts at its edges allow it.

A window may begin in the middle of a function. Headers that stand for what is cut off are put before
it, one for each depth that the window comes back to; everything else stays as it is.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from novaedit.dataset.example import Example
from novaedit.dataset.headers import BRACKETS, headers
from novaedit.edits import Edit, Span

#: Lines that are tried to be cut off, head and tail together.
_MOST_CUT = 7


@dataclass(frozen=True, slots=True)
class Fragment:
    """`text`, and for each of its lines the number of the region's line, or None for a header."""

    text: str
    numbers: tuple[int | None, ...]

    def number(self, line: int | None) -> int | None:
        """The region's line for a line of the text (1-based)."""
        return self.numbers[line - 1] if line and line <= len(self.numbers) else None

    def error(self) -> SyntaxError | None:
        """What keeps the text from being parsed, or None."""
        return _error(self.text)

    def may_be_elsewhere(self) -> bool:
        """Whether the text could be read between brackets that were cut off: parameters, arguments, items."""
        bare = "\n".join(
            line for line, number in zip(self.text.split("\n"), self.numbers, strict=False) if number
        )
        return any(_error(f"{before}\n{bare}\n{after}") is None for before, after in BRACKETS)


def _error(text: str) -> SyntaxError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError) as error:
        return SyntaxError(str(error))
    return None


def fragments(example: Example, head: int = 0, tail: int = 0) -> tuple[Fragment, Fragment]:
    """The region before and after the patch, without so many first and last lines of the window.

    Raises PatchError when the patch does not fit.
    """
    before, after = regions(example)
    return _fragment(_cut(before, head, tail)), _fragment(_cut(after, head, tail))


def regions(example: Example) -> tuple[Sequence[Span], Sequence[Span]]:
    """The spans before and after the patch. Raises PatchError when the patch does not fit."""
    edits = example.edits()
    spans = example.region.spans
    return spans, [_patched(span, edits) for span in spans]


def cuts(example: Example) -> Iterator[tuple[int, int]]:
    """How much may be cut off (head, tail), least first: what is edited or complained of stays."""
    window = example.region.window
    kept = [line for d in example.diagnostics[:1] for line in (d.line, d.end_line) if line]
    for edit in example.edits():
        if window.covers(edit):
            kept += [edit.start_line - edit.is_insertion, max(edit.start_line, edit.end_line)]
    kept = [min(max(line, window.start_line), window.end_line) for line in kept] or [window.start_line]
    most = (min(kept) - window.start_line, window.end_line - max(kept))
    for both in range(min(sum(most), _MOST_CUT) + 1):
        for head in range(max(both - most[1], 0), min(both, most[0]) + 1):
            yield head, both - head


def _cut(spans: Sequence[Span], head: int, tail: int) -> list[Span]:
    window = spans[-1]
    lines = window.lines[head : len(window.lines) - tail]
    return [*spans[:-1], Span(window.start_line + head, lines)]


def _patched(span: Span, edits: Sequence[Edit]) -> Span:
    lines = list(span.lines)
    for edit in reversed(edits):
        if span.covers(edit):
            lines[edit.start_line - span.start_line : edit.end_line + 1 - span.start_line] = edit.replacement
    return Span(span.start_line, tuple(lines))


def _fragment(spans: Sequence[Span]) -> Fragment:
    texts: list[str] = []
    numbers: list[int | None] = []
    for span in spans:
        above = headers(span.lines)
        texts += [*above, *span.lines]
        numbers += [*[None] * len(above), *range(span.start_line, span.end_line + 1)]
    return Fragment("".join(f"{text}\n" for text in texts), tuple(numbers))
