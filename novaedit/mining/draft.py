"""What a change may have mended: a finding that went away, its region, the edits that may be the cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from novaedit.diagnostics import Diagnostic, new_findings
from novaedit.edits import Edit, Region
from novaedit.fixer.gates import Subject
from novaedit.languages.base import Files, Language
from novaedit.lines import line_texts
from novaedit.mining.exact import not_exact
from novaedit.mining.extract import Pair
from novaedit.mining.messages import instruction_of
from novaedit.mining.paths import is_test
from novaedit.mining.surroundings import NO_PYTHON
from novaedit.mining.visible import unseen_words
from novaedit.mining.wanted import is_too_large, refused_edits, refused_finding
from novaedit.patch.apply import apply_edits

#: Findings of one file, and sets of edits for one finding, that are looked into.
_MAX_FINDINGS = 8
_MAX_SINGLES = 4
#: A commit of so many hunks is about one thing.
_SMALL = 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """Some of the edits of a change, and the text that they alone make."""

    edits: tuple[Edit, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding that is gone after the change, and the attempts to say why, smallest first."""

    pair: Pair
    diagnostic: Diagnostic
    known: tuple[Diagnostic, ...]
    region: Region
    instruction: str | None
    attempts: tuple[Attempt, ...]


def drafts_of(
    pair: Pair,
    before: Sequence[Diagnostic],
    after: Sequence[Diagnostic],
    edits: Sequence[Edit],
    language: Language,
    rejected: Counter[str],
) -> Iterator[Draft]:
    """A draft for each finding of `before` that is gone in `after`; counts in `rejected` the others."""
    if any(d.is_syntax_error for d in after):
        rejected["does not parse after"] += 1
        return
    instruction = _instruction(pair, edits)
    mended = new_findings(after, before, pair.after, pair.before)
    # Causes first: that a name is unused may be for its misspelt use.
    gone = sorted(mended, key=lambda diagnostic: not diagnostic.may_cause_others)
    for diagnostic in gone[:_MAX_FINDINGS]:
        reason = refused_finding(diagnostic)
        if reason:
            rejected[reason] += 1
            continue
        region = language.region(pair.before, diagnostic)
        if is_too_large(region):
            rejected["region too long"] += 1
            continue
        inside = [edit for edit in edits if region.covers([edit])]
        attempts = tuple(_attempts(pair, region, diagnostic, inside, instruction, gone, rejected))
        if attempts:
            yield Draft(pair, diagnostic, tuple(before), region, instruction, attempts)
        elif not inside:
            rejected["mended outside the region"] += 1


def subject_of(
    pair: Pair,
    diagnostic: Diagnostic | None,
    known: Sequence[Diagnostic],
    region: Region,
    edits: tuple[Edit, ...],
    language: Language,
    files: Files,
    found: tuple[Diagnostic, ...] | None = None,
) -> Subject:
    """The change as a candidate of the product's own gates; `found` is what the tools say of its result."""
    return Subject(
        language=language,
        path=region.path,
        before=pair.before,
        edits=edits,
        region=region,
        diagnostic=diagnostic,
        origin="model",
        known=tuple(known),
        diagnose=lambda _: found,
        files=files,
        python=NO_PYTHON,
    )


def _instruction(pair: Pair, edits: Sequence[Edit]) -> str | None:
    """The message, if the commit is so small that it must speak of the finding's lines."""
    if len(edits) > _SMALL or not all(map(is_test, pair.others)):
        return None
    return instruction_of(pair.message)


def _choices(inside: Sequence[Edit], diagnostic: Diagnostic) -> Iterator[tuple[Edit, ...]]:
    """Each edit by itself, the nearest first; then all of the region together."""
    line = diagnostic.line or 1

    def distance(edit: Edit) -> int:
        return max(edit.start_line - line, line - max(edit.end_line, edit.start_line), 0)

    for edit in sorted(inside, key=distance)[:_MAX_SINGLES]:
        yield (edit,)
    if len(inside) > 1:
        yield tuple(inside)


def _attempts(
    pair: Pair,
    region: Region,
    diagnostic: Diagnostic,
    inside: Sequence[Edit],
    instruction: str | None,
    mended: Sequence[Diagnostic],
    rejected: Counter[str],
) -> Iterator[Attempt]:
    """What is worth asking the tools about; the gates, which cost far more, come after them."""
    lines = line_texts(pair.before)
    for edits in _choices(inside, diagnostic):
        reason = refused_edits(diagnostic, edits, lines)
        if not reason and instruction is None:
            reason = not_exact(diagnostic, edits, lines, mended)
        if reason:
            rejected[reason] += 1
        elif unseen_words(edits, region, [diagnostic], instruction):
            rejected["the answer cannot be seen"] += 1
        else:
            yield Attempt(edits, apply_edits(pair.before, edits))
