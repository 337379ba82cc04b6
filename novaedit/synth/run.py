"""`novaedit synth`: from folders of clean code to a dataset."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from novaedit.dataset.example import Example
from novaedit.dataset.split import split_of
from novaedit.dataset.write import DatasetWriter
from novaedit.errors import UsageError
from novaedit.synth.build import build
from novaedit.synth.draft import Draft, Drafter, is_clean
from novaedit.synth.findings import Findings
from novaedit.synth.injectors import INJECTORS
from novaedit.synth.no_edit import no_edits
from novaedit.synth.rejected import RejectedError
from novaedit.synth.sources import Source, files_of, read_source

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How much to make, and how. Equal settings and sources give equal records."""

    seed: int = 0
    per_file: int = 12
    per_source: int = 600
    #: Of a repository in the dev split: a wide sample says more than a deep one.
    per_dev_source: int = 60
    #: Records of one family only, or of all.
    families: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return {
            "seed": self.seed,
            "per_file": self.per_file,
            "per_source": self.per_source,
            "per_dev_source": self.per_dev_source,
            "families": list(self.families),
        }

    def cap(self, repo: str) -> int:
        """How many records a repository may give."""
        return self.per_dev_source if split_of(repo) == "dev" else self.per_source


@dataclass(slots=True)
class Made:
    """What one source gave: records, and how many drafts failed for which reason."""

    repo: str
    examples: list[Example] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)


def synthesise(
    roots: Sequence[Path],
    out: Path,
    settings: Settings = Settings(),
    *,
    limit: int | None = None,
    workers: int = 2,
    progress: Progress = lambda _: None,
) -> dict[str, Any]:
    """Break the code below `roots` and write `train.jsonl`, `dev.jsonl` and `manifest.json` into `out`.

    Sources without a permissive licence or on the never list are passed over and counted. `limit` ends the
    run after so many records. Returns the manifest. Raises UsageError when no source is left, WriteError,
    ToolError.
    """
    sources, refused = _usable(roots)
    if not sources:
        raise UsageError("; ".join(refused) or "no source was given")
    with DatasetWriter(out, settings.as_json()) as writer:
        writer.reject("source refused", len(refused))
        for line in refused:
            progress(line)
        for number, made in enumerate(_all(sources, settings, workers), start=1):
            for example in made.examples:
                if limit is None or sum(writer.kept.values()) < limit:
                    writer.add(example)
            for reason, count in made.rejected.items():
                writer.reject(reason, count)
            total = sum(writer.kept.values())
            progress(f"{number}/{len(sources)} {made.repo}: {len(made.examples)} records, {total} in all")
            if limit is not None and total >= limit:
                break
        return writer.manifest()


def make(source: Source, settings: Settings) -> Made:
    """All records of one source."""
    rng = Random(f"{settings.seed} {source.repo}")  # noqa: S311 - repeatable, not secret
    made = Made(source.repo)
    cap = settings.cap(source.repo)
    drafts = list(_drafts(files_of(source, rng), settings, 2 * cap, rng))
    findings = Findings(drafts)
    for draft in drafts:
        if len(made.examples) >= cap:
            break
        try:
            made.examples.append(build(draft, findings.new(draft), source.provenance(draft.path), rng))
        except RejectedError as error:
            made.rejected[str(error)] += 1
    for path, text in {draft.path: draft.clean for draft in drafts if not draft.snippet}.items():
        made.examples += no_edits(path, text, findings.of_clean(path), source.provenance(path), rng)
    rng.shuffle(made.examples)
    return made


def _drafts(files: Iterable[tuple[str, str]], settings: Settings, most: int, rng: Random) -> Iterator[Draft]:
    injectors = [i for i in INJECTORS.values() if not settings.families or i.family in settings.families]
    count = 0
    for path, text in files:
        if not is_clean(text):
            continue
        drafter = Drafter(path, text, injectors, rng)
        wanted = min(settings.per_file, 2 + text.count("\n") // 15)
        for _ in range(wanted):
            draft = drafter.draft()
            if draft:
                count += 1
                yield draft
        if count >= most:
            return


def _usable(roots: Sequence[Path]) -> tuple[list[Source], list[str]]:
    sources, refused = [], []
    for root in sorted(roots):
        try:
            sources.append(read_source(root))
        except UsageError as error:
            refused.append(str(error))
    return sources, refused


def _all(sources: Sequence[Source], settings: Settings, workers: int) -> Iterator[Made]:
    if workers <= 1:
        yield from (make(source, settings) for source in sources)
        return
    with ProcessPoolExecutor(workers, initializer=_be_nice) as pool:
        yield from pool.map(partial(make, settings=settings), sources)


def _be_nice() -> None:
    # Whoever started us nicely already is not made to wait longer still.
    if hasattr(os, "nice"):
        os.nice(max(10 - os.nice(0), 0))
