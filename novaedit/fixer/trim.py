"""What a fix of a syntax error changes beside it is taken back: brackets, quotes, blanks, names of its lines.

A name may be written wrongly on the way, for behind a bracket the same letters are other tokens than behind
a blank: `print abbr(x)` becomes `print(abbrev(x))`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property

from novaedit.edits import Edit
from novaedit.errors import PatchError
from novaedit.languages.base import Parse
from novaedit.lines import leading_blanks, line_texts, pieces
from novaedit.patch.apply import apply_edits

#: What may be taken back. Words stand for something, what follows a backslash depends on it, and in a
#: comment (or `#!`) anything parses.
_PLAIN = re.compile(r"[^\w\\#!\x80-\U0010ffff]*")
_WORD = re.compile(r"(\w+)")


def trim(before: str, edits: Sequence[Edit], parse: Parse, words: Collection[str]) -> tuple[Edit, ...]:
    """The edits without changes inside a line that the parser does not ask for.

    A name that the file has elsewhere is put back where a word stands for it that the file has nowhere, but
    for `words`, which mean something in every file. At least one change is left in every line that
    has any, for that line was meant to be changed. What the edits made of the file's syntax, good or bad,
    stays as it is.
    """
    lines = line_texts(before)
    trimmed = _Trimmed(before, tuple(edits), parse, words)
    try:
        for number, edit in enumerate(edits):
            old = lines[edit.start_line - 1 : edit.end_line]
            if len(old) == len(edit.replacement):
                for place, line in enumerate(old):
                    trimmed.line(number, place, line)
    except PatchError:
        return tuple(edits)
    return trimmed.edits


class _Trimmed:
    def __init__(self, before: str, edits: tuple[Edit, ...], parse: Parse, words: Collection[str]) -> None:
        self.before, self.edits, self.parse, self.words = before, edits, parse, words

    @cached_property
    def reached(self) -> tuple[str, int | None] | None:
        """The error after all edits; most fixes change nothing that could be taken back and never ask."""
        return self._error(self.edits)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the file has each word."""
        return Counter(_WORD.findall(self.before))

    def line(self, number: int, place: int, old: str) -> None:
        """In one line take every change back without which the parser says the same, one after the other."""
        for backwards in (False, True):  # `[]` beside `()):` is aligned with the wrong bracket one way
            parts = _parts(old, self.edits[number].replacement[place], backwards)
            for index, (was, now) in enumerate(parts):
                others = sum(one != other for one, other in parts) - 1
                if was != now and others > 0 and index and self._is_beside(was, now):
                    fewer = [*parts[:index], (was, was), *parts[index + 1 :]]
                    edits = self._with(number, place, "".join(text for _, text in fewer))
                    if self._error(edits) == self.reached:
                        self.edits, parts = edits, fewer

    def _is_beside(self, was: str, now: str) -> bool:
        if _PLAIN.fullmatch(was + now):
            return True
        names = was.isidentifier() and now.isidentifier()
        return names and self.counts[was] > 1 and not self.counts[now] and now not in self.words

    def _error(self, edits: Sequence[Edit]) -> tuple[str, int | None] | None:
        error = self.parse(apply_edits(self.before, edits))
        return None if error is None else (error.message, error.line)

    def _with(self, number: int, place: int, line: str) -> tuple[Edit, ...]:
        edit = self.edits[number]
        lines = (*edit.replacement[:place], line, *edit.replacement[place + 1 :])
        return (*self.edits[:number], replace(edit, replacement=lines), *self.edits[number + 1 :])


def _parts(old: str, new: str, backwards: bool) -> list[tuple[str, str]]:
    """What a line had and has: the indentation first, whether it differs or not, then every run of tokens.

    Runs of as many words are taken apart at these.
    """
    was, now = leading_blanks(old), leading_blanks(new)
    step = -1 if backwards else 1
    first, second = pieces(old[len(was) :])[::step], pieces(new[len(now) :])[::step]
    runs = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    parts = [("".join(first[a:b][::step]), "".join(second[c:d][::step])) for _, a, b, c, d in runs]
    return [(was, now), *(part for run in parts[::step] for part in _apart(*run))]


def _apart(was: str, now: str) -> list[tuple[str, str]]:
    first, second = _WORD.split(was), _WORD.split(now)
    if len(first) != len(second):
        return [(was, now)]
    return [pair for pair in zip(first, second, strict=True) if any(pair)]
