"""The entry point: version, help, and what they must not import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from novaedit import __version__
from novaedit.cli.flags import GROUPS
from novaedit.cli.main import main
from tests.cli.command import Repo, environment

_HEAVY = {"torch", "transformers", "openvino", "openvino_genai", "numpy", "tokenizers"}
_PROGRAM = """
import json, sys
from novaedit.cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def _modules(repo: Repo, *arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=repo.root,
        env=environment(repo.home),
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"novaedit {__version__}\n"


def test_version_imports_nothing_but_the_standard_library(repo: Repo) -> None:
    code, modules = _modules(repo, "--version")
    assert code == 0
    assert not modules & {"typer", "rich", "pygit2", "novaedit.cli.app", *_HEAVY}


def test_help_imports_nothing_heavy(repo: Repo) -> None:
    code, modules = _modules(repo, "--help")
    assert code == 0
    assert not modules & {"pygit2", *_HEAVY}


def test_a_clean_fix_imports_nothing_heavy(repo: Repo) -> None:
    repo.write("a.py", "x = 1\n")
    repo.git("add", "a.py")
    code, modules = _modules(repo, "fix", "--staged")
    assert code == 0
    assert not modules & {"rich", "typer", "pydantic", *_HEAVY}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["fix", "--help"], ["model", "--help"], ["doctor", "--help"]]
)
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert "Usage" in capsys.readouterr().out


def test_help_of_fix_shows_examples_and_every_flag(repo: Repo) -> None:
    shown = repo.run("fix", "--help", env={"COLUMNS": "200"}).out
    flags = [name for group in GROUPS.values() for flag in group for name in flag.names]
    assert len(flags) > 25
    assert [flag for flag in flags if flag not in shown] == []
    assert "novaedit fix --staged" in shown


@pytest.mark.parametrize(
    "arguments",
    [["fix", "--no-such-flag"], ["no-such-command"], ["fix", "--output-format", "xml"], ["fix", "-q", "-v"]],
)
def test_usage_errors_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_without_arguments_it_helps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr()
    assert "Usage" in shown.out + shown.err


def test_runs_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "-V"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"novaedit {__version__}\n"
