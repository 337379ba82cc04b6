"""The visible tests of a case, run in the sandbox while solving: the first failure as a Diagnostic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from novaedit.diagnostics import Diagnostic
from novaedit.eval.sandbox.base import Job, Limits, Sandbox, Verdict
from novaedit.eval.solving.focus import definition

_NAME = re.compile(r"[^\W\d]\w*")
#: Failures that say nothing about the code: the tests cannot run here.
_UNUSABLE = frozenset({"NoTests"})


@dataclass(slots=True)
class VisibleTests:
    """`focus`, if set, is the line that a failure is reported on: it is not always where it shows."""

    source: str
    path: str
    sandbox: Sandbox
    timeout: float
    focus: int | None = None
    _verdicts: dict[str, Verdict] = field(default_factory=dict)

    def verdict(self, text: str) -> Verdict:
        """How the tests end on a text; each text is tried once. Raises ToolError."""
        if text not in self._verdicts:
            self._verdicts[text] = self.sandbox.run(Job(self.path, text, self.source, Limits(self.timeout)))
        return self._verdicts[text]

    def failure(self, text: str) -> Diagnostic | None:
        """The first failure as pytest would report it, None when all tests pass."""
        verdict = self.verdict(text)
        if verdict.passed:
            return None
        # Without a failed assertion (time was over), what the tests speak of is what they test.
        names = verdict.called or tuple(_NAME.findall(self.source))
        line = self.focus or verdict.line or definition(text, names)
        return Diagnostic("pytest", verdict.kind, verdict.message, self.path, line, end_line=line)

    def is_usable(self, text: str) -> bool:
        """Whether the tests can tell anything: not when there is none, or a module is not installed."""
        verdict = self.verdict(text)
        return verdict.kind not in _UNUSABLE and verdict.kind != "ModuleNotFoundError"
