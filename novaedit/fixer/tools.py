"""Asking the tools about contents that exist only in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from novaedit.diagnostics import Diagnostic, finding_key
from novaedit.languages.base import Checked, Language, Project, TestRun

#: The source of diagnostics that come from the test command.
TESTS = "pytest"

_BOM = b"\xef\xbb\xbf"


class BudgetSpentError(Exception):
    """No more runs of a slow tool are left: a candidate cannot be proven."""


@dataclass(slots=True)
class Workbench:
    """The files of one language in a run, as they stand now, and the tools for them.

    `contents` (path -> bytes) is kept up to date as fixes are accepted: mypy judges a candidate together
    with everything fixed so far.
    """

    language: Language
    project: Project
    contents: dict[str, bytes]
    tests: tuple[str, ...] = ()
    test_timeout: float = 300.0
    slow_runs: int = 24
    _tested: dict[frozenset[tuple[str, bytes]], TestRun] = field(default_factory=dict, repr=False)

    def check_all(self) -> Checked:
        """What all tools say of the contents as they stand."""
        return self.language.diagnose(self.contents, self.project)

    def check(self, path: str, content: bytes, tools: Sequence[str]) -> tuple[Diagnostic, ...]:
        """What `tools` say of one file with other content. Raises BudgetSpentError."""
        contents = {path: content}
        if "mypy" in tools:
            self._spend()
            contents = {**self.contents, path: content}
        found = self.language.diagnose(contents, replace(self.project, tools=tuple(tools))).diagnostics
        return tuple(d for d in found if d.path == path)

    def test(self, changes: Mapping[str, bytes]) -> TestRun:
        """Run the test command on the contents as they stand, but for `changes`; on the same ones once."""
        contents = {**self.contents, **changes}
        key = frozenset(contents.items())
        if key not in self._tested:
            self._tested[key] = self.language.test(
                contents, self.tests, self.project, timeout=self.test_timeout
            )
        return self._tested[key]

    def test_candidate(self, path: str, content: bytes) -> TestRun:
        """The same for one candidate. Raises BudgetSpentError."""
        if frozenset({**self.contents, path: content}.items()) not in self._tested:
            self._spend()
        return self.test({path: content})

    def _spend(self) -> None:
        if self.slow_runs <= 0:
            raise BudgetSpentError
        self.slow_runs -= 1


@dataclass(frozen=True, slots=True)
class FileTools:
    """The workbench seen from one file."""

    bench: Workbench
    path: str
    has_bom: bool

    def encode(self, text: str) -> bytes:
        """The bytes of a text of this file."""
        return (_BOM if self.has_bom else b"") + text.encode("utf-8")

    def asked(self, diagnostic: Diagnostic | None) -> frozenset[str]:
        """The sources whose findings are renewed when a fix of `diagnostic` is judged."""
        tools = {"parser"}
        if diagnostic is None or not diagnostic.is_syntax_error:
            tools |= {"ruff"} & set(self.bench.project.tools)
        if diagnostic is not None and diagnostic.source == "mypy":
            tools.add("mypy")
        return frozenset(tools)

    def known(
        self, diagnostics: Sequence[Diagnostic], diagnostic: Diagnostic | None
    ) -> tuple[Diagnostic, ...]:
        """Those of the current findings that the same tools will report again."""
        asked = self.asked(diagnostic)
        return tuple(d for d in diagnostics if d.source in asked or d.is_syntax_error)

    def diagnose(self, text: str, diagnostic: Diagnostic | None) -> tuple[Diagnostic, ...]:
        """What the tools that decide about `diagnostic` say of another text."""
        tools = tuple(t for t in ("ruff", "mypy") if t in self.asked(diagnostic))
        if not tools:
            error = self.bench.language.parse(text, self.path)
            return () if error is None else (error,)
        return self.bench.check(self.path, self.encode(text), tools)

    def diagnose_all(self, text: str) -> tuple[Diagnostic, ...]:
        """What every tool of the project says of another text of this file."""
        return self.bench.check(self.path, self.encode(text), self.bench.project.tools)

    def failing_test(
        self, text: str, diagnostic: Diagnostic | None, known: Sequence[Diagnostic]
    ) -> str | None:
        """How the tests fail on another text; "" when `diagnostic` is gone and nothing new fails.

        None when `diagnostic` does not come from the tests: those run once, at the end.
        """
        if diagnostic is None or diagnostic.source != TESTS or not self.bench.tests:
            return None
        done = self.bench.test_candidate(self.path, self.encode(text))
        failures = Counter(finding_key(d) for d in done.diagnostics)
        before = Counter(finding_key(d) for d in known if d.source == TESTS)
        new = failures - (before - Counter([finding_key(diagnostic)]))
        return f"{len(new)} failing" if new else ""

    def failures(self) -> tuple[Diagnostic, ...]:
        """What the tests say of this file as all files stand now. Raises BudgetSpentError."""
        done = self.bench.test_candidate(self.path, self.bench.contents[self.path])
        return tuple(d for d in done.diagnostics if d.path == self.path)

    def accept(self, text: str) -> None:
        """From now on this is the file's text."""
        self.bench.contents[self.path] = self.encode(text)


def decode(content: bytes) -> tuple[str, bool]:
    """The text of a UTF-8 file without its byte order mark, and whether it has one."""
    has_bom = content.startswith(_BOM)
    return content[len(_BOM) :].decode("utf-8") if has_bom else content.decode("utf-8"), has_bom
