"""Whether a record is what it says: its patch fits, its numbers agree, its id is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from novaedit.dataset.example import Example, read_examples
from novaedit.dataset.never import NEVER, NeverList
from novaedit.errors import PatchError
from novaedit.patch.dsl import NO_EDIT

_LICENCES = frozenset(
    [
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "0BSD",
        "ISC",
        "PSF-2.0",
        "Python-2.0",
        "Zlib",
        "Unlicense",
        "CC0-1.0",
        "MIT-CMU",
    ]
)


def problem_of(example: Example, never: NeverList = NEVER) -> str | None:
    """What is wrong with one record, in a few words that can be counted, or None."""
    spans = example.region.spans
    if not example.region.window.lines:
        return "empty window"
    if len(spans) == 2 and spans[0].end_line >= spans[1].start_line:
        return "overlapping spans"
    if never.refuses_source(example.provenance.repo):
        return "repository on the never list"
    if not set(example.provenance.licence.split(" OR ")) & _LICENCES:
        return "licence not permissive or unknown"
    if not example.diagnostics and not example.instruction and example.patch_dsl != NO_EDIT:
        return "nothing asks for the patch"
    return _patch_problem(example)


def _patch_problem(example: Example) -> str | None:
    try:
        edits = example.edits()
    except PatchError:
        return "patch does not fit"
    if not edits and example.patch_dsl != NO_EDIT:
        return "empty patch"
    if not example.region.covers(edits):
        return "patch outside the region"
    lines = example.sparse_lines()
    if any(tuple(lines[edit.start_line - 1 : edit.end_line]) == edit.replacement for edit in edits):
        return "patch changes nothing"
    return None


def check_file(path: Path, never: NeverList = NEVER) -> Iterator[tuple[int, str]]:
    """(line number, problem) of every bad record of a JSONL file.

    Raises DataError when a line is no record at all.
    """
    return check_examples(read_examples(path), never)


def check_examples(examples: Iterable[Example], never: NeverList = NEVER) -> Iterator[tuple[int, str]]:
    """(number from 1, problem) of every bad record; the second record of an id is bad."""
    seen: set[str] = set()
    for number, example in enumerate(examples, start=1):
        problem = problem_of(example, never)
        if problem is None and example.id in seen:
            problem = "duplicate id"
        seen.add(example.id)
        if problem:
            yield number, problem
