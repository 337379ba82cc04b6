"""`novaedit data show`: records as a person reads them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from novaedit.cli.data.inputs import Inputs, jsonl_files
from novaedit.cli.failures import guarded

if TYPE_CHECKING:
    from novaedit.dataset.example import Example
    from novaedit.dataset.sample import Wanted
    from novaedit.edits import Edit, Span


def show(
    files: Inputs,
    kind: Annotated[str | None, typer.Option(help="Only of this kind.")] = None,
    injector: Annotated[str | None, typer.Option(help="Only of this maker of mistakes.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only with this code or tool: F821, mypy.")] = None,
    record: Annotated[str | None, typer.Option("--id", help="Only the record whose id begins so.")] = None,
    count: Annotated[int, typer.Option(min=1, help="So many, chosen by chance.")] = 5,
    seed: Annotated[int, typer.Option(help="Another seed, other records.")] = 0,
) -> None:
    """Show some records as diffs with their diagnostics, in colour on a terminal.

    Exit code 1 when there is none of those wanted.
    """

    def run() -> int:
        from novaedit.dataset.sample import Wanted

        return _show(files, Wanted(kind, injector, rule, record), count, seed)

    raise typer.Exit(guarded(run))


def _show(files: list[Path], wanted: Wanted, count: int, seed: int) -> int:
    from novaedit.cli.terminal import wants_colour
    from novaedit.dataset.example import read_examples
    from novaedit.dataset.sample import sample

    colour = wants_colour(sys.stdout, "auto")
    chosen = sample(chain.from_iterable(map(read_examples, jsonl_files(files))), wanted, count, seed)
    for example in chosen:
        sys.stdout.write("".join(f"{row}\n" for row in describe(example, colour)) + "\n")
    return 0 if chosen else 1


def describe(example: Example, colour: bool) -> Iterator[str]:
    """The lines that show one record."""
    from novaedit.cli.output.paint import paint, paint_diff
    from novaedit.cli.output.text import headline
    from novaedit.cli.terminal import printable
    from novaedit.patch.dsl import NO_EDIT

    origin = example.provenance
    made = f"{example.kind} {example.injector}" if example.injector else example.kind
    where = f"{origin.repo} {origin.commit}".strip()
    yield paint(printable(f"{example.id}  {made}  {where}  {origin.licence}"), colour, bold=True)
    for diagnostic in example.diagnostics:
        yield headline(example.region.path, diagnostic, colour=colour)
    if example.instruction:
        yield f"instruction: {printable(' '.join(example.instruction.split()))}"
    edits = example.edits()
    for span in example.region.spans:
        yield from paint_diff(_rows(span, [edit for edit in edits if span.covers(edit)]), colour)
    if example.region.related:
        yield f"related: {printable(' '.join(example.region.related))}"
    if example.patch_dsl == NO_EDIT:
        yield "no edit"


def _rows(span: Span, edits: list[Edit]) -> Iterator[str]:
    """All lines of a span as one hunk, with what goes and what comes."""
    yield f"@@ {span.start_line}-{span.end_line} @@"
    number = span.start_line
    for edit in edits:
        yield from (f" {line}" for line in _lines(span, number, edit.start_line - 1))
        yield from (f"-{line}" for line in _lines(span, edit.start_line, edit.end_line))
        yield from (f"+{line}" for line in edit.replacement)
        number = edit.end_line + 1
    yield from (f" {line}" for line in _lines(span, number, span.end_line))


def _lines(span: Span, first: int, last: int) -> tuple[str, ...]:
    return span.lines[first - span.start_line : last - span.start_line + 1]
