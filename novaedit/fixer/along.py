"""What a tool mends by itself of what a candidate brought: an import in the wrong place is put in its place.

A model does not know the project's style, and the tool does. So `import re` above the sorted imports is no
reason to refuse it, nor is `Optional[int]` where `int | None` is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from novaedit.diagnostics import Diagnostic, brought
from novaedit.edits import Edit
from novaedit.errors import PatchError
from novaedit.fixer.gates import Verdict
from novaedit.languages.base import Language
from novaedit.patch.apply import apply_edits, diff_edits


def along(
    language: Language, before: str, verdict: Verdict, known: Sequence[Diagnostic]
) -> tuple[Edit, ...] | None:
    """The edits of a refused candidate with the tool's safe fix for one of the findings that it brought.

    None unless these alone are why it was refused, and the tool has such a fix for each, which takes nothing
    away: what is unused now was used before, so the candidate is to blame.
    """
    last = verdict.gates[-1]
    if last.name != "no-new-diagnostics" or last.outcome != "failed":
        return None
    new = brought(known, verdict.found or ())
    fixes = [d.fix for d in new if d.fix is not None and not language.allows_removal(d)]
    if len(fixes) < len(new):
        return None
    try:
        return diff_edits(before, apply_edits(verdict.after, fixes[0]))
    except PatchError:
        return None
