"""The Python adapter: one Language made of the modules beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region
from novaedit.errors import UsageError
from novaedit.languages.base import Checked, Files, Project
from novaedit.languages.python import imports, mypy, regions, ruff, structure, suppressions, syntax
from novaedit.languages.python.ignores import drop_ignored
from novaedit.languages.python.mypy_config import find_config
from novaedit.languages.python.sources import decode
from novaedit.lines import line_texts

TOOLS = ("ruff", "mypy")

#: Findings that removing code answers: unused and redefined names, unreachable and pointless statements.
_REMOVABLE_CODES = ("F401", "F811", "F841", "F632", "ERA", "B018", "PIE790", "RUF100", "E703", "W291", "W293")
_REMOVABLE_WORDS = ("unused", "unreachable", "redefinition", "already defined", "never used", "duplicate")


class PythonLanguage:
    """CPython's parser always; ruff and mypy as the project asks."""

    name: str = "python"
    extensions: tuple[str, ...] = (".py", ".pyi")

    def parse(self, code: str, path: str = "") -> Diagnostic | None:
        """The first syntax error of `code`, or None."""
        return syntax.parse(code, path)

    def region(self, code: str, diagnostic: Diagnostic) -> Region:
        """The lines to show and to let the model change for `diagnostic`."""
        return regions.region(code, diagnostic)

    def wanted_tools(self, root: Path, configured: tuple[str, ...] | None) -> tuple[str, ...]:
        """`configured` if given, else ruff, and mypy where the project configures it. Raises UsageError."""
        if configured is not None:
            unknown = [tool for tool in configured if tool not in TOOLS]
            if unknown:
                raise UsageError(f"no such tool for Python: {unknown[0]} (there are {' and '.join(TOOLS)})")
            return configured
        return TOOLS if find_config(root) is not None else ("ruff",)

    def diagnose(self, files: Mapping[str, bytes], project: Project) -> Checked:
        """Parse and check these contents (path -> bytes).

        Of a file that CPython cannot parse only that is reported: it hides the rest. Raises ToolError.
        """
        texts = {path: decode(content) for path, content in files.items()}
        errors = {path: syntax.parse(text, path) for path, text in texts.items()}
        broken = frozenset(path for path, error in errors.items() if error is not None)
        runs = [ruff.check(files, project)] if "ruff" in project.tools else []
        runs += [mypy.check(files, project, skip=broken)] if "mypy" in project.tools else []
        found = [d for run in runs for d in run.diagnostics if d.path not in broken]
        found += [error for error in errors.values() if error is not None]
        kept = drop_ignored(found, {path: line_texts(text) for path, text in texts.items()})
        return Checked(
            diagnostics=tuple(sorted(kept, key=_order)),
            checked={"parser": frozenset(files)} | {k: v for run in runs for k, v in run.checked.items()},
            notes=tuple(note for run in runs for note in run.notes),
            elsewhere=tuple(d for run in runs for d in run.elsewhere),
        )

    def is_environment(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding is about what is installed, not about the code."""
        return mypy.is_environment(diagnostic)

    def allows_removal(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding says that something is unused, unreachable or there twice."""
        message = diagnostic.message.lower()
        return (diagnostic.code or "").startswith(_REMOVABLE_CODES) or any(
            word in message for word in _REMOVABLE_WORDS
        )

    def lost_code(self, before: str, after: str) -> str:
        """What `after` dropped of `before`, in a few words; "" when nothing of weight is gone."""
        return structure.lost_code(before, after)

    def added_suppression(self, before: str, after: str) -> str:
        """A comment or construct in `after` that silences a tool and was not there before, or ""."""
        return suppressions.added_suppression(before, after)

    def unknown_import(self, before: str, after: str, files: Files, python: str | None) -> str:
        """A module or name that `after` newly imports and that is nowhere to be found, or ""."""
        added = imports.added_imports(before, after)
        if not added:
            return ""
        paths = files.paths()
        return imports.unknown_import(
            added, tree_paths=paths, tree_modules=_imported(files, paths), python=python
        )


def _imported(files: Files, paths: Iterable[str]) -> frozenset[str]:
    """Every module that a file of the tree imports."""
    contents = (files.read(path) for path in paths if path.endswith((".py", ".pyi")))
    return frozenset().union(*(imports.imported_modules(decode(content)) for content in contents if content))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    return (diagnostic.path, diagnostic.line or 0, diagnostic.column or 0, diagnostic.code or "")
