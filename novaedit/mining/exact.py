"""Whether edits mend a finding as its rule says, and change nothing that nobody asked for.

A commit changes more than a finding. What else it does near by is unknown to whoever reads the finding alone.
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit

ELSE_TOO = "more than the finding asks for"
NOT_THAT = "not what the finding asks for"

#: What such a finding wants added: this word, with others that may come with it, and nothing taken away.
_ADDS: Mapping[str, tuple[str, Set[str]]] = {
    "B904": ("from", {"as", "None"}),
    "B905": ("strict", {"True", "False"}),
    "B028": ("stacklevel", frozenset("123456789")),
}
#: New names in such a mend: that of the exception.
_NEW_NAMES = {"B904": 1, "E722": 1}
#: What such a finding wants changed: its own line, with the words that are there and these.
_LOCAL: Mapping[str, Set[str]] = {
    "B015": {"assert"},
    "B018": {"_"},
    "B032": set(),
    "E701": set(),
    "E711": {"is", "not", "None"},
    "E712": {"is", "not", "True", "False"},
    "E721": {"is", "not", "isinstance", "type"},
    "E722": set(),
    "E731": {"def", "return"},
    "B007": {"_"},
    "F841": {"_"},
}
#: What must be among the new words.
_NEEDS: Mapping[str, str] = {"B011": "raise", "E711": "is"}
#: Names that come with another syntax: `as e`, `repr(x)`, `print(x, file=y)`.
_SYNTAX: Set[str] = {"e", "exc", "err", "error", "file", "end", "print", "repr"}
#: Arguments in the wrong order: all of them stay.
_ORDER = frozenset({"B026"})
_WORD = re.compile(r"\w+")
_UNUSED = re.compile(r"[Vv]ariable `(\w+)` (?:is assigned|not used)")
_FIRST = re.compile(r"Redefinition of unused `(\w+)` from line (\d+)")


def not_exact(
    diagnostic: Diagnostic, edits: Sequence[Edit], lines: Sequence[str], mended: Sequence[Diagnostic]
) -> str:
    """Why these edits of the file `lines` are no clean mend, or ""; `mended` are all findings that went."""
    code = diagnostic.code or ""
    gone, new = _words(edits, lines)
    if code in _ADDS:
        word, others = _ADDS[code]
        if gone - new or not (new - gone)[word]:
            return NOT_THAT
        names = (new - gone).keys() - {word, *others}
        return ELSE_TOO if len(names) > _NEW_NAMES.get(code, 0) else ""
    if diagnostic.is_syntax_error:
        removed = "\n".join(line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line])
        names = {name for name in new.keys() - _SYNTAX if name not in removed and not keyword.iskeyword(name)}
        return ELSE_TOO if any(not name[0].isdigit() for name in names) and removed.strip() else ""
    if (code in _ORDER and gone != new) or (code in _NEEDS and _NEEDS[code] not in new):
        return NOT_THAT
    if code in _LOCAL:
        names = {name.lstrip("_") for name in new.keys() - gone.keys() - _LOCAL[code]} - gone.keys()
        unused = _UNUSED.search(diagnostic.message)
        if unused and names == {unused[1]}:
            return ""  # it was meant to be used
        many = len(names) > _NEW_NAMES.get(code, 0)
        deleted = code == "B018" and _deletes_more(edits, lines, mended)
        return ELSE_TOO if many or deleted or _elsewhere(edits, lines, mended) else ""
    return NOT_THAT if _loses_import(diagnostic, edits, lines) else ""


def adds_blanks(edit: Edit) -> bool:
    """Whether it inserts blank lines alone."""
    return edit.is_insertion and not any(line.strip() for line in edit.replacement)


def without_blanks(edit: Edit, lines: Sequence[str]) -> Edit:
    """Without the blank lines that come with new code in the place of old: layout, which nobody asked for."""
    gone, new = list(lines[edit.start_line - 1 : edit.end_line]), list(edit.replacement)
    while gone and new and gone[-1].strip() and not new[-1].strip():
        new.pop()
    while gone and new and gone[0].strip() and not new[0].strip():
        new.pop(0)
    return Edit(edit.start_line, edit.end_line, tuple(new))


def _words(edits: Sequence[Edit], lines: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """The words that are removed and those that are added."""
    removed = [line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]]
    added = [line for edit in edits for line in edit.replacement]
    return Counter(_WORD.findall("\n".join(removed))), Counter(_WORD.findall("\n".join(added)))


def _elsewhere(edits: Sequence[Edit], lines: Sequence[str], mended: Sequence[Diagnostic]) -> bool:
    """Whether a line becomes another one on which nothing was found; what is only deleted does not."""
    for edit in edits:
        kept = {"".join(line.split()) for line in edit.replacement}
        for number in range(edit.start_line, edit.end_line + 1) if any(kept) else ():
            line = "".join(lines[number - 1].split())
            if line and line not in kept and not any(d.touches(number, number) for d in mended):
                return True
    return False


def _deletes_more(edits: Sequence[Edit], lines: Sequence[str], mended: Sequence[Diagnostic]) -> bool:
    """Whether code goes on which nothing was found."""
    numbers = (n for edit in edits if not edit.replacement for n in range(edit.start_line, edit.end_line + 1))
    return any(
        lines[n - 1].strip()
        and not lines[n - 1].lstrip().startswith("#")
        and not any(d.touches(n, n) for d in mended)
        for n in numbers
    )


def _loses_import(diagnostic: Diagnostic, edits: Sequence[Edit], lines: Sequence[str]) -> bool:
    """Whether the second definition of a name goes and a mere value, its fallback, stays."""
    told = _FIRST.search(diagnostic.message) if diagnostic.code == "F811" else None
    if told is None or any(line.strip() for edit in edits for line in edit.replacement):
        return False
    first = int(told[2])
    touched = any(edit.start_line <= first <= edit.end_line for edit in edits)
    return not touched and re.match(rf"\s*{told[1]}\s*=", lines[first - 1]) is not None
