"""Real pairs: programs of ConDefects, which failed their tests, and what their authors handed in next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from random import Random

import pygit2

from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.never import NEVER
from novaedit.edits import Edit
from novaedit.errors import PatchError, UsageError
from novaedit.languages.python.outline import block_end, enclosing_def
from novaedit.languages.python.regions import MAX_NAMED_CHARACTERS, MAX_NAMED_LINES, selected_region
from novaedit.lines import line_texts
from novaedit.patch.apply import diff_edits
from novaedit.patch.dsl import format_dsl
from novaedit.synth.fragments import is_clean

NAME = "appmlk/ConDefects"
LICENCE = "MIT"
_MAX_LINES = 120
_MAX_CHANGED = 4
_AROUND = 10
_INSTRUCTIONS = (
    "fix the bug",
    "Fix the bug.",
    "The program gives a wrong answer. Fix it.",
    "fix the wrong answer",
)


def opened(repository: Path) -> tuple[pygit2.Repository, pygit2.Commit]:
    """The repository and its HEAD. Raises UsageError when `repository` is none."""
    try:
        found = pygit2.Repository(str(repository))
        return found, found.revparse_single("HEAD").peel(pygit2.Commit)
    except (pygit2.GitError, KeyError) as error:
        raise UsageError(f"{repository}: {error}") from None


def pairs(repository: Path, rejected: Counter[str]) -> Iterator[Example]:
    """The short pairs that differ in one place. Raises UsageError when `repository` is none."""
    found, commit = opened(repository)
    texts: dict[str, dict[str, str]] = {}
    for path, content in _programs(found, commit.tree):
        texts.setdefault(str(PurePosixPath(path).parent), {})[PurePosixPath(path).name] = content
    for folder, both in sorted(texts.items()):
        faulty, correct = both.get("faultyVersion.py"), both.get("correctVersion.py")
        if faulty is None or correct is None or NEVER.refuses_file(folder, faulty):
            continue
        made = _example(folder, faulty, correct, str(commit.id))
        if isinstance(made, str):
            rejected[made] += 1
        else:
            yield made


def _programs(repository: pygit2.Repository, tree: pygit2.Tree) -> Iterator[tuple[str, str]]:
    index = pygit2.Index()
    index.read_tree(tree)
    for entry in index:
        if "/Python/" in entry.path and entry.path.endswith("Version.py"):
            blob = repository[entry.id]
            if isinstance(blob, pygit2.Blob):
                text = blob.data.decode("utf-8", "replace")
                yield entry.path, "\n".join(line.rstrip() for line in line_texts(text)).rstrip() + "\n"


def _example(folder: str, faulty: str, correct: str, commit: str) -> Example | str:
    """The record of a pair, or why there is none."""
    lines = line_texts(faulty)
    try:
        edits = diff_edits(faulty, correct)
    except PatchError:
        return "pair that cannot be compared"
    if len(edits) != 1 or max(len(edits[0].replacement), edits[0].removed) > _MAX_CHANGED:
        return "pair that differs in more than one place"
    if len(lines) > _MAX_LINES or not (is_clean(faulty) and is_clean(correct)):
        return "program too long or not Python"
    rng = Random(folder)  # noqa: S311 - repeatable, not secret
    first, last = _window(lines, edits[0], rng)
    region = selected_region(faulty, "main.py", first, last)
    size = sum(len(line) + 1 for line in region.window.lines)
    if size > MAX_NAMED_CHARACTERS or not region.covers(edits) or _only_prints(edits[0], lines):
        return "pair of no use"
    provenance = Provenance(f"{NAME}/{folder.split('/')[1]}", commit, folder, LICENCE)
    instruction = rng.choice(_INSTRUCTIONS)
    return Example("real", "python", region, (), format_dsl(edits, lines), provenance, instruction)


def _window(lines: Sequence[str], edit: Edit, rng: Random) -> tuple[int, int]:
    """1-based bounds: the function around the change where it is short, else some lines around it."""
    header = enclosing_def(lines, min(edit.start_line, len(lines)) - 1)
    if header is not None:
        last = block_end(lines, header) + 1
        size = sum(len(line) + 1 for line in lines[header:last])
        if last - header <= MAX_NAMED_LINES and size <= MAX_NAMED_CHARACTERS and edit.end_line <= last:
            return header + 1, last
    if sum(len(line) + 1 for line in lines) <= MAX_NAMED_CHARACTERS // 2:
        return 1, len(lines)
    above = rng.randrange(_AROUND // 2, _AROUND + 1)
    return max(edit.start_line - above, 1), min(edit.end_line + _AROUND, len(lines))


def _only_prints(edit: Edit, lines: Sequence[str]) -> bool:
    """Whether the change adds or removes nothing but comments and blank lines."""
    changed = [*lines[edit.start_line - 1 : edit.end_line], *edit.replacement]
    return all(not line.strip() or line.strip().startswith("#") for line in changed)
