"""The Python adapter: one Language made of the modules beside it."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region
from novaedit.errors import ToolError, UsageError
from novaedit.languages.base import Checked, Files, Project, TestRun
from novaedit.languages.python import (
    comments,
    imports,
    interface,
    mypy,
    pytest_output,
    regions,
    removal,
    ruff,
    structure,
    suppressions,
    syntax,
)
from novaedit.languages.python.ignores import drop_ignored
from novaedit.languages.python.mypy_config import find_config
from novaedit.languages.python.sources import decode
from novaedit.languages.python.standing import standing
from novaedit.lines import line_texts

TOOLS = ("ruff", "mypy")

#: Findings that removing code answers: unused and redefined names, unreachable and pointless statements.
_REMOVABLE_CODES = ("F401", "F811", "F841", "F632", "ERA", "B018", "PIE790", "RUF100", "E703", "W291", "W293")
#: Of these: two things by one name, and a value that nobody takes. Another name, or `return`, may be right.
_SLIPS = frozenset({"F811", "B018", "no-redef"})
#: Findings that are about a comment.
_ON_COMMENTS = ("ERA", "FIX", "TD", "EXE", "UP009", "PYI033")
_QUOTED = re.compile(r"[`\"']([^`\"']+)[`\"']")
_REMOVABLE_WORDS = ("unused", "unreachable", "redefinition", "already defined", "never used", "duplicate")


class PythonLanguage:
    """CPython's parser always; ruff and mypy as the project asks."""

    name: str = "python"
    extensions: tuple[str, ...] = (".py", ".pyi")
    words: frozenset[str] = syntax.WORDS

    def parse(self, code: str, path: str = "") -> Diagnostic | None:
        """The first syntax error of `code`, or None."""
        return syntax.parse(code, path)

    def region(self, code: str, diagnostic: Diagnostic) -> Region:
        """The lines to show and to let the model change for `diagnostic`."""
        return regions.region(code, diagnostic)

    def selected_region(self, code: str, path: str, first: int, last: int) -> Region:
        """The lines `first`..`last` that a user selected, clipped to the file."""
        return regions.selected_region(code, path, first, last)

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
        errors = [error for path, text in texts.items() if (error := syntax.parse(text, path))]
        runs = [ruff.check(files, project)] if "ruff" in project.tools else []
        newer = [error.path for error in errors if _is_newer(error, files, project, runs)]
        errors = [error for error in errors if error.path not in newer]
        broken = frozenset(error.path for error in errors)
        runs += [mypy.check(files, project, skip=broken)] if "mypy" in project.tools else []
        found = without_twins([d for run in runs for d in run.diagnostics if d.path not in broken])
        kept = drop_ignored([*errors, *found], {path: line_texts(text) for path, text in texts.items()})
        return Checked(
            diagnostics=tuple(sorted(kept, key=_order)),
            checked={"parser": frozenset(files)} | {k: v for run in runs for k, v in run.checked.items()},
            notes=(*(note for run in runs for note in run.notes), *map(_too_new, newer)),
            elsewhere=tuple(d for run in runs for d in run.elsewhere),
        )

    def test(
        self, files: Mapping[str, bytes], command: Sequence[str], project: Project, *, timeout: float
    ) -> TestRun:
        """Run a test command in `project.tree` with these contents in place; `timeout` is in seconds.

        Raises ToolError when the command cannot be started, ToolTimeoutError.
        """
        if project.tree is None:
            raise ToolError("tests need the whole snapshot in a folder")
        with standing(files, project.tree):
            return pytest_output.run_tests(command, project.tree, project, timeout=timeout)

    def is_environment(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding is about what is installed, not about the code."""
        return mypy.is_environment(diagnostic)

    def allows_removal(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding says that something is unused, unreachable or there twice."""
        if diagnostic.source == "pytest":
            return False  # it quotes names and values, which may be called `duplicates`
        message = diagnostic.message.lower()
        return (diagnostic.code or "").startswith(_REMOVABLE_CODES) or any(
            word in message for word in _REMOVABLE_WORDS
        )

    def may_be_meant_otherwise(self, diagnostic: Diagnostic) -> bool:
        """Whether what may be removed is likely to be a slip: a name given twice, a value nobody takes."""
        return diagnostic.code in _SLIPS

    def lost_code(self, before: str, after: str) -> str:
        """What `after` dropped of `before`, in a few words; "" when nothing of weight is gone."""
        return structure.lost_code(before, after)

    def lost_beside(self, before: str, after: str, findings: Sequence[Diagnostic]) -> str:
        """What `after` dropped of `before` beyond what `findings` call removable; "" when nothing."""
        return removal.lost_beside(before, after, findings)

    def lost_comment(self, before: str, after: str, finding: Diagnostic) -> str:
        """A comment of `before` that `after` drops though the code beside it stays; "" if none."""
        if (finding.code or "").startswith(_ON_COMMENTS):
            return ""
        return comments.lost_comment(before, after)

    def lost_name(self, before: str, after: str, path: str, files: Files) -> str | None:
        """A name of the file's or an import that `after` lacks and others need, with the reason; "" if none.

        None when one of the texts does not parse. Reads `files` only where a name is gone.
        """
        return interface.lost_name(before, after, path, files)

    def floats(self, lines: Sequence[str]) -> bool:
        """Whether these lines are imports of a module: another order of them seldom means anything."""
        return imports.are_imports(lines)

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


def _is_newer(
    error: Diagnostic, files: Mapping[str, bytes], project: Project, runs: Sequence[Checked]
) -> bool:
    """Whether our CPython is merely too old for the file: ruff, which knows later syntax, takes it."""
    accepted = any(
        error.path in run.checked["ruff"]
        and not any(d.is_syntax_error and d.path == error.path for d in run.diagnostics)
        for run in runs
    )
    return accepted and ruff.is_newer_syntax(error.path, files[error.path], project)


def _too_new(path: str) -> str:
    return f"{path}: in the syntax of a Python later than {platform.python_version()}, which NovaEdit runs on"


def without_twins(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Drop mypy's undefined names where ruff reports the same name on the same line."""
    named = {(d.path, d.line, _quoted(d)) for d in found if d.code == "F821"}
    return [d for d in found if d.code != "name-defined" or (d.path, d.line, _quoted(d)) not in named]


def _quoted(diagnostic: Diagnostic) -> str:
    match = _QUOTED.search(diagnostic.message)
    return match[1] if match else ""


def _imported(files: Files, paths: Iterable[str]) -> frozenset[str]:
    """Every module that a file of the tree imports."""
    contents = (files.read(path) for path in paths if path.endswith((".py", ".pyi")))
    return frozenset().union(*(imports.imported_modules(decode(content)) for content in contents if content))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    return (diagnostic.path, diagnostic.line or 0, diagnostic.column or 0, diagnostic.code or "")
