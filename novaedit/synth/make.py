"""All records of one source; one file that cannot be handled costs its own records only."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from novaedit.synth.build import build
from novaedit.synth.draft import ANNOTATED, Draft, Drafter
from novaedit.synth.findings import Findings
from novaedit.synth.fragments import is_clean
from novaedit.synth.injectors import INJECTORS
from novaedit.synth.no_edit import no_edits
from novaedit.synth.recipe import Made
from novaedit.synth.rejected import RejectedError
from novaedit.synth.settings import Settings
from novaedit.synth.sources import Source, files_of, package_of, read_source
from novaedit.synth.tasks.build import task_examples
from novaedit.synth.tasks.draft import TaskDraft, task_drafts

#: Share of a source's time after which no further file is broken: the tools need the rest.
_DRAFTING = 0.3
_OUT_OF_TIME = "out of time"


@dataclass(frozen=True, slots=True)
class Mistakes:
    """The recipe of `novaedit synth`: mistakes to mend, and tasks."""

    amounts: Settings = field(default_factory=Settings)

    def settings(self) -> dict[str, Any]:
        """The settings, for manifest and parts."""
        return self.amounts.as_json()

    def makers(self) -> Mapping[str, object]:
        """The injectors with their own weights."""
        return {injector.name: injector.weight for injector in INJECTORS.values()}

    def source(self, path: Path) -> Source:
        """A folder, wheel, sdist or repository. Raises UsageError."""
        return read_source(path)

    def make(self, source: Source) -> Made:
        """Its records. Raises ToolError."""
        return make(source, self.amounts)


def make(source: Source, settings: Settings) -> Made:
    """All records of one source, the same ones for the same settings. Raises ToolError."""
    began = time.monotonic()
    rng = Random(f"{settings.seed} {source.repo}")  # noqa: S311 - repeatable, not secret
    made = Made(source.repo)
    drafts = []
    for draft in _drafts(files_of(source, rng), settings, 2 * settings.cap(source.repo), rng, made.rejected):
        drafts.append(draft)
        if time.monotonic() - began > _DRAFTING * settings.max_seconds:
            made.rejected[_OUT_OF_TIME] += 1
            break
    is_typed = any(draft.family == "types" for draft in drafts)
    left = settings.max_seconds - (time.monotonic() - began)
    findings = Findings(drafts, package_of(source) if is_typed else None, left)
    _build_all(drafts, findings, source, settings, rng, made, began + settings.max_seconds)
    _add_tasks(drafts, source, settings, rng, made)
    rng.shuffle(made.examples)
    return made


def _build_all(
    drafts: list[Draft],
    findings: Findings,
    source: Source,
    settings: Settings,
    rng: Random,
    made: Made,
    deadline: float,
) -> None:
    cap = settings.cap(source.repo)
    for draft in drafts:
        if len(made.examples) >= cap:
            break
        if time.monotonic() > deadline:
            made.rejected[_OUT_OF_TIME] += 1
            break
        try:
            where = source.provenance(draft.path)
            made.examples.append(build(draft, findings.new(draft), where, rng, settings.size))
        except RejectedError as error:
            made.rejected[str(error)] += 1
        except Exception as error:
            made.rejected[f"draft failed: {type(error).__name__}"] += 1
    for path, text in _whole_files(drafts).items():
        try:
            found = findings.of_clean(path)
            made.examples += no_edits(path, text, found, source.provenance(path), rng, settings.size)
        except Exception as error:
            made.rejected[f"file failed: {type(error).__name__}"] += 1


def _add_tasks(drafts: list[Draft], source: Source, settings: Settings, rng: Random, made: Made) -> None:
    if settings.families or settings.mistakes:
        return
    tasks: list[TaskDraft] = []
    for path, text in _whole_files(drafts).items():
        tasks += task_drafts(path, text, settings.tasks_per_file, rng, made.rejected)
    made.examples += task_examples(tasks, source.provenance, rng, made.rejected)


def _whole_files(drafts: list[Draft]) -> dict[str, str]:
    """The clean files; as they are where they are there in an older notation of types, too."""
    whole = [draft for draft in drafts if not draft.snippet]
    return {
        draft.path: draft.clean for draft in sorted(whole, key=lambda draft: draft.family not in ANNOTATED)
    }


def _drafts(
    files: Iterable[tuple[str, str]], settings: Settings, most: int, rng: Random, rejected: Counter[str]
) -> Iterator[Draft]:
    injectors, shares, risks = settings.injectors(), settings.shares(), dict(settings.weights.risks)
    count = 0
    for path, text in files:
        if not is_clean(text):
            continue
        try:
            drafter = Drafter(path, text, injectors, rng, shares, risks)
            wanted = min(settings.per_file, 2 + text.count("\n") // 15)
            drafts = [draft for _ in range(wanted) if (draft := drafter.draft())]
        except Exception as error:
            rejected[f"file failed: {type(error).__name__}"] += 1
            continue
        rejected.update(drafter.failed)
        yield from drafts
        count += len(drafts)
        if count >= most:
            return
