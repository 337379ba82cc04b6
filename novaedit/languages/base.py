"""The contract of a language adapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region


@dataclass(frozen=True, slots=True)
class Project:
    """Where the tools run and what they may use.

    `root` is the repository's top level: configuration is found from each file's place below it. `tree` is a
    folder that holds the whole snapshot for tools that read other files (mypy, tests), or None
    when only single files are checked. `tools` are the names of the tools to run; `python` is the
    project's interpreter.
    """

    root: Path
    tree: Path | None = None
    tools: tuple[str, ...] = ("ruff",)
    python: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the tools said. `checked` maps each tool to the paths it is proven to have looked at.

    `elsewhere` are findings in files that were not asked about: for seeing that a change broke them.
    """

    diagnostics: tuple[Diagnostic, ...]
    checked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    elsewhere: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class TestRun:
    """Whether a test command succeeded, what failed, and the end of what it wrote."""

    __test__ = False  # not a test itself, whatever its name looks like to pytest

    passed: bool
    diagnostics: tuple[Diagnostic, ...]
    output: str


class Files(Protocol):
    """All files around those in scope, by root-relative path.

    They do not change while the object lives: what was found in them is remembered for it.
    """

    def __hash__(self) -> int:
        """By identity."""

    def paths(self) -> tuple[str, ...]:
        """Every path, in order."""

    def read(self, path: str) -> bytes | None:
        """The bytes of one path; None if it is not there."""


#: The first syntax error of a text, or None.
Parse = Callable[[str], Diagnostic | None]


class Language(Protocol):
    """One language: how to parse, what to show of a file, which tools to ask, what a fix may not do."""

    name: str
    extensions: tuple[str, ...]
    #: What means something in every file: keywords and built-in names.
    words: frozenset[str]

    def parse(self, code: str, path: str = "") -> Diagnostic | None:
        """The first syntax error of `code`, or None."""

    def region(self, code: str, diagnostic: Diagnostic) -> Region:
        """The lines to show and to let the model change for `diagnostic`."""

    def selected_region(self, code: str, path: str, first: int, last: int) -> Region:
        """The lines `first`..`last` that a user selected, clipped to the file."""

    def wanted_tools(self, root: Path, configured: tuple[str, ...] | None) -> tuple[str, ...]:
        """The tools to run for a project: `configured` if given, else what the project uses."""

    def diagnose(self, files: Mapping[str, bytes], project: Project) -> Checked:
        """Run the tools on these contents (path -> bytes), not on what lies on disk.

        Raises ToolError when a tool is missing, crashes, or cannot be shown to have read a file.
        """

    def test(
        self, files: Mapping[str, bytes], command: Sequence[str], project: Project, *, timeout: float
    ) -> TestRun:
        """Run a test command in `project.tree` with these contents in place; `timeout` is in seconds.

        Raises ToolError when the command cannot be started, ToolTimeoutError.
        """

    def is_environment(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding is about what is installed, not about the code."""

    def allows_removal(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding says that something is unused, unreachable or there twice."""

    def may_be_meant_otherwise(self, diagnostic: Diagnostic) -> bool:
        """Whether what may be removed is likely to be a slip: a name given twice, a value nobody takes."""

    def lost_code(self, before: str, after: str) -> str | None:
        """What `after` dropped of `before`, in a few words; "" when nothing of weight is gone.

        None where nobody can tell.
        """

    def lost_beside(self, before: str, after: str, findings: Sequence[Diagnostic]) -> str:
        """What `after` dropped of `before` beyond what `findings` call removable; "" when nothing."""

    def lost_comment(self, before: str, after: str, finding: Diagnostic) -> str:
        """A comment that `after` drops though the code beside it stays, in a few words; "" if there is none.

        None counts where the comment is what the finding is about.
        """

    def lost_name(self, before: str, after: str, path: str, files: Files) -> str | None:
        """A name of the file's or an import that `after` lacks and others need, with the reason; "" if none.

        None when it cannot be told. Reads `files` only where a name is gone.
        """

    def floats(self, lines: Sequence[str]) -> bool:
        """Whether these lines mean the same on whichever line of a file they are inserted: imports do."""

    def added_suppression(self, before: str, after: str) -> str:
        """A comment or construct in `after` that silences a tool and was not there before, or ""."""

    def unknown_import(self, before: str, after: str, files: Files, python: str | None) -> str:
        """A module or name that `after` newly imports and that is nowhere to be found, or ""."""
