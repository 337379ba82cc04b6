"""`novaedit fix` with a scripted model: what the tool cannot fix itself."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.command import Repo, Result

_BROKEN = "def double(value):\n    return 2 * valeu\n"
_ANSWER = "@@ 2-2\n+     return 2 * value"


def _run(repo: Repo, answers: dict[str, str], *arguments: str) -> Result:
    script = repo.home / "script.json"
    script.write_text(json.dumps({"answers": answers}))
    return repo.run(*arguments, module=("tests.cli.replay", str(script)))


@pytest.fixture
def broken(repo: Repo) -> Repo:
    """A repository with a staged undefined name."""
    repo.write("a.py", _BROKEN)
    repo.git("add", ".")
    return repo


def test_a_fix_by_the_model_is_gated_shown_and_applied(broken: Repo) -> None:
    offered = _run(broken, {"valeu": _ANSWER}, "fix", "--staged")
    assert offered.code == 1
    assert "fix by the model" in offered.out
    for gate in ("applies", "in-region", "parses", "resolved", "no-new-diagnostics"):
        assert gate in offered.out
    applied = _run(broken, {"valeu": _ANSWER}, "fix", "--staged", "--apply")
    assert applied.code == 0
    assert (broken.root / "a.py").read_text() == _BROKEN.replace("valeu", "value")


def test_abstaining_is_said(broken: Repo) -> None:
    result = _run(broken, {}, "fix", "--staged", "--output-format", "json")
    assert result.code == 1
    assert json.loads(result.out)["files"][0]["unfixed"][0]["reason"] == "abstained"


def test_a_suppression_is_no_fix(broken: Repo) -> None:
    answer = "@@ 2-2\n+     return 2 * valeu  # noqa: F821"
    result = _run(broken, {"valeu": answer}, "fix", "--staged", "--output-format", "json")
    (unfixed,) = json.loads(result.out)["files"][0]["unfixed"]
    assert unfixed["reason"] == "gates"
    assert unfixed["attempts"][0]["gates"][-1]["name"] == "no-suppression"


def test_who_wants_any_answer_gets_what_mypy_accepts(repo: Repo) -> None:
    """What the model writes does not help; a repair is proved, but not for who asks for a confidence."""
    code = "def g(a: list[str]) -> None: ...\n\n\ndef f(b: str) -> None:\n    g({})\n"
    repo.write("pyproject.toml", "[tool.mypy]\n")
    repo.write("a.py", code.format("b"))
    repo.git("add", ".")
    answers = {"incompatible": "@@ 5-5\n+     g(a)"}
    silent = _run(repo, answers, "fix", "--staged", "--min-confidence", "0.2")
    assert silent.code == 1
    assert "not fixed" in silent.out
    applied = _run(repo, answers, "fix", "--staged", "--min-confidence", "0", "--apply")
    assert applied.code == 0
    assert (repo.root / "a.py").read_text() == code.format("[b]")


def test_a_test_command_that_begins_to_fail_rejects_a_fix(broken: Repo) -> None:
    program = "import sys; sys.exit('valeu' not in open('a.py').read())"
    tests = shlex.join([sys.executable, "-c", program])
    result = _run(broken, {"valeu": _ANSWER}, "fix", "--staged", "--tests", tests, "--output-format", "json")
    assert result.code == 1
    (file,) = json.loads(result.out)["files"]
    assert (file["fixes"], file["unfixed"][0]["reason"]) == ([], "gates")


def test_an_instruction_for_a_region_needs_no_diagnostic(repo: Repo) -> None:
    repo.commit(a="x = 1\ny = 2\n")
    result = _run(
        repo,
        {"rename": "@@ 2-2\n+ z = 2"},
        "fix",
        "--lines",
        "a.py:2-2",
        "--instruction",
        "rename y to z",
        "--apply",
    )
    assert result.code == 0
    assert (repo.root / "a.py").read_text() == "x = 1\nz = 2\n"


def test_an_instruction_to_no_avail_is_said(repo: Repo) -> None:
    repo.commit(a="x = 1\ny = 2\n")
    result = _run(repo, {}, "fix", "--lines", "a.py:2-2", "--instruction", "rename y to z")
    assert result.code == 1
    assert "the model offered nothing for the instruction" in result.out


def test_diagnostics_from_a_file(repo: Repo, tmp_path: Path) -> None:
    content = "def double(value: int) -> int:\n    return '2' * value\n"
    repo.commit(a=content)
    found = {"file": "a.py", "line": 2, "column": 11, "code": "return-value", "severity": "error"}
    report = tmp_path / "mypy.json"
    report.write_text(
        json.dumps({**found, "message": 'Incompatible return value type (got "str", expected "int")'})
    )
    answers = {"Incompatible return": "@@ 2-2\n+     return 2 * value"}
    result = _run(repo, answers, "fix", "a.py", "--diagnostics", str(report), "--diff")
    assert (result.code, result.err) == (1, "")
    assert "+    return 2 * value" in result.out
