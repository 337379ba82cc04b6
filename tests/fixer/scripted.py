"""A runtime that writes what a test tells it to, and a snapshot of texts that lie nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from novaedit.fixer.options import Options
from novaedit.fixer.pipeline import fix
from novaedit.fixer.report import FileReport, Report
from novaedit.model.runtime import Completion
from novaedit.patch.unified import blob_id
from novaedit.repository.snapshot import LineRanges, Snapshot, SnapshotFile


@dataclass
class Scripted:
    """Answers by a text that the prompt holds: the first is greedy, the others follow."""

    answers: Mapping[str, Sequence[str]]
    log_probability: float = -0.1
    name: str = "scripted"
    prompts: list[str] = field(default_factory=list)

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:  # noqa: ARG002 # a script has no limit
        self.prompts.append(prompt)
        return Completion(self._answers(prompt)[0], self.log_probability, 8, True)

    def alternatives(
        self,
        prompt: str,
        n: int,
        *,
        max_tokens: int,  # noqa: ARG002 # a script has no limit
    ) -> list[Completion]:
        rest = self._answers(prompt)[1 : n + 1]
        return [Completion(text, self.log_probability - i, 8, True) for i, text in enumerate(rest, 1)]

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:  # noqa: ARG002 # the first is likeliest
        return [-5.0 - number for number in range(len(answers))]

    def count_tokens(self, text: str) -> int:
        return len(text) // 3

    def _answers(self, prompt: str) -> Sequence[str]:
        # The finding in question is named first, others of the window after it.
        asked = prompt.partition("<DIAG_START>")[2].partition("\n")[0]
        return next((given for part, given in self.answers.items() if part in asked), ["<NO_EDIT>"])


@dataclass(frozen=True, eq=False)
class TextTree:
    """The files of a test, as the repository would hand them over."""

    files: Mapping[str, str]

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def read(self, path: str) -> bytes | None:
        text = self.files.get(path)
        return None if text is None else text.encode()

    def materialise(self, directory: Path) -> None:
        for path, text in self.files.items():
            place = directory / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())


def snapshot(
    root: Path,
    files: Mapping[str, str],
    *,
    changed: Mapping[str, LineRanges] | None = None,
    base: Mapping[str, str] | None = None,
) -> Snapshot:
    """All `.py` files in scope, whole unless `changed` says otherwise. The rest surrounds them."""
    TextTree(files).materialise(root)
    inside = {}
    for path, text in files.items():
        if path.endswith(".py"):
            before = (base or {}).get(path)
            inside[path] = SnapshotFile(
                path=path,
                content=text.encode(),
                blob_id=blob_id(text.encode()),
                changed=(changed or {}).get(path),
                base=None if before is None else before.encode(),
            )
    return Snapshot(root, "worktree", inside, TextTree(files))


def fixed(root: Path, code: str, answers: Mapping[str, Sequence[str]], **options: object) -> FileReport:
    """The report of one file, `a.py`."""
    return run(root, {"a.py": code}, answers, **options).files[0]


def run(
    root: Path, files: Mapping[str, str], answers: Mapping[str, Sequence[str]], **options: object
) -> Report:
    """The report of a run over whole files, with ruff alone unless told otherwise."""
    chosen: dict[str, object] = {"tools": ("ruff",), **options}
    runtime = Scripted(answers)
    return fix(snapshot(root, files), Options(**chosen), lambda: runtime)  # type: ignore[arg-type]  # by name
