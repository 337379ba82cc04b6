"""The Python adapter: one Language made of the modules beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region
from novaedit.languages.base import Checked, Project
from novaedit.languages.python import regions, syntax


class PythonLanguage:
    """CPython's parser always; ruff and mypy as the project asks."""

    name = "python"
    extensions: tuple[str, ...] = (".py", ".pyi")

    def parse(self, code: str, path: str = "") -> Diagnostic | None:
        """The first syntax error of `code`, or None."""
        return syntax.parse(code, path)

    def region(self, code: str, diagnostic: Diagnostic) -> Region:
        """The lines to show and to let the model change for `diagnostic`."""
        return regions.region(code, diagnostic)

    def wanted_tools(self, root: Path, configured: tuple[str, ...] | None) -> tuple[str, ...]:
        """The tools to run for a project: `configured` if given, else what the project uses."""
        return ("ruff",) if configured is None else configured

    def diagnose(self, files: Mapping[str, bytes], project: Project) -> Checked:
        """The parser's findings in these contents (path -> bytes)."""
        found = (syntax.parse(content.decode("utf-8", "replace"), path) for path, content in files.items())
        return Checked(tuple(diagnostic for diagnostic in found if diagnostic))
