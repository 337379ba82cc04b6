"""`novaedit data split`: all records put together, split anew by repository, without what would leak."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from novaedit.dataset.example import Example, read_examples
from novaedit.dataset.fragment import regions
from novaedit.dataset.near import NearDuplicates
from novaedit.dataset.split import BY_NAME, Sides, group_of
from novaedit.dataset.write import DatasetWriter
from novaedit.errors import PatchError, UsageError


def split_files(
    paths: Iterable[Path],
    out: Path,
    *,
    sides: Sides = BY_NAME,
    near: bool = True,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, Any]:
    """Write the records of `paths` into `out`, a repository wholly to one side; returns the manifest.

    Broken and repeated records are counted, not written. With `near`, so is a record whose mended window
    another repository already has (nearly): it would be learnt twice, or learnt and then asked for. Equal
    files in equal order give equal results. Raises DataError, WriteError, and UsageError when an input
    lies in `out`.
    """
    files = list(paths)
    inside = [path for path in files if path.parent.resolve() == out.resolve()]
    if inside:
        raise UsageError(f"{inside[0]} lies in {out}, which would be written over")
    known = NearDuplicates() if near else None
    settings = {
        "dev_share": sides.dev_share,
        "earlier_repositories": len(sides.earlier),
        "near_duplicates": near,
        "files": [path.name for path in files],
    }
    with DatasetWriter(out, settings, sides=sides) as writer:
        for path in files:
            for number, example in enumerate(read_examples(path), start=1):
                leak = _leak(example, known, sides) if known else None
                if leak:
                    writer.reject(leak)
                else:
                    writer.add(example)
                if number % 1000 == 0:
                    progress(1000)
        return writer.manifest()


def _leak(example: Example, known: NearDuplicates, sides: Sides) -> str | None:
    try:
        _, after = regions(example)
    except PatchError:
        return None  # the writer says what is wrong with it
    repo = example.provenance.repo
    text = "\n".join(line for span in after[-1:] for line in span.lines)
    other = known.other(text, group_of(repo))
    if other is None:
        return None
    crosses = sides.of(other) != sides.of(repo)
    return f"near-duplicate of another repository, in the {'other' if crosses else 'same'} split"
