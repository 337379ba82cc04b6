"""From a draft and what the tools said of it to a record, or to the reason why not."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Sequence, Set
from dataclasses import replace
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region
from novaedit.errors import PatchError
from novaedit.languages.python.regions import LINES, SIZE, Size
from novaedit.languages.python.regions import region as region_around
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.patch.dsl import NO_EDIT, format_dsl
from novaedit.synth.draft import Draft
from novaedit.synth.hunks import as_hunk
from novaedit.synth.moved import is_asked_for, moved_imports
from novaedit.synth.pyre import as_pyre
from novaedit.synth.rejected import RejectedError
from novaedit.synth.steps import next_step

#: Longer regions cost time for every user; those above the first bound are thinned out.
LONG_REGION = 1250
MAX_REGION = 1800
_KEEP_LONG = 0.3
MAX_CHANGED_LINES = 24
MAX_DIAGNOSTICS = 3
#: Of the type errors so many are told as Pyre tells them.
_AS_PYRE = 0.35
#: Of those so many come as a hunk, which is how collections of such fixes are kept.
_AS_HUNK = 0.5

_UNDEFINED = frozenset({"F821", "F822"})
_WORD = re.compile(r"[^\W\d]\w*")
_KNOWN_WORDS = frozenset(
    [*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "self", "cls", "args", "kwargs"]
)


def build(
    draft: Draft, found: Sequence[Diagnostic], provenance: Provenance, rng: Random, size: Size = SIZE
) -> Example:
    """The record of a draft; `found` are the new diagnostics. Raises RejectedError."""
    if not found:
        raise RejectedError("no new diagnostic")
    found = _ranked(found)
    if draft.family == "names" and found[0].code not in _UNDEFINED:
        raise RejectedError("not an undefined name")
    path = draft.snippet or draft.path
    first, region = _place(draft, [replace(diagnostic, path=path) for diagnostic in found], rng, size)
    check_size(region, rng, size)
    edits = () if draft.keep_broken else _reverse(draft, region)
    ordered = [first, *(d for d in found if not _is_same(d, first) and _shown(d, region))][:MAX_DIAGNOSTICS]
    lines = line_texts(draft.broken)
    if draft.family == "types" and rng.random() < _AS_PYRE:
        ordered = _in_pyre(ordered, lines)
    if edits and not draft.known and not is_guessable(edits, draft.broken, region, ordered):
        raise RejectedError("the answer cannot be seen")
    if draft.known and draft.family == "names" and not is_asked_for(edits, lines, ordered):
        raise RejectedError("imports more than is asked for")
    example = Example(
        kind="synthetic",
        language="python",
        region=region,
        diagnostics=tuple(replace(d, path=path, fix=None) for d in ordered),
        patch_dsl=format_dsl(edits, lines) if edits else NO_EDIT,
        provenance=provenance,
        injector=draft.injector,
    )
    told_by_pyre = ordered[0].source == "pyre"
    return as_hunk(example, rng) if told_by_pyre and rng.random() < _AS_HUNK else example


def _in_pyre(found: Sequence[Diagnostic], lines: Sequence[str]) -> list[Diagnostic]:
    """In Pyre's words what can be said in them; all in mypy's if the first finding cannot."""
    said = [as_pyre(diagnostic, lines) for diagnostic in found]
    return [diagnostic for diagnostic in said if diagnostic] if said[0] else list(found)


def _place(draft: Draft, found: Sequence[Diagnostic], rng: Random, size: Size) -> tuple[Diagnostic, Region]:
    """The finding to ask about, and its region: one that shows the mistake, if there is one."""
    first = found[0] if rng.random() < 0.6 else rng.choice(found[:6])
    edits = diff_edits(draft.broken, draft.clean)
    places = []
    for diagnostic in [first, *(other for other in found[:6] if other is not first)]:
        region = region_around(draft.broken, diagnostic, size)
        if diagnostic.fix is None and region.covers(edits):
            return diagnostic, region
        places.append((diagnostic, region))
    if first.fix is not None:
        raise RejectedError("ruff fixes it itself")
    return places[0]


def _ranked(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Each finding of a line once; undefined names before what follows from them."""
    once = {(d.code, d.line, d.message): d for d in found}
    undefined = [d for d in once.values() if d.code in _UNDEFINED]
    return undefined or list(once.values())


def check_size(region: Region, rng: Random, size: Size = SIZE) -> None:
    """Raise RejectedError when the region is too long; of the long ones keep some."""
    characters = sum(len(line) + 1 for span in region.spans for line in span.lines)
    # The bounds are those of the product's window.
    characters = characters * LINES // size.lines
    if characters > MAX_REGION or (characters > LONG_REGION and rng.random() > _KEEP_LONG):
        raise RejectedError("region too long")
    if any(len(line) > 200 for span in region.spans for line in span.lines):
        raise RejectedError("line too long")


def is_guessable(
    edits: Sequence[Edit],
    broken: str,
    region: Region,
    diagnostics: Sequence[Diagnostic],
    known: Set[str] = frozenset(),
) -> bool:
    """Whether every word that the patch adds can be seen in the prompt or is known to everybody.

    `known` are further words that need not be seen.
    """
    lines = line_texts(broken)
    shown = [line for span in region.spans for line in span.lines] + list(region.related)
    words = set(_WORD.findall("\n".join(shown + [diagnostic.message for diagnostic in diagnostics])))
    for edit in edits:
        removed = "\n".join(lines[edit.start_line - 1 : edit.end_line])
        for word in set(_WORD.findall("\n".join(edit.replacement))):
            if word not in words and word not in _KNOWN_WORDS | known and word not in removed:
                return False
    return True


def _reverse(draft: Draft, region: Region) -> tuple[Edit, ...]:
    edits = diff_edits(draft.broken, draft.clean)
    if draft.family == "syntax" and not region.covers(edits):
        edits = next_step(draft.broken, edits, region)
    elif draft.known and draft.family == "names" and not region.covers(edits):
        edits = moved_imports(draft.clean, draft.broken, region)
    elif not edits or not region.covers(edits):
        raise RejectedError("mistake outside the region")
    elif not _leads_to(draft.broken, edits, draft.clean):
        raise RejectedError("reverse patch is not exact")
    if sum(len(e.replacement) + e.end_line - e.start_line + 1 for e in edits) > MAX_CHANGED_LINES:
        raise RejectedError("change too large")
    return edits


def _leads_to(broken: str, edits: Sequence[Edit], clean: str) -> bool:
    try:
        return apply_edits(broken, edits) == clean
    except PatchError:
        return False


def _shown(diagnostic: Diagnostic, region: Region) -> bool:
    return any(diagnostic.touches(span.start_line, span.end_line) for span in region.spans)


def _is_same(one: Diagnostic, other: Diagnostic) -> bool:
    return (one.code, one.line, one.message) == (other.code, other.line, other.message)
