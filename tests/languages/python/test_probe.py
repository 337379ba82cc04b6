"""Tests that ran other code than the snapshot's prove nothing, and are told apart."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from novaedit.errors import ToolError
from novaedit.languages.base import Project
from novaedit.languages.python.pytest_output import run_tests

PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]


def write(folder: Path, test: str) -> Path:
    folder.mkdir()
    (folder / "calc.py").write_text("value = 1\n")
    (folder / "test_calc.py").write_text(test)
    return folder


def test_modules_of_the_snapshot_are_accepted(tmp_path: Path) -> None:
    test = "import calc\n\ndef test_it():\n    assert calc.value == 1\n"
    work, snapshot = write(tmp_path / "work", test), write(tmp_path / "snapshot", test)
    assert run_tests(PYTEST, snapshot, Project(work), timeout=60).passed


def test_modules_of_the_working_tree_are_refused(tmp_path: Path) -> None:
    work = tmp_path / "work"
    test = f"import sys\nsys.path.insert(0, {str(work)!r})\nimport calc\n\ndef test_it():\n    pass\n"
    write(work, test)
    snapshot = write(tmp_path / "snapshot", test)
    with pytest.raises(ToolError, match="imported calc from the working tree"):
        run_tests(PYTEST, snapshot, Project(work), timeout=60)


def test_a_snapshot_inside_the_working_tree_is_no_working_tree(tmp_path: Path) -> None:
    test = "import calc\n\ndef test_it():\n    pass\n"
    work = write(tmp_path / "work", test)
    snapshot = write(work / "snapshot", test)
    assert run_tests(PYTEST, snapshot, Project(work), timeout=60).passed
