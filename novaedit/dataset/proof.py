"""Whether a record's patch does what it says, by asking the parser and ruff again.

A record holds a few lines, not the file. So a question is decided only where the answer cannot depend
on what is cut off: a finding must be there in the lines as they were before it can be said to stay.
mypy's findings depend on other files and are left undecided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from novaedit.dataset.example import Example
from novaedit.dataset.fragment import Fragment, cuts, fragments
from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.bulk import ruff_on
from novaedit.patch.dsl import NO_EDIT

#: What the lines that are cut off may cause as well as the mistake: their other bracket, quote or block.
_AT_THE_EDGES = re.compile(r"unmatched|never closed|does not match|unterminated|indent")


TestResult = Literal["passes", "fails", "undecided"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of one record. `parses` and `resolved` are None where it cannot be decided.

    `test` is what became of a test that the record adds, None where it adds none or it was not tried.
    """

    problem: str | None = None
    parses: bool | None = None
    resolved: bool | None = None
    test: TestResult | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """Both sides of a record, cut where one of them can be read; errors are None where it could."""

    before: Fragment
    after: Fragment
    before_error: SyntaxError | None
    after_error: SyntaxError | None


def prove(examples: Sequence[Example], known_rules: frozenset[str]) -> list[Proof]:
    """A proof for each record; the patches must fit. One ruff process for all. Raises ToolError."""
    proofs: list[Proof] = []
    asked: list[tuple[int, _Read]] = []
    for number, example in enumerate(examples):
        if example.language != "python" or example.patch_dsl == NO_EDIT:
            proofs.append(Proof())
            continue
        read = _read(example)
        proofs.append(_by_parser(example, read))
        if proofs[-1].parses and any(
            d.source == "ruff" and d.code in known_rules for d in example.diagnostics
        ):
            asked.append((number, read))
    for number, resolved in _by_ruff(examples, asked, known_rules):
        problem = "diagnostic stays" if resolved is False else None
        proofs[number] = Proof(problem, True, resolved)
    return proofs


def _read(example: Example) -> _Read:
    """Syntax errors are looked for where the result can be read, all else where the broken lines can."""
    wants_after = any(diagnostic.is_syntax_error for diagnostic in example.diagnostics)
    first: _Read | None = None
    for head, tail in cuts(example):
        before, after = fragments(example, head, tail)
        error = (after if wants_after else before).error()
        first = first or _Read(before, after, before.error(), after.error())
        if error is None:
            return _Read(before, after, before.error(), after.error())
    assert first is not None  # noqa: S101  # nothing cut off is always among the cuts
    return first


def _by_parser(example: Example, read: _Read) -> Proof:
    recorded = next((d for d in example.diagnostics if d.is_syntax_error), None)
    if recorded is None:
        if read.before_error is not None:
            return Proof()
        if read.after_error is None:
            return Proof(None, True)
        # A block that the patch empties may go on below; a line between brackets may look like a statement.
        if "indented block" in read.after_error.msg or read.after.may_be_elsewhere():
            return Proof()
        return Proof("result does not parse", False)
    if read.after_error is None:
        return Proof(None, True, True if read.before_error is not None else None)
    if _AT_THE_EDGES.search(recorded.message):
        return Proof()
    sides = ((read.before, read.before_error), (read.after, read.after_error))
    same = all(_is_error(recorded, side, error) for side, error in sides)
    return Proof("diagnostic stays", False, False) if same else Proof()


def _is_error(recorded: Diagnostic, side: Fragment, error: SyntaxError | None) -> bool:
    if error is None or error.msg != recorded.message:
        return False
    return (side.number(error.lineno), error.offset) == (recorded.line, recorded.column)


def _by_ruff(
    examples: Sequence[Example], asked: Sequence[tuple[int, _Read]], known_rules: frozenset[str]
) -> Iterable[tuple[int, bool | None]]:
    if not asked:
        return
    wanted = {d.code for number, _ in asked for d in _of_ruff(examples[number])}
    rules = sorted(code for code in wanted if code is not None and code in known_rules)
    paths = [examples[number].region.path for number, _ in asked]
    texts = [text for _, read in asked for text in (read.before.text, read.after.text)]
    found = ruff_on([(paths[i // 2], text) for i, text in enumerate(texts)], rules)
    for place, (number, read) in enumerate(asked):
        recorded = _of_ruff(examples[number])
        before, after = found[2 * place : 2 * place + 2]
        both = before is not None and after is not None
        yield number, _resolved(recorded, read, before or (), after or ()) if both else None


def _of_ruff(example: Example) -> list[Diagnostic]:
    return [diagnostic for diagnostic in example.diagnostics if diagnostic.source == "ruff"]


def _resolved(
    recorded: Iterable[Diagnostic], read: _Read, before: Iterable[Diagnostic], after: Iterable[Diagnostic]
) -> bool | None:
    """Whether all recorded findings that the cut-out lines show too are gone; None if they show none."""
    was, now = (
        [d for d in found if not _in_quotes(d, side)]
        for found, side in ((before, read.before), (after, read.after))
    )
    shown = {(d.code, d.message, read.before.number(d.line)) for d in was}
    seen = [d for d in recorded if (d.code, d.message, d.line) in shown]
    if not seen:
        return None
    return all(_count(d, now) < _count(d, was) for d in seen)


def _count(wanted: Diagnostic, found: Iterable[Diagnostic]) -> int:
    return sum((d.code, d.message) == (wanted.code, wanted.message) for d in found)


def _in_quotes(diagnostic: Diagnostic, side: Fragment) -> bool:
    """Whether a finding begins in a string, which is an annotation or a mere text as unseen imports say."""
    line = side.text.split("\n")[(diagnostic.line or 1) - 1][: (diagnostic.column or 1) - 1]
    return line.count('"') % 2 == 1 or line.count("'") % 2 == 1
