"""A case made ready: the text to work on, what is asked about it, and the tools that can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from novaedit.diagnostics import UNDEFINED_CODES, Diagnostic, Fingerprint, finding_key, fingerprint
from novaedit.eval.case import Case
from novaedit.eval.solving.adapter import CaseLanguage
from novaedit.eval.solving.frame import Frame, Strictness, frame_of
from novaedit.eval.solving.project import TYPE_CHECKERS, OneFile, configuration, path_of, tools_of
from novaedit.languages.base import Language, Project
from novaedit.languages.python.structure import parse_quietly
from novaedit.lines import line_texts

_SYNTAX = frozenset({"SyntaxError", "IndentationError", "TabError", "syntax-error", "parse-error"})
_OURS = frozenset({"ruff", "mypy", "parser"})
_NOT_DEFINED = re.compile(r"(?i)\b(?:not|un)[ -]?(?:defined|bound)\b|undefined|cannot find name")
_QUOTED = re.compile(r"[`\"']([^`\"']+)[`\"']")


@dataclass(frozen=True, slots=True)
class Task:
    """`asked` are the findings to answer, as our tools say them where they do; `foreign` those they don't.

    `project` lies in a folder with `around` as the configuration.
    """

    case: Case
    path: str
    text: str
    language: CaseLanguage
    project: Project
    around: dict[str, bytes]
    asked: tuple[Diagnostic, ...]
    foreign: tuple[Diagnostic, ...]

    @property
    def wanted(self) -> frozenset[Fingerprint]:
        """What identifies the findings asked about."""
        lines = line_texts(self.text)
        return frozenset(fingerprint(d, lines) for d in self.asked)


def prepare(case: Case, language: Language, root: Path) -> Task:
    """Look at a case with our tools. Raises ToolError, and UnicodeEncodeError for what is no text."""
    path = path_of(case, language)
    given = tuple(replace(d, path=path) for d in case.diagnostics)
    strictness, frame = _reading(case, language, path)
    text = case.code
    seen = CaseLanguage(language, strictness, frame)
    around = configuration(given)
    tools = tools_of(given) if language.name == "python" else language.wanted_tools(root, None)
    if case.check.kind == "exact" and not any(d.source == "mypy" for d in given):
        tools = ("ruff",)  # the reference decides; what another checker found is asked in its own words
    project = Project(root, root, tools)
    OneFile({**around, path: text.encode("utf-8")}).materialise(root)
    found = seen.diagnose({path: text.encode("utf-8")}, project).diagnostics
    asked, foreign = _asked(case, given, found, seen, text)
    # A piece of a file, where nobody knows which names are defined elsewhere. A reference decides by itself.
    unasked = any(d.code in UNDEFINED_CODES and d not in asked for d in found)
    seen.open_names = bool(foreign) and (unasked or strictness != "whole" or case.check.kind == "exact")
    if "mypy" in tools and not any(d.source == "mypy" for d in asked):
        project = replace(project, tools=("ruff",))  # it knows nothing of them
    return Task(case, path, text, seen, project, around, asked, foreign)


def is_syntax(diagnostic: Diagnostic) -> bool:
    """Whether the finding is that the code does not parse, by whatever name a tool calls it."""
    return diagnostic.is_syntax_error or diagnostic.code in _SYNTAX


def _reading(case: Case, language: Language, path: str) -> tuple[Strictness, Frame]:
    """How strictly to parse, and within what.

    Code that does not parse is a fragment when all findings that are given are about something else.
    """
    if language.parse(case.code, path) is None or language.name != "python":
        return "whole", Frame()
    if parse_quietly(case.code) is not None:
        alone = case.diagnostics and not any(map(is_syntax, case.diagnostics))
        return ("grammar" if alone else "whole"), Frame()
    if case.check.kind == "parse" or not case.diagnostics or any(map(is_syntax, case.diagnostics)):
        return "whole", Frame()
    frame = frame_of(case.code)
    return ("loose", Frame()) if frame is None else ("grammar", frame)


def _asked(
    case: Case, given: Sequence[Diagnostic], found: Sequence[Diagnostic], language: CaseLanguage, text: str
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """The findings to answer, and those among them that none of our tools reports."""
    broken = [d for d in found if d.is_syntax_error]
    if not given:
        return _own(case, found, language), ()
    lines = len(line_texts(text))
    asked, foreign = list(broken), []
    left = [d for d in found if not d.is_syntax_error]
    for diagnostic in given:
        if is_syntax(diagnostic) and broken:
            continue
        if diagnostic.source == "pytest" and case.check.visible_tests:
            continue  # they are run, and say it themselves
        twin = _twin(diagnostic, left)
        if twin is not None:
            left.remove(twin)
            asked.append(twin)
        else:
            foreign.append(_unknown(diagnostic, lines))
    return (*asked, *foreign), tuple(foreign)


def _own(case: Case, found: Sequence[Diagnostic], language: CaseLanguage) -> tuple[Diagnostic, ...]:
    kind = case.check.kind
    if kind == "parse":
        return tuple(d for d in found if d.is_syntax_error)
    if kind != "diagnostics" and (case.instruction or case.check.visible_tests):
        # Something else is asked; what makes the code fail all the same is in the way.
        return tuple(d for d in found if d.may_cause_others)
    return tuple(d for d in found if not language.is_environment(d))


def _twin(diagnostic: Diagnostic, found: Sequence[Diagnostic]) -> Diagnostic | None:
    """The same finding as one of our tools reports it: by code and line, else by what it says."""
    near = [d for d in found if d.code == diagnostic.code and d.line == diagnostic.line]
    same = [d for d in found if finding_key(d) == finding_key(diagnostic)]
    by_code = [d for d in found if diagnostic.line is None and d.code == diagnostic.code and d.code]
    exact = [d for d in near if d in same]
    alike = [d for d in found if d.line == diagnostic.line and _is_alike(d, diagnostic)]
    return next(iter((*exact, *near, *same, *by_code, *alike)), None)


def _is_alike(ours: Diagnostic, foreign: Diagnostic) -> bool:
    """Whether two tools say the same of a line: a name that is not there, or a type that does not fit."""
    if ours.source == "mypy":
        return foreign.source in TYPE_CHECKERS
    names = set(_QUOTED.findall(ours.message)) & set(_QUOTED.findall(foreign.message))
    return ours.code in UNDEFINED_CODES and bool(names) and bool(_NOT_DEFINED.search(foreign.message))


def _unknown(diagnostic: Diagnostic, lines: int) -> Diagnostic:
    """A finding that cannot be checked again, whatever tool it names; its line is there, or it has none."""
    source = "given" if diagnostic.source in _OURS or diagnostic.is_syntax_error else diagnostic.source
    code = None if diagnostic.is_syntax_error else diagnostic.code
    # A line beyond the end is that of the file which a piece was cut from.
    within = diagnostic.line is not None and diagnostic.line <= lines + 1
    line = max(1, min(diagnostic.line or 1, lines)) if within else None
    end = None if line is None else max(line, min(diagnostic.end_line or line, lines))
    return replace(diagnostic, source=source, code=code, line=line, end_line=end)
