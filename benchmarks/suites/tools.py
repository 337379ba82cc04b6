"""What the real tools say of many small files: one run of ruff, one of mypy, few processes for all tests."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.suites.session import Failure, failures_in
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
        try:
            checked = mypy.check(files, Project(folder, tree=folder, tools=("mypy",)))
        finally:
            shutil.rmtree(mypy.cache_folder(folder), ignore_errors=True)
        missing = set(files) - checked.checked["mypy"]
        if missing:
            raise RuntimeError(f"mypy did not check {sorted(missing)}: {checked.notes}")
        return _by_name(folders, checked.diagnostics)


def failed_tests(
    contents: Contents, tests: Mapping[str, Mapping[str, str]], seconds: float
) -> dict[str, list[Failure]]:
    """What fails when tests (file name -> source) of each name are run against its content.

    Contents of different paths share one pytest process; `seconds` is for each process.
    """
    found: dict[str, list[Failure]] = {name: [] for name in tests}
    for group in _groups(contents, tests):
        with tempfile.TemporaryDirectory() as name:
            folder, owners = Path(name).resolve() / "tree", {}
            for number, case in enumerate(group):
                _write(folder, *contents[case])
                for file, source in tests[case].items():
                    test = f"test_{number}_{file}"
                    owners[test] = case, file
                    _write(folder, test, source)
            for failure in failures_in(folder, folder.parent / "result.json", seconds):
                case, file = owners[failure.test]
                found[case].append(replace(failure, test=file))
    return found


def _groups(contents: Contents, names: Iterable[str]) -> list[list[str]]:
    """The names in as few groups as there are contents of one path."""
    groups: list[list[str]] = []
    count: Counter[str] = Counter()
    for name in names:
        path = contents[name][0]
        if count[path] == len(groups):
            groups.append([])
        groups[count[path]].append(name)
        count[path] += 1
    return groups


def _lay_out(root: Path, contents: Contents) -> dict[str, str]:
    """A folder for each name; mypy wants folders that could be packages."""
    folders = {name: f"case{number}" for number, name in enumerate(contents)}
    for name, (path, code) in contents.items():
        _write(root / folders[name], path, code)
    return folders


def _write(root: Path, path: str, text: str) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


def _by_name(folders: Mapping[str, str], findings: Sequence[Diagnostic]) -> Found:
    names = {folder: name for name, folder in folders.items()}
    found: Found = defaultdict(list)
    for finding in sorted(findings, key=lambda d: (d.line or 0, d.column or 0, d.code or "")):
        folder, _, path = finding.path.partition("/")
        found[names[folder]].append(replace(finding, path=path))
    return dict(found)
