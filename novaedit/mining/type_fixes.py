"""Real fixes of type errors: the published pairs of PyTy (MIT), without its test split's repositories.

    python -m novaedit.mining.type_fixes REPOSITORY OUT

`REPOSITORY` is a clone, bare or not, of the collection. Each pair is one hunk with what Pyre said; of a patch
of several hunks it is the one that the message is about, if the others only import, or if it is small. A pair
with a small change becomes up to four records: one with the lines of the file, the others as a fragment that
begins at line 1: with the message's line, without it, and with fewer lines around the change, for those of
the collection always show one. A larger change becomes one.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.hunk import MAX_LINES, piece
from novaedit.dataset.never import NEVER
from novaedit.dataset.proof import prove
from novaedit.dataset.write import DatasetWriter
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.errors import DataError, PatchError
from novaedit.lines import line_texts
from novaedit.patch.apply import diff_edits
from novaedit.patch.dsl import format_dsl

_INPUT = "src/Input"
_LICENCE = "MIT"
_HUNK = re.compile(r"@@ -(\d+)")
_IMPORT = re.compile(r"\s*(?:(?:from|import)\s.*|[\w, ]*\)?|#.*)")
#: A small hunk: so many lines go, so many come.
_FEW = 3
#: Of one project: a few projects made hundreds of the same fix.
_MOST_OF_ONE = 80


@dataclass(frozen=True, slots=True)
class _Fix:
    """One hunk before and after; `line` is the message's line, counted from the hunk's first as 1."""

    before: str
    after: str
    start: int
    line: int
    rule: str
    message: str
    project: str
    commit: str
    path: str


def convert(repository: Path, out: Path) -> dict[str, Any]:
    """Write train.jsonl, dev.jsonl and manifest.json into `out`. Raises DataError, WriteError."""
    rng = Random(0)  # noqa: S311 - repeatable, not secret
    with DatasetWriter(out, {"collection": "PyTy"}) as writer:
        taken: Counter[str] = Counter()
        seen: set[tuple[str, str, str]] = set()
        for row in _rows(repository):
            fix = _read(row)
            if isinstance(fix, str):
                writer.reject(fix)
            elif (fix.before, fix.after, fix.message) in seen:
                writer.reject("seen before")
            elif taken[fix.project] >= _MOST_OF_ONE:
                writer.reject("enough of this project")
            else:
                seen.add((fix.before, fix.after, fix.message))
                taken[fix.project] += 1
                for example in _examples(fix, rng):
                    problem = problem_of(example) or prove([example], frozenset())[0].problem
                    if problem is None:
                        writer.add(example)
                    else:
                        writer.reject(problem)
        return writer.manifest()


def _rows(repository: Path) -> Iterator[dict[str, Any]]:
    import pygit2

    try:
        folder = pygit2.Repository(str(repository)).revparse_single(f"HEAD:{_INPUT}")
    except (pygit2.GitError, KeyError) as error:
        raise DataError(f"{repository}: not a clone of the collection ({error})") from None
    for entry in folder if isinstance(folder, pygit2.Tree) else ():
        if isinstance(entry, pygit2.Blob) and (entry.name or "").startswith("dd_out"):
            yield from json.loads(entry.data)


def _read(row: dict[str, Any]) -> _Fix | str:
    """The fix in a row, or why it is not one that can be learnt from."""
    if not row.get("min_patch_found"):
        return "no minimal patch"
    if NEVER.refuses_source(row["project"]):
        return "never list"
    hunk = _hunk_of(row["min_patch"], row["warning_line_no"])
    if isinstance(hunk, str):
        return hunk
    if hunk["has_suppression"] or hunk["delete_only"]:
        return "suppressed or deleted"
    header = _HUNK.match(hunk["diff_format"])
    before, after = hunk["source_code"], hunk["target_code"]
    count = before.count("\n")
    if header is None or not 0 < count <= MAX_LINES or before == after:
        return "too large or empty"
    start = int(header[1])
    line = row["warning_line_no"] - start + 1
    if not 1 <= line <= count:
        return "message outside the hunk"
    return _Fix(
        before,
        after,
        start,
        line,
        row["rule_id"],
        " ".join(row["message"].split()),
        row["project"],
        row["commit"],
        row["filename"],
    )


def _hunk_of(hunks: list[dict[str, Any]], line: int) -> dict[str, Any] | str:
    """The hunk that the message is about, or why the fix cannot be told from it alone."""
    if len(hunks) == 1:
        return hunks[0]
    about = [hunk for hunk in hunks if _holds(hunk, line)]
    if len(about) != 1:
        return "several hunks"
    others = [hunk for hunk in hunks if hunk is not about[0]]
    alone = all(_IMPORT.fullmatch(text) for hunk in others for text in _changed(hunk))
    small = _is_small(diff_edits(about[0]["source_code"], about[0]["target_code"]))
    return about[0] if alone or small else "several hunks"


def _holds(hunk: dict[str, Any], line: int) -> bool:
    header = _HUNK.match(hunk["diff_format"])
    return header is not None and 0 <= line - int(header[1]) < hunk["source_code"].count("\n")


def _changed(hunk: dict[str, Any]) -> list[str]:
    """The changed lines, without their signs."""
    return [row[1:] for row in hunk["diff_format"].splitlines()[1:] if row[:1] in {"+", "-"}]


def _is_small(edits: Sequence[Edit]) -> bool:
    gone = sum(edit.removed for edit in edits)
    return gone <= _FEW and sum(len(edit.replacement) for edit in edits) <= _FEW


def _examples(fix: _Fix, rng: Random) -> Iterator[Example]:
    lines = tuple(line_texts(fix.before))
    try:
        edits = diff_edits(fix.before, fix.after)
    except PatchError:
        return
    fragment = _example(fix, lines, edits, 1, fix.line)
    if not _is_small(edits):
        yield piece(fragment, lines, 1, len(lines), with_line=bool(rng.getrandbits(1)), rng=rng)
        return
    yield _example(fix, lines, edits, fix.start, fix.start + fix.line - 1)
    for with_line in (True, False):
        yield piece(fragment, lines, 1, len(lines), with_line=with_line, rng=rng)
    first, last = _trimmed(edits, fix.line, len(lines), rng)
    if (first, last) != (1, len(lines)):
        yield piece(fragment, lines, first, last, with_line=bool(rng.getrandbits(1)), rng=rng)


def _trimmed(edits: tuple[Edit, ...], line: int, count: int, rng: Random) -> tuple[int, int]:
    """The first and last line of a shorter fragment with the same change."""
    first = min([line, *(edit.start_line - edit.is_insertion for edit in edits)])
    last = max([line, *(max(edit.end_line, edit.start_line - 1) for edit in edits)])
    return rng.randint(1, max(first, 1)), rng.randint(min(last, count), count)


def _example(
    fix: _Fix, lines: tuple[str, ...], edits: tuple[Edit, ...], start: int, line: int | None
) -> Example:
    shift = start - 1
    moved = [Edit(e.start_line + shift, e.end_line + shift, e.replacement) for e in edits]
    return Example(
        kind="real",
        language="python",
        region=Region(fix.path, Span(start, lines)),
        diagnostics=(Diagnostic("pyre", fix.rule, fix.message, fix.path, line=line, end_line=line),),
        patch_dsl=format_dsl(moved, ["\0"] * shift + list(lines)),
        provenance=Provenance(fix.project, fix.commit, fix.path, _LICENCE),
        injector="type-fix",
    )


if __name__ == "__main__":
    print(json.dumps(convert(Path(sys.argv[1]), Path(sys.argv[2]))["kept"]))
