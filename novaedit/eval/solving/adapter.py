"""A language seen from one case: findings are remembered, its tests are the visible tests in a sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from novaedit.diagnostics import UNDEFINED_CODES, Diagnostic
from novaedit.edits import Region
from novaedit.eval.solving.frame import Frame, Strictness
from novaedit.languages.base import Checked, Files, Language, Project, TestRun

#: What the tests say of a text: None when they pass.
Tests = Callable[[str], Diagnostic | None]


@dataclass(slots=True)
class CaseLanguage:
    """Delegates to `inner`; `strictness` says what counts as a syntax error, `tests` what the tests say.

    Code that is a piece of a file parses within `frame`. In a piece of a file nobody knows which names are
    defined elsewhere: with `open_names` such findings are left out.
    """

    inner: Language
    strictness: Strictness
    frame: Frame = field(default_factory=Frame)
    open_names: bool = False
    tests: Tests = lambda _: None
    _found: dict[tuple[tuple[tuple[str, bytes], ...], tuple[str, ...]], Checked] = field(default_factory=dict)

    name: str = ""
    extensions: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.name, self.extensions, self.words = self.inner.name, self.inner.extensions, self.inner.words

    def parse(self, code: str, path: str = "") -> Diagnostic | None:
        """The first syntax error that counts, or None."""
        if self.strictness == "loose":
            return None
        if self.strictness == "grammar" and self.frame.completed(code) is not None:
            return None
        return self.inner.parse(code, path)

    def diagnose(self, files: Mapping[str, bytes], project: Project) -> Checked:
        """What the tools say; syntax errors that do not count are left out. Raises ToolError."""
        key = (tuple(sorted(files.items())), project.tools)
        if key not in self._found:
            checked = self.inner.diagnose(files, project)
            whole = {p for p, content in files.items() if self.parse(content.decode("utf-8"), p) is None}
            kept = tuple(d for d in checked.diagnostics if not (d.is_syntax_error and d.path in whole))
            self._found[key] = replace(checked, diagnostics=kept)
        found = self._found[key]
        if not self.open_names:
            return found
        return replace(
            found, diagnostics=tuple(d for d in found.diagnostics if d.code not in UNDEFINED_CODES)
        )

    def test(
        self, files: Mapping[str, bytes], command: Sequence[str], project: Project, *, timeout: float
    ) -> TestRun:
        """Run the visible tests, whatever `command` says: it is a word that stands for them."""
        del command, project, timeout
        (content,) = files.values()
        failure = self.tests(content.decode("utf-8"))
        return TestRun(failure is None, () if failure is None else (failure,), "")

    def region(self, code: str, diagnostic: Diagnostic) -> Region:
        """As the language has it."""
        return self.inner.region(code, diagnostic)

    def selected_region(self, code: str, path: str, first: int, last: int) -> Region:
        """As the language has it."""
        return self.inner.selected_region(code, path, first, last)

    def wanted_tools(self, root: Path, configured: tuple[str, ...] | None) -> tuple[str, ...]:
        """As the language has it."""
        return self.inner.wanted_tools(root, configured)

    def is_environment(self, diagnostic: Diagnostic) -> bool:
        """As the language has it."""
        return self.inner.is_environment(diagnostic)

    def allows_removal(self, diagnostic: Diagnostic) -> bool:
        """As the language has it."""
        return self.inner.allows_removal(diagnostic)

    def may_be_meant_otherwise(self, diagnostic: Diagnostic) -> bool:
        """As the language has it."""
        return self.inner.may_be_meant_otherwise(diagnostic)

    def lost_code(self, before: str, after: str) -> str | None:
        """As the language has it; of a piece that parses nowhere nobody can tell what is code."""
        if self.strictness == "loose":
            return None
        new = self.frame.completed(after)
        return self.inner.lost_code(
            self.frame.around(before), self.frame.around(after) if new is None else new
        )

    def lost_beside(self, before: str, after: str, findings: Sequence[Diagnostic]) -> str:
        """As the language has it."""
        return self.inner.lost_beside(before, after, findings)

    def lost_comment(self, before: str, after: str, finding: Diagnostic) -> str:
        """As the language has it."""
        return self.inner.lost_comment(before, after, finding)

    def lost_name(self, before: str, after: str, path: str, files: Files) -> str | None:
        """As the language has it."""
        return self.inner.lost_name(before, after, path, files)

    def floats(self, lines: Sequence[str]) -> bool:
        """As the language has it."""
        return self.inner.floats(lines)

    def added_suppression(self, before: str, after: str) -> str:
        """As the language has it."""
        return self.inner.added_suppression(before, after)

    def unknown_import(self, before: str, after: str, files: Files, python: str | None) -> str:
        """As the language has it."""
        return self.inner.unknown_import(before, after, files, python)
