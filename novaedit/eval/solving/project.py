"""The project of a case: a folder with one file, and tools set up to find what the case is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from novaedit.diagnostics import Diagnostic
from novaedit.eval.case import Case
from novaedit.languages.base import Language, Project
from novaedit.languages.python.environment import ruff_command
from novaedit.languages.python.ruff import DEFAULT_RULES
from novaedit.patch.unified import blob_id
from novaedit.process import run
from novaedit.repository.snapshot import Snapshot, SnapshotFile

#: Codes that mypy reports only where it is told to be strict.
_STRICT_CODES = frozenset(
    {
        *("no-untyped-def", "no-untyped-call", "no-any-return", "type-arg", "untyped-decorator"),
        *("redundant-cast", "unused-ignore", "comparison-overlap", "no-subclass-any", "no-any-unimported"),
    }
)
#: Other tools that find what mypy finds, in other words.
TYPE_CHECKERS = frozenset({"pyre", "pyright", "basedpyright", "pytype", "pyrefly", "ty"})


@dataclass(frozen=True, eq=False, slots=True)
class OneFile:
    """The tree around the file of a case: itself, and the configuration of the tools."""

    files: Mapping[str, bytes]

    def paths(self) -> tuple[str, ...]:
        """Every path, in order."""
        return tuple(sorted(self.files))

    def read(self, path: str) -> bytes | None:
        """The bytes of one path; None if it is not there."""
        return self.files.get(path)

    def materialise(self, directory: Path) -> None:
        """Write everything below `directory`."""
        for path, content in self.files.items():
            place = directory / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def path_of(case: Case, language: Language) -> str:
    """The case's path as one that stays inside a folder and has an extension of its language."""
    parts = [part for part in PurePosixPath(case.file_path.replace("\\", "/")).parts if part.strip("./ \0")]
    name = parts[-1] if parts else "solution"
    if PurePosixPath(name).suffix not in language.extensions:
        name += language.extensions[0]
    return "/".join([*(part.replace(":", "_") for part in parts[:-1]), name])


def tools_of(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The tools to run: ruff, and mypy where it, or a checker that it may agree with, found something."""
    checkers = TYPE_CHECKERS | {"mypy"}
    return ("ruff", "mypy") if any(d.source in checkers for d in diagnostics) else ("ruff",)


def configuration(diagnostics: Iterable[Diagnostic]) -> dict[str, bytes]:
    """Configuration files with which the tools look for what `diagnostics` say, too."""
    asked = list(diagnostics)
    codes = sorted({d.code for d in asked if d.source == "ruff" and d.code} - set(DEFAULT_RULES))
    known = {code: _is_preview(code) for code in codes}
    rules = [*DEFAULT_RULES, *(code for code, preview in known.items() if preview is not None)]
    lint = ["[lint]", f"select = [{', '.join(repr(rule) for rule in rules)}]"]
    if any(known.values()):
        lint += ["preview = true", "explicit-preview-rules = true"]
    strict = any(d.source == "mypy" and d.code in _STRICT_CODES for d in asked)
    mypy = ["[mypy]", "check_untyped_defs = True", *(["strict = True"] if strict else [])]
    return {
        "ruff.toml": ("\n".join(lint) + "\n").encode(),
        "mypy.ini": ("\n".join(mypy) + "\n").encode(),
    }


@cache
def _is_preview(code: str) -> bool | None:
    """Whether a rule of ruff is still a preview; None when ruff knows no such rule."""
    if not code.isalnum():
        return None
    done = run([ruff_command(Project(Path.cwd())), "rule", code, "--output-format", "json"])
    return b'"preview": true' in done.stdout if done.returncode == 0 else None


def snapshot_of(root: Path, path: str, text: str, around: Mapping[str, bytes]) -> Snapshot:
    """The file as a snapshot in the folder `root`. Raises UnicodeEncodeError for what is no text."""
    content = text.encode("utf-8")
    file = SnapshotFile(path, content, blob_id(content))
    return Snapshot(root, "worktree", {path: file}, OneFile({**around, path: content}))
