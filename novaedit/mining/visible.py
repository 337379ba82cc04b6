"""Whether a patch can be found at all: every word it adds must be in sight or known to everybody."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region
from novaedit.languages.python.syntax import WORDS

#: Names, and numbers that nobody would guess.
_WORD = re.compile(r"[^\W\d]\w*|\d{2,}")
_KNOWN = frozenset(
    [
        *(*WORDS, *sys.stdlib_module_names),
        *("self", "cls", "args", "kwargs", "stacklevel", "f", "r", "b", "u", "rb", "br", "exc", "err", "e"),
    ]
)

#: What findings tell to write.
_TOLD = frozenset({"strict", "stacklevel"})


def may_be_seen(edit: Edit, code: str, instruction: str | None) -> bool:
    """Whether every word that an edit adds is anywhere in the file at all: cheap, and true of few edits."""
    text = f"{code}\n{instruction or ''}"
    added = {word for line in edit.replacement for word in _WORD.findall(line)}
    return all(word in text for word in added - _KNOWN - _TOLD)


def unseen_words(
    edits: Sequence[Edit], region: Region, diagnostics: Sequence[Diagnostic], instruction: str | None
) -> frozenset[str]:
    """The words that the patch adds and that nothing in the prompt holds."""
    shown = [line for span in region.spans for line in span.lines]
    texts = [*shown, *region.related, *(diagnostic.message for diagnostic in diagnostics), instruction or ""]
    words = set(_WORD.findall("\n".join(texts)))
    added = {word for edit in edits for word in _WORD.findall("\n".join(edit.replacement))}
    return frozenset(added - words - _KNOWN)
