"""What is newly wrong with each draft: the parser, ruff and mypy say it, each asked once for all drafts.

Of the family `hints` no tool is asked: the text proves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from novaedit.diagnostics import Diagnostic, finding_key, new_findings
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.bulk_mypy import mypy_on
from novaedit.languages.python.syntax import parse
from novaedit.synth.draft import ANNOTATED, Draft
from novaedit.synth.hint_checks import hint_errors
from novaedit.synth.hint_error import HintError
from novaedit.synth.module import Module
from novaedit.synth.rejected import RejectedError


class Findings:
    """The findings for drafts of one source. Raises ToolError when a tool cannot be run."""

    def __init__(
        self, drafts: Sequence[Draft], context: Mapping[str, str] | None = None, seconds: float = 900.0
    ) -> None:
        """`context` are the texts of the package, for mypy; `seconds` bound its part of the time."""
        #: With types broken, the clean file may be in an older notation.
        texts = {d.path: d.clean for d in drafts if not d.snippet and d.family not in ANNOTATED}
        self._errors = {id(draft): parse(draft.broken, draft.path) for draft in drafts}
        ruff = [draft for draft in drafts if draft.family in {"names", "lint"} and self._parses(draft)]
        found = ruff_on([*texts.items(), *((draft.path, draft.broken) for draft in ruff)])
        self._clean: dict[str, list[Diagnostic] | None] = dict(zip(texts, found, strict=False))
        self._broken: dict[int, list[Diagnostic] | None] = {
            id(draft): findings for draft, findings in zip(ruff, found[len(texts) :], strict=True)
        }
        self._clean_hints: dict[str, list[HintError]] = {}
        self._types(drafts, context, seconds)

    def of_clean(self, path: str) -> list[Diagnostic]:
        """What ruff says of a clean file."""
        return self._clean.get(path) or []

    def new(self, draft: Draft) -> list[Diagnostic]:
        """What the tools say of the broken file but not of the clean one. Raises RejectedError."""
        error = self._errors[id(draft)]
        if draft.family == "syntax":
            return [error] if error else []
        if error:
            raise RejectedError("does not parse")
        if draft.family == "hints":
            return self._proved(draft)
        before = (self._clean_types if draft.family == "types" else self._clean).get(draft.path)
        after = self._broken[id(draft)]
        if before is None or after is None:
            raise RejectedError("a tool stopped")
        return _more(before, after, draft)

    def _proved(self, draft: Draft) -> list[Diagnostic]:
        if draft.path not in self._clean_hints:
            self._clean_hints[draft.path] = hint_errors(Module(draft.clean))
        before = _said(self._clean_hints[draft.path], draft)
        return _more(before, _said(hint_errors(Module(draft.broken)), draft), draft)

    def _parses(self, draft: Draft) -> bool:
        return self._errors[id(draft)] is None

    def _types(self, drafts: Sequence[Draft], context: Mapping[str, str] | None, seconds: float) -> None:
        typed = [draft for draft in drafts if draft.family == "types" and self._parses(draft)]
        texts = {draft.path: draft.clean for draft in typed}
        files = [*texts.items(), *((draft.path, draft.broken) for draft in typed)]
        found = mypy_on(files, context, seconds=seconds)
        self._clean_types = dict(zip(texts, found, strict=False))
        self._broken |= {id(d): findings for d, findings in zip(typed, found[len(texts) :], strict=True)}


def _more(before: Sequence[Diagnostic], after: Sequence[Diagnostic], draft: Draft) -> list[Diagnostic]:
    """What is new: what was said before of a line that now reads otherwise is not."""
    room = Counter(map(finding_key, after)) - Counter(map(finding_key, before))
    found = []
    for diagnostic in new_findings(before, after, draft.clean, draft.broken):
        if room[finding_key(diagnostic)] > 0:
            room[finding_key(diagnostic)] -= 1
            found.append(diagnostic)
    return found


def _said(found: Sequence[HintError], draft: Draft) -> list[Diagnostic]:
    if draft.checker == "pyre":
        return [error.as_pyre(draft.path) for error in found]
    return [said for error in found if (said := error.as_mypy(draft.path))]
