"""The hook by itself, and under the real pre-commit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import Repo, environment, make_repo

_UNUSED = "import os\n\nx = 1\n"
_HOOK = ("novaedit.hooks.pre_commit",)
_ROOT = Path(__file__).parents[2]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with a staged file that has one fix."""
    repo = make_repo(tmp_path)
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    return repo


def test_offers_the_patch_and_keeps_it(repo: Repo) -> None:
    result = repo.run("a.py", module=_HOOK)
    assert result.code == 1
    assert "-import os" in result.out
    assert (repo.root / "a.py").read_text() == _UNUSED
    command = re.search(r"to apply it: (git .*)", result.err)
    assert command is not None
    subprocess.run(command[1], shell=True, cwd=repo.root, check=True)  # noqa: S602 - the line that we tell people to paste
    assert (repo.root / "a.py").read_text() == "\nx = 1\n"


def test_apply_changes_the_file_but_not_the_index_and_still_fails(repo: Repo) -> None:
    result = repo.run("--apply", "a.py", module=_HOOK)
    assert result.code == 1
    assert (repo.root / "a.py").read_text() == "\nx = 1\n"
    assert repo.git("show", ":a.py") == _UNUSED


def test_nothing_to_fix_passes_in_silence(repo: Repo) -> None:
    repo.write("a.py", "x = 1\n")
    repo.git("add", ".")
    assert repo.run("a.py", module=_HOOK).code == 0


def test_files_that_are_not_staged_are_looked_at_as_a_whole(repo: Repo) -> None:
    repo.git("commit", "-qm", "all")
    assert repo.run("a.py", module=_HOOK).code == 1


def test_only_staged_lines_count_in_a_commit(repo: Repo) -> None:
    repo.git("commit", "-qm", "all")
    repo.write("a.py", _UNUSED + "y = 2\n")
    repo.git("add", ".")
    assert repo.run("a.py", module=_HOOK).code == 0


def test_pre_commits_refs_are_used(repo: Repo) -> None:
    repo.git("commit", "-qm", "all")
    refs = {"PRE_COMMIT_FROM_REF": "HEAD~1", "PRE_COMMIT_TO_REF": "HEAD"}
    assert repo.run("a.py", module=_HOOK, env=refs).code == 1
    assert repo.run("pyproject.toml", module=_HOOK, env=refs).code == 0


def test_git_commit_with_paths_uses_the_index_of_that_commit(repo: Repo) -> None:
    repo.git("commit", "-qm", "all")
    repo.write("a.py", "import sys\nx = 1\n")
    hook = repo.root / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -m novaedit.hooks.pre_commit a.py\n")
    hook.chmod(0o755)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        repo.git("commit", "-qm", "no", "a.py")
    assert "-import sys" in failed.value.stderr + failed.value.stdout


@pytest.mark.slow
def test_under_the_real_pre_commit(repo: Repo, tmp_path: Path) -> None:
    """`pre-commit try-repo` installs this checkout; offline, so from what is installed here already."""
    source = _copy_of_hook(tmp_path)
    env = environment(repo.home, PRE_COMMIT_HOME=str(tmp_path / "cache"), GIT_ALLOW_PROTOCOL="file")
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(source), "novaedit", "--verbose"]
    offered = subprocess.run(command, cwd=repo.root, env=env, capture_output=True, text=True)
    assert offered.returncode == 1, offered.stdout + offered.stderr
    assert "-import os" in offered.stdout
    assert "files were modified" not in offered.stdout
    assert os.listdir(repo.root / ".git/novaedit")
