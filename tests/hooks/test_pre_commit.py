"""The hook by itself, and under the real pre-commit."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
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
    """pre-commit builds and installs this checkout, offers the patch, then applies it."""
    source = _source(tmp_path)
    offered = _try_repo(repo, source, tmp_path)
    assert offered.returncode == 1, offered.stdout + offered.stderr
    assert "-import os" in offered.stdout
    assert "files were modified" not in offered.stdout
    assert len(list((repo.root / ".git/novaedit").iterdir())) == 1

    hooks = source / ".pre-commit-hooks.yaml"
    hooks.write_text(hooks.read_text() + "  args: [--apply]\n")
    subprocess.run(["git", "commit", "-qam", "apply"], cwd=source, env=_identity(tmp_path), check=True)
    applied = _try_repo(repo, source, tmp_path)
    assert applied.returncode == 1, applied.stdout + applied.stderr
    assert "files were modified by this hook" in applied.stdout
    assert (repo.root / "a.py").read_text() == "\nx = 1\n"

    repo.git("add", "a.py")
    assert _try_repo(repo, source, tmp_path).returncode == 0


def _try_repo(repo: Repo, source: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    # Offline: what the hook depends on comes from where these tests run, the hook itself is installed.
    env = environment(
        repo.home,
        PRE_COMMIT_HOME=str(tmp_path / "cache"),
        PYTHONPATH=sysconfig.get_path("purelib"),
        PIP_NO_DEPS="1",
        PIP_NO_INDEX="1",
        PIP_NO_BUILD_ISOLATION="0",  # pip reads its negative flags so: 0 switches isolation off
    )
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(source), "novaedit"]
    return subprocess.run(command, cwd=repo.root, env=env, capture_output=True, text=True)


def _source(tmp_path: Path) -> Path:
    """This checkout without weights, committed to a repository of its own."""
    source = tmp_path / "source"
    shutil.copytree(
        _ROOT / "novaedit",
        source / "novaedit",
        ignore=shutil.ignore_patterns("weights", "released", "__pycache__"),
    )
    for name in ("pyproject.toml", ".pre-commit-hooks.yaml"):
        shutil.copy(_ROOT / name, source / name)
    for name in ("README.md", "LICENSE", "NOTICE"):
        (source / name).write_text("for the build\n")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run(["git", *command], cwd=source, env=_identity(tmp_path), check=True)
    return source


def _identity(tmp_path: Path) -> dict[str, str]:
    names = {
        f"GIT_{role}_{what}": f"t@{role}.example"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return environment(tmp_path / "home", **names)
