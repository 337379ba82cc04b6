"""Diagnostic: one finding of a tool, and how findings are matched between two contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from novaedit.edits import Edit
from novaedit.lines import line_texts

#: Codes that every tool uses for "this does not parse".
SYNTAX_CODES = frozenset({"invalid-syntax", "syntax", "E999", "E902"})

#: Codes for a name that nothing defines.
UNDEFINED_CODES = frozenset({"F821", "F822", "name-defined"})

_LINE_REFERENCE = re.compile(r"\bline \d+")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one tool.

    `path` is relative to the repository root, with `/`. Lines and columns are 1-based;
    columns count code points and are hints only. `fix` is the tool's own safe fix as whole-line
    edits of the content it was reported for, or None.
    """

    source: str
    code: str | None
    message: str
    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    fix: tuple[Edit, ...] | None = None

    @property
    def is_syntax_error(self) -> bool:
        """Whether the finding is that the file does not parse."""
        return self.source == "parser" or self.code in SYNTAX_CODES

    @property
    def may_cause_others(self) -> bool:
        """Whether other findings may be mere symptoms of it: a misspelt use leaves the real name unused."""
        return self.is_syntax_error or self.code in UNDEFINED_CODES

    def touches(self, first: int, last: int) -> bool:
        """Whether the finding's lines meet `first`..`last` (inclusive)."""
        if self.line is None:
            return False
        return self.line <= last and first <= (self.end_line or self.line)


#: A finding without its place: source, code, message.
Key = tuple[str, str | None, str]

#: What identifies a finding in another content: its key and the text of its line.
Fingerprint = tuple[str, str | None, str, str]


def finding_key(diagnostic: Diagnostic) -> Key:
    """What a finding says, without line numbers: how findings are counted before and after a change."""
    return (diagnostic.source, diagnostic.code, _LINE_REFERENCE.sub("line", diagnostic.message))


def fingerprint(diagnostic: Diagnostic, lines: Sequence[str]) -> Fingerprint:
    """Identify `diagnostic` without line numbers, so that moving code does not make it new.

    `lines` are the texts of the content it was reported for.
    """
    number = diagnostic.line or 0
    text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return (*finding_key(diagnostic), text)


def new_findings(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], text_before: str, text_after: str
) -> list[Diagnostic]:
    """Those of `after` that are not in `before`, matched without line numbers."""
    old, new = line_texts(text_before), line_texts(text_after)
    known = (fingerprint(diagnostic, old) for diagnostic in before)
    return _beyond(known, after, lambda diagnostic: fingerprint(diagnostic, new))


def brought(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same, whatever their lines say: of several alike the last ones."""
    return _beyond(map(finding_key, before), after, finding_key)


def _beyond(
    known: Iterable[Hashable], after: Sequence[Diagnostic], mark: Callable[[Diagnostic], Hashable]
) -> list[Diagnostic]:
    left = Counter(known)
    new = []
    for diagnostic in after:
        key = mark(diagnostic)
        if left[key]:
            left[key] -= 1
        else:
            new.append(diagnostic)
    return new
