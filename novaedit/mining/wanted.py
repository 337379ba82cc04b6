"""Which findings, edits and regions are worth learning from, told before any tool is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, changed_lines

MAX_REGION = 1500
MAX_LINE = 200
MAX_CHANGED_LINES = 12
#: Authors live with these: `synth` teaches to leave them alone, and so must we.
_LEFT_ALONE = frozenset({"F403", "F405", "E402", "E741"})
#: Which exception is raised instead of any, only running the code tells.
_UNTOLD = frozenset({"B017"})
_DEFAULT_MADE = re.compile(r"\bis (?:not )?None\b|=\s*\w+ or\b|\bif not \w+:|=\s*\(\)")
_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")


def refused_finding(diagnostic: Diagnostic) -> str:
    """Why a finding is not the model's business, or ""."""
    if diagnostic.fix is not None:
        return "ruff fixes it itself"
    if diagnostic.code in _LEFT_ALONE or (
        diagnostic.code == "F401" and diagnostic.path.endswith("__init__.py")
    ):
        return "left alone as a rule"
    return "the answer cannot be known" if diagnostic.code in _UNTOLD else ""


def refused_edits(diagnostic: Diagnostic, edits: Sequence[Edit], lines: Sequence[str]) -> str:
    """Why nobody should learn to mend a finding of the file `lines` by these edits, or ""."""
    if changed_lines(edits) > MAX_CHANGED_LINES:
        return "change too large"
    if _only_blanks(edits, lines):
        return "layout only"
    if diagnostic.may_cause_others and _only_deletes(edits, lines):
        return "broken line deleted"
    if _comments_out(edits, lines):
        return "commented out"
    if diagnostic.code == "B006" and not _replaces_default(edits):
        return "half a fix"
    return ""


def _replaces_default(edits: Sequence[Edit]) -> bool:
    """Whether what was a mutable default is made in the body now, which no linter asks for."""
    added = "\n".join(line for edit in edits for line in edit.replacement)
    return _DEFAULT_MADE.search(added) is not None


def _comments_out(edits: Sequence[Edit], lines: Sequence[str]) -> bool:
    """Whether a line of code lives on as a comment."""
    gone = {line.strip() for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]}
    added = (line.strip() for edit in edits for line in edit.replacement)
    return any(line.startswith("#") and line.lstrip("# ") in gone for line in added)


def _only_deletes(edits: Sequence[Edit], lines: Sequence[str]) -> bool:
    """Whether code is removed and nothing comes in its place; the marks of a merge conflict are no code."""
    gone = [line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]]
    return not any(line.strip() for edit in edits for line in edit.replacement) and any(
        re.search(r"\w", line) and not _MARK.match(line) for line in gone
    )


def _only_blanks(edits: Sequence[Edit], lines: Sequence[str]) -> bool:
    """Whether nothing but blank lines comes or goes."""
    gone = [line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]]
    new = [line for edit in edits for line in edit.replacement]
    return [line.rstrip() for line in gone if line.strip()] == [line.rstrip() for line in new if line.strip()]


def is_layout(edits: Sequence[Edit], lines: Sequence[str]) -> bool:
    """Whether only blanks and quotation marks differ: a formatter's work, if the code parsed before."""
    old = [line for edit in edits for line in lines[edit.start_line - 1 : edit.end_line]]
    new = [line for edit in edits for line in edit.replacement]
    return _bare(old) == _bare(new)


def _bare(lines: Sequence[str]) -> str:
    return "".join("".join(lines).replace("'", '"').split())


def is_too_large(region: Region) -> bool:
    """Whether a region has more text than a prompt should."""
    lines = [line for span in region.spans for line in span.lines]
    return sum(len(line) + 1 for line in lines) > MAX_REGION or any(len(line) > MAX_LINE for line in lines)
