"""Writing records as they come, and a manifest that counts what was kept and what was not."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import SCHEMA, Example, dump
from novaedit.dataset.split import BY_NAME, Sides
from novaedit.errors import WriteError

MANIFEST = "manifest.json"


class DatasetWriter:
    """Writes `train.jsonl`, `dev.jsonl` and `manifest.json` in `folder`, by the split of its repository.

    Records that break a rule or repeat another are counted by reason, not written. The manifest holds no
    time and no machine, so that equal data give equal manifests. Raises WriteError.
    """

    def __init__(
        self, folder: Path, settings: dict[str, Any] | None = None, *, sides: Sides = BY_NAME
    ) -> None:
        self.folder = folder
        self._sides = sides
        self.settings = settings or {}
        self.kept: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self._groups: dict[str, Counter[str]] = {}
        self._licences: dict[str, str] = {}
        self._seen: set[str] = set()
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for split in ("train", "dev"):
                path = self.folder / f"{split}.jsonl"
                self._files[split] = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise WriteError(f"cannot write {self.folder}: {error.strerror}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for file in self._files.values():
                file.close()
        except OSError as full:
            if kind is None:
                raise WriteError(f"cannot write {self.folder}: {full.strerror}") from None
        if kind is None:
            self._write_manifest()

    def add(self, example: Example) -> bool:
        """Write a record; False when it was rejected."""
        problem = problem_of(example)
        if problem is None and example.id in self._seen:
            problem = "duplicate"
        if problem:
            self.reject(problem)
            return False
        self._seen.add(example.id)
        split = self._sides.of(example.provenance.repo)
        try:
            self._files[split].write(dump(example))
        except OSError as error:
            raise WriteError(f"cannot write {self.folder / split}.jsonl: {error.strerror}") from None
        self._count(split, example)
        return True

    def reject(self, reason: str, count: int = 1) -> None:
        """Count records that never came to be."""
        self.rejected[reason] += count

    def _count(self, split: str, example: Example) -> None:
        self.kept[split] += 1
        self._licences[example.provenance.repo] = example.provenance.licence
        code = example.diagnostics[0].code or example.diagnostics[0].source if example.diagnostics else "none"
        for group, key in (
            ("kind", example.kind),
            ("injector", example.injector or "none"),
            ("code", code),
            ("licence", example.provenance.licence),
            ("repository", example.provenance.repo),
        ):
            self._groups.setdefault(f"{split} by {group}", Counter())[key] += 1

    def manifest(self) -> dict[str, Any]:
        """What `manifest.json` says."""
        return {
            "schema": SCHEMA,
            "settings": self.settings,
            "kept": dict(sorted(self.kept.items())),
            "rejected": dict(sorted(self.rejected.items())),
            "licences": dict(sorted(self._licences.items())),
            **{name: dict(sorted(counts.items())) for name, counts in sorted(self._groups.items())},
        }

    def _write_manifest(self) -> None:
        text = json.dumps(self.manifest(), indent=2, ensure_ascii=False) + "\n"
        try:
            (self.folder / MANIFEST).write_text(text, encoding="utf-8")
        except OSError as error:
            raise WriteError(f"cannot write {self.folder / MANIFEST}: {error.strerror}") from None
