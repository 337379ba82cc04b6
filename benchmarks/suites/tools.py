"""What the real tools say of many small files: one run of ruff, one of mypy, one process for all tests."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.suites.forked import Session, run_sessions
from novaedit.diagnostics import Diagnostic
from novaedit.languages.base import Project
from novaedit.languages.python import mypy, ruff, syntax

#: What the right code of every case is clean of. The first four are NovaEdit's own default.
RULES = (*ruff.DEFAULT_RULES, "B", "C4", "PIE", "PLE", "PLW", "RUF", "W605")

#: Name -> path and content.
Contents = Mapping[str, tuple[str, str]]
Found = dict[str, list[Diagnostic]]


def parse_errors(contents: Contents) -> Found:
    """CPython's syntax error of each content that does not parse."""
    errors = {name: syntax.parse(code, path) for name, (path, code) in contents.items()}
    return {name: [error] for name, error in errors.items() if error is not None}


def ruff_findings(contents: Contents, rules: Sequence[str] = RULES) -> Found:
    """ruff's findings of each content, by name; those without any are left out."""
    with tempfile.TemporaryDirectory() as name:
        folders = _lay_out(Path(name), contents)
        said = ruff.check_folder(Path(name), rules, target_version="py311")
        return _by_name(folders, [finding for findings in said.values() for finding in findings])


def mypy_findings(contents: Contents) -> Found:
    """mypy's findings of each content without any configuration, by name. Raises RuntimeError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folders = _lay_out(folder, contents)
        files = {f"{folders[name]}/{path}": code.encode() for name, (path, code) in contents.items()}
        checked = mypy.check(files, Project(folder, tree=folder, tools=("mypy",)))
        missing = set(files) - checked.checked["mypy"]
        if missing:
            raise RuntimeError(f"mypy did not check {sorted(missing)}: {checked.notes}")
        return _by_name(folders, checked.diagnostics)


def run_tests(
    contents: Contents, tests: Mapping[str, Mapping[str, str]], seconds: float
) -> dict[str, Session]:
    """Run tests (file name -> source) of each name against its content."""
    with tempfile.TemporaryDirectory() as name:
        folders = _lay_out(Path(name), contents)
        places = {case: Path(name) / folders[case] for case in tests}
        for case, place in places.items():
            for file, source in tests[case].items():
                (place / file).write_text(source, "utf-8")
        return dict(zip(places, run_sessions([*places.values()], seconds), strict=True))


def _lay_out(root: Path, contents: Contents) -> dict[str, str]:
    """A folder for each name; mypy wants folders that could be packages."""
    folders = {name: f"case{number}" for number, name in enumerate(contents)}
    for name, (path, code) in contents.items():
        place = root / folders[name] / path
        place.parent.mkdir(parents=True)
        place.write_text(code, "utf-8")
    return folders


def _by_name(folders: Mapping[str, str], findings: Sequence[Diagnostic]) -> Found:
    names = {folder: name for name, folder in folders.items()}
    found: Found = defaultdict(list)
    for finding in sorted(findings, key=lambda d: (d.line or 0, d.column or 0, d.code or "")):
        folder, _, path = finding.path.partition("/")
        found[names[folder]].append(replace(finding, path=path))
    return dict(found)
