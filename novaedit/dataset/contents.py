"""The never list by content: whole texts and their functions, so that a copied function is found too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from novaedit.dataset.example import Example
from novaedit.dataset.never import NeverList, content_hash
from novaedit.errors import DataError
from novaedit.lines import line_texts

_DEF = re.compile(r"(\s*)(?:async\s+)?def\s+\w+")
#: A shorter function is likely to be written twice.
_MIN_LINES = 4
_MIN_CHARACTERS = 80


def pieces(lines: Sequence[str]) -> Iterator[str]:
    """The text and each function in it; those too short to be told from others are left out."""
    yield from _if_long(lines)
    for start, line in enumerate(lines):
        match = _DEF.match(line)
        if match:
            yield from _if_long(lines[start : _block_end(lines, start, len(match[1]))])


def never_with(paths: Iterable[Path], never: NeverList) -> NeverList:
    """`never` with the contents of files: Python, or JSONL of Cases (`code`, `fixed`).

    Raises DataError for a file that cannot be read.
    """
    return never.with_contents(piece for path in paths for text in _texts(path) for piece in text)


def refuses(never: NeverList, example: Example, sides: Iterable[Sequence[str]]) -> bool:
    """Whether the never list has the path of a record, or a piece of the texts that it shows."""
    if never.refuses_file(example.provenance.path, ""):
        return True
    if not never.contents:
        return False
    return any(content_hash(piece) in never.contents for side in sides for piece in pieces(side))


def _if_long(lines: Sequence[str]) -> Iterator[str]:
    text = "\n".join(lines).strip()
    if text.count("\n") + 1 >= _MIN_LINES and len("".join(text.split())) >= _MIN_CHARACTERS:
        yield text


def _block_end(lines: Sequence[str], start: int, depth: int) -> int:
    for number in range(start + 1, len(lines)):
        bare = lines[number].lstrip()
        if bare and bare[0] not in "#)" and len(lines[number]) - len(bare) <= depth:
            return number
    return len(lines)


def _texts(path: Path) -> Iterator[Iterator[str]]:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            yield pieces(line_texts(text))
            return
        for line in text.splitlines():
            case = json.loads(line)
            yield from (pieces(line_texts(case[key])) for key in ("code", "fixed") if case.get(key))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise DataError(f"{path}: no Python and no JSONL of cases: {error}") from None
