"""From drafts to cases: the real tools say what is wrong, and the case records it."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.suites import failures, tools
from benchmarks.suites.source import Draft, SourceError, read_folder
from novaedit.diagnostics import Diagnostic

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TARGET = ROOT / "novaedit" / "eval" / "suites"
VERSIONS = HERE / "versions.json"

#: Suite -> the folder of its sources.
SUITES = {"regression": HERE / "regression", "edit-lite": HERE / "edit_lite"}
#: For the tests of one case; and what we wait for all of them on a busy machine.
SECONDS, PATIENCE = 30.0, 300.0

VISIBLE, HIDDEN = "visible.py", "hidden.py"

#: Who reports the mistake -> how a fix is judged. Pyre is not run: mypy tells whether its finding is gone.
CHECKS = {
    "parser": "parse",
    "ruff": "diagnostics",
    "mypy": "diagnostics",
    "pytest": "tests",
    "instruction": "tests",
    "pyre": "diagnostics",
    "none": "exact",
}

Record = dict[str, Any]


def versions() -> dict[str, str]:
    """The tools whose words the suites record: another version may say it differently."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, **{name: version(name) for name in ("ruff", "mypy", "pytest")}}


def build(suite: str) -> list[Record]:
    """Every case of a suite. Raises SourceError where no tool reports the mistake."""
    drafts = read_folder(SUITES[suite])
    found = _findings(drafts)
    return [_record(suite, draft, found.get(draft.name, [])) for draft in drafts]


def render(records: Sequence[Record]) -> str:
    """The suite's file: one case a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _findings(drafts: Sequence[Draft]) -> tools.Found:
    def of(tool: str) -> tools.Contents:
        return {draft.name: (draft.path, draft.code) for draft in drafts if draft.tool == tool}

    return {
        **tools.parse_errors(of("parser")),
        **(tools.ruff_findings(of("ruff")) if of("ruff") else {}),
        **(tools.mypy_findings(of("mypy")) if of("mypy") else {}),
        **_failures([draft for draft in drafts if draft.tool == "pytest"]),
        **{draft.name: list(_foreign(draft)) for draft in drafts if draft.findings},
    }


def _failures(drafts: Sequence[Draft]) -> tools.Found:
    """What the visible tests say of each draft. Raises SourceError where the hidden ones see nothing."""
    contents = {draft.name: (draft.path, draft.code) for draft in drafts}
    tests = {draft.name: {VISIBLE: draft.visible, HIDDEN: draft.tests} for draft in drafts}
    failed = tools.failed_tests(contents, tests, PATIENCE)
    found, blind = {}, []
    for draft in drafts:
        if not any(failure.test == HIDDEN for failure in failed[draft.name]):
            blind.append(draft.name)
        seen = [failure for failure in failed[draft.name] if failure.test == VISIBLE]
        found[draft.name] = [failures.finding(f, draft.path, draft.code, draft.visible) for f in seen]
    if blind:
        raise SourceError(f"the hidden tests do not fail: {', '.join(blind)}")
    return found


def _foreign(draft: Draft) -> Iterator[Diagnostic]:
    lines = draft.code.split("\n")
    for code, part, message in draft.findings:
        places = [number for number, line in enumerate(lines, start=1) if part in line]
        if len(places) != 1:
            raise SourceError(f"{draft.name}: {part!r} stands on {len(places)} lines")
        source, _, code = code.rpartition(" ")
        yield Diagnostic(source or draft.tool, code, message, draft.path, places[0], end_line=places[0])


def _record(suite: str, draft: Draft, found: Sequence[Diagnostic]) -> Record:
    if not found and draft.tool not in ("none", "instruction"):
        raise SourceError(f"{draft.name}: {draft.tool} has nothing to say")
    return {
        "id": f"{suite}/{draft.name}",
        "language": "python",
        "file_path": draft.path,
        "kind": draft.kind,
        "tags": [draft.tool],
        "code": draft.code,
        "diagnostics": [_plain(diagnostic) for diagnostic in found],
        "instruction": draft.instruction or None,
        "fixed": draft.fixed,
        "check": {
            "kind": CHECKS[draft.tool],
            "tests": draft.tests or None,
            "visible_tests": draft.visible or None,
            "timeout_s": SECONDS,
        },
    }


def _plain(diagnostic: Diagnostic) -> Record:
    record = asdict(diagnostic)
    del record["fix"]
    return record
