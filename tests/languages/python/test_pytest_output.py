"""The real pytest, and other commands, in a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from novaedit.errors import ToolError
from novaedit.languages.base import Project, TestRun
from novaedit.languages.python.pytest_output import read_failures, run_tests

CORE = """\
import json

def div(a, b):
    return a / b


def add(a, b):
    return a - b


def load(text):
    try:
        return json.loads(text)
    except ValueError as error:
        raise KeyError("no") from error
"""

TESTS = """\
import pytest
from pkg.core import add, div, load


def test_div():
    assert div(1, 0) == 1


def test_add():
    assert add(1, 2) == 3


def test_load():
    load("{")


@pytest.fixture
def broken():
    return nme


def test_fixture(broken):
    pass


def test_message():
    assert 1 == 2, "not equal"


def test_raises():
    with pytest.raises(ValueError):
        pass
"""


@pytest.fixture(autouse=True)
def no_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading what happens to be installed here takes most of the time."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def _project(folder: Path) -> Path:
    (folder / "pkg").mkdir(parents=True)
    (folder / "pkg" / "__init__.py").touch()
    (folder / "pkg" / "core.py").write_text(CORE)
    (folder / "test_core.py").write_text(TESTS)
    return folder


def _run(folder: Path, *words: str) -> TestRun:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    return run_tests(command, folder, Project(folder), timeout=60)


def test_failures_become_diagnostics(tmp_path: Path) -> None:
    """The exception, its message, and the deepest place in the project's own code."""
    (tmp_path / "x").mkdir()
    folder = _project(tmp_path / "x" / "snapshot")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --tb=long --showlocals\n")
    found = _run(folder)
    assert not found.passed
    assert {(d.code, d.path, d.line) for d in found.diagnostics} == {
        ("ZeroDivisionError", "pkg/core.py", 4),
        ("AssertionError", "pkg/core.py", 7),  # where the wrong value came from
        ("KeyError", "pkg/core.py", 15),  # not the ValueError that it was raised from
        ("NameError", "test_core.py", 19),
        ("AssertionError", "test_core.py", 27),
        ("Failed", "test_core.py", 31),
    }
    messages = {d.message for d in found.diagnostics}
    assert "assert -1 == 3 +  where -1 = add(1, 2)" in messages
    assert "not equal assert 1 == 2" in messages
    assert {d.source for d in found.diagnostics} == {"pytest"}


def test_collection_errors(tmp_path: Path) -> None:
    """A module that cannot be imported, and one that does not parse."""
    (tmp_path / "test_a.py").write_text("import os\nimport nowhere_at_all\n")
    (tmp_path / "lib.py").write_text("x = 1\ny = (\n")
    (tmp_path / "test_b.py").write_text("import lib\n")
    found = _run(tmp_path)
    assert {(d.code, d.path, d.line) for d in found.diagnostics} == {
        ("ModuleNotFoundError", "test_a.py", 2),
        ("SyntaxError", "lib.py", 2),
    }


def test_without_tracebacks_the_summary_counts(tmp_path: Path) -> None:
    """`--tb=no` on the command line is the user's word."""
    found = _run(_project(tmp_path / "p"), "--tb=no", "-k", "test_div")
    assert [(d.code, d.path, d.line) for d in found.diagnostics] == [
        ("ZeroDivisionError", "test_core.py", None)
    ]


def test_success(tmp_path: Path) -> None:
    """Nothing to say; and nothing is left behind in the folder."""
    (tmp_path / "test_a.py").write_text("def test(): pass\n")
    assert _run(tmp_path).passed
    assert [path.name for path in tmp_path.iterdir()] == ["test_a.py"]


def test_no_tests_are_no_success(tmp_path: Path) -> None:
    """pytest's status 5."""
    found = _run(tmp_path)
    assert not found.passed
    assert "status 5" in found.diagnostics[0].message


def test_snapshot_shadows_the_working_tree(tmp_path: Path) -> None:
    """E53: modules come from the snapshot's src/, though PYTHONPATH names another copy."""
    for name, value in (("work", 1), ("snapshot", 2)):
        (tmp_path / name / "src").mkdir(parents=True)
        (tmp_path / name / "src" / "shadowed.py").write_text(f"value = {value}\n")
    code = "import sys; sys.path.append(sys.argv[1]); import shadowed; sys.exit(shadowed.value != 2)"
    command = [sys.executable, "-c", code, str(tmp_path / "work" / "src")]
    assert run_tests(command, tmp_path / "snapshot", Project(tmp_path / "work"), timeout=30).passed


def test_any_command(tmp_path: Path) -> None:
    """What is not pytest is judged by its status."""
    code = "import sys; print('went wrong'); sys.exit(3)"
    found = run_tests([sys.executable, "-c", code], tmp_path, Project(tmp_path), timeout=30)
    assert not found.passed
    assert [(d.source, d.line) for d in found.diagnostics] == [("tests", None)]
    assert found.diagnostics[0].message.endswith("ended with status 3: went wrong")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["no-such-program"], "not found"),
        ([sys.executable, "-c", "import time; time.sleep(30)"], "within 1 sec"),
    ],
)
def test_command_that_cannot_run(tmp_path: Path, command: list[str], words: str) -> None:
    """One sentence, and nothing left running."""
    with pytest.raises(ToolError, match=words):
        run_tests(command, tmp_path, Project(tmp_path), timeout=1)


def test_other_text(tmp_path: Path) -> None:
    """Text that is no failure gives nothing."""
    assert read_failures("____ x ____\nnothing\n==== done ====\nE   stray\n", tmp_path) == ()


def test_addresses_of_objects_do_not_make_a_finding_new(tmp_path: Path) -> None:
    rows = (
        "____ test_add ____",
        "test_calc.py:5: in test_add",
        "    assert calc.add(2, 3) == 5",
        "E   assert -1 == 5",
        "E    +  where -1 = <function add at 0x{}>(2, 3)",
        "==== 1 failed ====",
    )
    one, other = ("\n".join(rows).replace("{}", address) for address in ("7f7d081f09a0", "7f0000000000"))
    assert read_failures(one, tmp_path) == read_failures(other, tmp_path) != ()


def test_a_wrong_collection_is_traced_to_its_call(tmp_path: Path) -> None:
    """pytest names the call for numbers only; for others it is read in the test's source."""
    (tmp_path / "core.py").write_text(
        "def other():\n    return 0\n\n\ndef names(n):\n    return ['a'] * n\n\n\ndef one(n):\n    yield n\n"
    )
    (tmp_path / "test_core.py").write_text(
        "from core import names, one\n\n\n"
        "def test_list():\n    assert names(2) == ['a']\n\n\n"
        "def test_text():\n    assert 'x' + names(1)[0] == 'xb', 'no'\n\n\n"
        "def test_wrapped():\n    assert list(one(3)) == [4]\n"
    )
    found = _run(tmp_path).diagnostics
    assert {(d.path, d.line, d.message) for d in found} == {
        (
            "core.py",
            5,
            "assert ['a', 'a'] == ['a'] +  where ['a', 'a'] = names(2) Left contains one more item: 'a'",
        ),
        ("test_core.py", 9, "no assert 'xa' == 'xb'"),
        ("core.py", 9, "assert [3] == [4] +  where [3] = list(one(3)) At index 0 diff: 3 != 4"),
    }
