"""Real fixes of type errors: the published pairs of PyTy (MIT), without its test split's repositories.

    python -m novaedit.mining.type_fixes REPOSITORY OUT

`REPOSITORY` is a clone, bare or not, of the collection. Each pair is one hunk with what Pyre said. It becomes
two records: one with the lines of the file, one as a fragment that begins at line 1, in which the message
has a line only half of the time, as it comes from tools that report none.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.never import NEVER
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
_MAX_LINES = 40
#: Of one project: a few projects made hundreds of the same fix.
_MOST_OF_ONE = 80
_WITH_LINE = 0.5


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
                    writer.add(example)
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
    if not row["single_hunk"] or len(row["min_patch"]) != 1:
        return "several hunks"
    (hunk,) = row["min_patch"]
    if hunk["has_suppression"] or hunk["delete_only"]:
        return "suppressed or deleted"
    header = _HUNK.match(hunk["diff_format"])
    before, after = hunk["source_code"], hunk["target_code"]
    count = before.count("\n")
    if header is None or not 0 < count <= _MAX_LINES or before == after:
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


def _examples(fix: _Fix, rng: Random) -> Iterator[Example]:
    lines = tuple(line_texts(fix.before))
    try:
        edits = diff_edits(fix.before, fix.after)
    except PatchError:
        return
    yield _example(fix, lines, edits, fix.start, fix.start + fix.line - 1)
    yield _example(fix, lines, edits, 1, fix.line if rng.random() < _WITH_LINE else None)


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
