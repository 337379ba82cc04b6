"""`novaedit data card`: what a dataset is, for whoever uses a model made from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from novaedit.dataset.never import BENCHMARKS, BUGSINPY
from novaedit.dataset.never_pyty import PYTY_TEST
from novaedit.dataset.write import MANIFEST
from novaedit.errors import DataError

#: Groups of a manifest, and how many rows of each are shown.
_GROUPS = {"kind": 10, "injector": 200, "code": 40, "licence": 20}
_SPLITS = ("train", "dev")


def card(folder: Path, title: str, commands: Sequence[str]) -> str:
    """The card of the dataset in `folder` as Markdown, from its manifest. Raises DataError without one."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return "\n".join(_lines(manifest, title, commands)) + "\n"
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise DataError(f"{path}: not the manifest of a dataset: {error!r}") from None


def _lines(manifest: Mapping[str, Any], title: str, commands: Sequence[str]) -> Iterator[str]:
    kept: Mapping[str, int] = manifest["kept"]
    yield f"# {title}"
    yield ""
    yield f"{sum(kept.values()):,} records: code, what a tool says of it, and the patch that mends it."
    yield "Fields: `novaedit/dataset/example.py`."
    yield from _section("How to make it again")
    yield from (f"    {command}" for command in commands)
    yield ""
    yield "Settings: " + ", ".join(f"{key} {value}" for key, value in manifest["settings"].items())
    yield from _section("Splits")
    yield "By repository, never by line: a repository, its forks and the package made of it are on one side."
    yield ""
    repositories = {name: len(manifest.get(f"{name} by repository", {})) for name in _SPLITS}
    yield from _table(
        ("split", "records", "repositories"),
        [(name, f"{kept.get(name, 0):,}", f"{repositories[name]:,}") for name in _SPLITS],
    )
    yield from _section("Left out")
    yield from _table(("reason", "count"), _ranked(manifest["rejected"]))
    yield ""
    yield (
        f"Never used, by name and by content: {len(BENCHMARKS)} benchmarks, {len(BUGSINPY)} names of "
        f"BugsInPy's projects, {len(PYTY_TEST)} repositories of PyTy's test split "
        "(`novaedit/dataset/never.py`)."
    )
    for group, most in _GROUPS.items():
        yield from _section(f"By {group}")
        yield from _table((group, *_SPLITS), _side_by_side(manifest, group, most))
    yield from _section("Sources")
    licences: Mapping[str, str] = manifest.get("licences", {})
    yield from _table(
        ("repository or package", "licence", *_SPLITS),
        [(repo, licences.get(repo, ""), *n) for repo, *n in _side_by_side(manifest, "repository", None)],
    )


def _section(name: str) -> Iterator[str]:
    yield from ("", f"## {name}", "")


def _side_by_side(manifest: Mapping[str, Any], group: str, most: int | None) -> list[tuple[str, ...]]:
    sides: list[Mapping[str, int]] = [manifest.get(f"{name} by {group}", {}) for name in _SPLITS]
    keys = sorted(
        {key for side in sides for key in side}, key=lambda k: (-sum(s.get(k, 0) for s in sides), k)
    )
    rows = [(key, *(f"{side.get(key, 0):,}" for side in sides)) for key in keys[:most]]
    if most is not None and len(keys) > most:
        rest = [f"{sum(side.get(key, 0) for key in keys[most:]):,}" for side in sides]
        rows.append((f"{len(keys) - most:,} others", *rest))
    return rows


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(key, f"{n:,}") for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "| --- |" + " ---: |" * (len(heads) - 1)
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)
