"""The contract of a language adapter."""

from __future__ import annotations

from collections.abc import Mapping
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
    when only single files are checked. `tools` are the names of the tools to run; `python` is the project's interpreter.
    """

    root: Path
    tree: Path | None = None
    tools: tuple[str, ...] = ("ruff",)
    python: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the tools said. `checked` maps each tool to the paths it is proven to have looked at."""

    diagnostics: tuple[Diagnostic, ...]
    checked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Language(Protocol):
    """One language: how to parse, what to show of a file, which tools to ask."""

    name: str
    extensions: tuple[str, ...]

    def parse(self, code: str, path: str = "") -> Diagnostic | None:
        """The first syntax error of `code`, or None."""

    def region(self, code: str, diagnostic: Diagnostic) -> Region:
        """The lines to show and to let the model change for `diagnostic`."""

    def wanted_tools(self, root: Path, configured: tuple[str, ...] | None) -> tuple[str, ...]:
        """The tools to run for a project: `configured` if given, else what the project uses."""

    def diagnose(self, files: Mapping[str, bytes], project: Project) -> Checked:
        """Run the tools on these contents (path -> bytes), not on what lies on disk.

        Raises ToolError when a tool is missing, crashes, or cannot be shown to have read a file.
        """
