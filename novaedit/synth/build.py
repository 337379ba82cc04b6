"""From a draft and what the tools said of it to a record, or to the reason why not."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from random import Random

from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.guessable import TYPING, is_guessable
from novaedit.dataset.hunk import as_hunk
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span, changed_lines
from novaedit.errors import PatchError
from novaedit.languages.python.regions import LINES, SIZE, Size
from novaedit.languages.python.regions import region as region_around
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.patch.dsl import NO_EDIT, format_dsl
from novaedit.synth.draft import Draft
from novaedit.synth.injector import Family
from novaedit.synth.moved import is_asked_for, moved_imports
from novaedit.synth.pyre import as_pyre
from novaedit.synth.pyre_types import from_typing
from novaedit.synth.rejected import RejectedError
from novaedit.synth.steps import next_step

#: Longer regions cost time for every user; those above the first bound are thinned out.
LONG_REGION = 1250
MAX_REGION = 1800
_KEEP_LONG = 0.3
MAX_CHANGED_LINES = 24
MAX_DIAGNOSTICS = 3
#: Of the findings so many are told as Pyre tells them, where it has words for them.
_AS_PYRE: dict[Family, float] = {"types": 0.6, "names": 0.08}
#: Of type errors so many come as a hunk, which is how collections of such fixes are kept; of undefined names
#: only those in Pyre's words.
_AS_HUNK: dict[Family, float] = {"types": 0.6, "hints": 0.75}
#: A hunk is a small fix: more changed lines than this are rarely one.
_MAX_HUNK_CHANGED = 12

_UNDEFINED = frozenset({"F821", "F822"})


def build(
    draft: Draft, found: Sequence[Diagnostic], provenance: Provenance, rng: Random, size: Size = SIZE
) -> Example:
    """The record of a draft; `found` are the new diagnostics. Raises RejectedError."""
    found = _ranked(found)
    if not found:
        raise RejectedError("no new diagnostic")
    if draft.family == "names" and found[0].code not in _UNDEFINED:
        raise RejectedError("not an undefined name")
    if draft.family == "hints":
        found = [from_typing(d, rng) if d.source == "pyre" else d for d in found]
    elif draft.family in _AS_PYRE and rng.random() < _AS_PYRE[draft.family]:
        found = _in_pyre(found, line_texts(draft.broken), rng)
    path = draft.snippet or draft.path
    found = [replace(diagnostic, path=path) for diagnostic in found]
    if _wants_hunk(draft, found[0], rng):
        hunk = _hunk(draft, found, provenance, rng, size)
        if hunk is not None:
            return hunk
    return _in_file(draft, found, provenance, rng, size)


def _in_file(
    draft: Draft, found: Sequence[Diagnostic], provenance: Provenance, rng: Random, size: Size
) -> Example:
    """The record with the lines that the product would show."""
    first, region = _place(draft, found, rng, size)
    check_size(region, rng, size)
    edits = () if draft.keep_broken else _reverse(draft, region)
    ordered = [first, *(d for d in found if not _is_same(d, first) and _shown(d, region))][:MAX_DIAGNOSTICS]
    if edits and not draft.known and not is_guessable(edits, draft.broken, region, ordered, _known(draft)):
        raise RejectedError("the answer cannot be seen")
    lines = line_texts(draft.broken)
    if draft.known and draft.family == "names":
        if not is_asked_for(edits, lines, ordered):
            raise RejectedError("imports more than is asked for")
        if any(_comes_too_late(edit, first) for edit in edits):
            raise RejectedError("an import below its use")
    return Example(
        kind="synthetic",
        language="python",
        region=region,
        diagnostics=tuple(replace(d, fix=None) for d in ordered),
        patch_dsl=format_dsl(edits, lines) if edits else NO_EDIT,
        provenance=provenance,
        injector=draft.injector,
    )


def _known(draft: Draft) -> Set[str]:
    return TYPING if draft.family in {"types", "hints"} else frozenset()


def _wants_hunk(draft: Draft, first: Diagnostic, rng: Random) -> bool:
    if draft.keep_broken or draft.snippet:
        return False
    share = 1.0 if first.source == "pyre" and draft.family == "names" else _AS_HUNK.get(draft.family, 0.0)
    return rng.random() < share


def _hunk(
    draft: Draft, found: Sequence[Diagnostic], provenance: Provenance, rng: Random, size: Size
) -> Example | None:
    """The record as a piece of the file around the change; None where it makes none. Raises RejectedError."""
    lines = line_texts(draft.broken)
    edits = diff_edits(draft.broken, draft.clean)
    changed = changed_lines(edits)
    if not edits or changed > _MAX_HUNK_CHANGED or not _leads_to(draft.broken, edits, draft.clean):
        return None
    whole = Example(
        kind="synthetic",
        language="python",
        region=Region(found[0].path, Span(1, tuple(lines))),
        diagnostics=(replace(_nearest(found, edits, rng), fix=None),),
        patch_dsl=format_dsl(edits, lines),
        provenance=provenance,
        injector=draft.injector,
    )
    example = as_hunk(whole, lines, rng)
    if example is None:
        return None
    check_size(example.region, rng, size)
    text = "".join(f"{line}\n" for line in example.region.window.lines)
    shown = example.region.window
    if not draft.known and not is_guessable(
        example.edits(),
        "\n" * (shown.start_line - 1) + text,
        example.region,
        example.diagnostics,
        _known(draft),
    ):
        raise RejectedError("the answer cannot be seen")
    return example


def _nearest(found: Sequence[Diagnostic], edits: Sequence[Edit], rng: Random) -> Diagnostic:
    """One of the findings at the change, else one of those that are nearest to it."""
    lines = [line for edit in edits for line in (edit.start_line, edit.end_line)]
    away = [min(abs((d.line or 1) - line) for line in lines) for d in found]
    return rng.choice([d for d, distance in zip(found, away, strict=True) if distance <= max(min(away), 1)])


def _in_pyre(found: Sequence[Diagnostic], lines: Sequence[str], rng: Random) -> list[Diagnostic]:
    """In Pyre's words what can be said in them; all in the tool's own if the first finding cannot."""
    said = [as_pyre(diagnostic, lines, rng) for diagnostic in found]
    return [from_typing(diagnostic, rng) for diagnostic in said if diagnostic] if said[0] else list(found)


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
    """Each finding of a line once; undefined names before what follows from them.

    What only wants an annotation says nothing of the mistake.
    """
    once = {(d.code, d.line, d.message): d for d in found if d.code != "var-annotated"}
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
    if changed_lines(edits) > MAX_CHANGED_LINES:
        raise RejectedError("change too large")
    return edits


def _comes_too_late(edit: Edit, first: Diagnostic) -> bool:
    """Whether an import that moved into the region stands below the name that it is for."""
    return edit.is_insertion and first.line is not None and edit.start_line > first.line


def _leads_to(broken: str, edits: Sequence[Edit], clean: str) -> bool:
    try:
        return apply_edits(broken, edits) == clean
    except PatchError:
        return False


def _shown(diagnostic: Diagnostic, region: Region) -> bool:
    return any(diagnostic.touches(span.start_line, span.end_line) for span in region.spans)


def _is_same(one: Diagnostic, other: Diagnostic) -> bool:
    return (one.code, one.line, one.message) == (other.code, other.line, other.message)
