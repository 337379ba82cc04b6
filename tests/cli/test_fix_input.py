"""Bad input through the real command: one clear sentence each, the documented exit code, nothing lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import Repo, environment, make_repo

_UNUSED = "import os\n\nx = 1\n"


def _sentence(text: str) -> str:
    """The one line of stderr; fails when there are more, or a traceback."""
    lines = text.splitlines()
    assert len(lines) == 1, text
    assert lines[0].startswith("novaedit: ")
    return lines[0]


def test_not_a_repository(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    result = Repo(tmp_path, tmp_path / "home").run("fix")
    assert (result.code, result.out) == (2, "")
    assert "is not in a git repository" in _sentence(result.err)


def test_bare_repository(tmp_path: Path) -> None:
    repo = make_repo(tmp_path)
    repo.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    result = Repo(tmp_path / "bare", tmp_path / "home").run("fix")
    assert result.code == 2
    assert "is a bare repository" in _sentence(result.err)


def test_unborn_head(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, commit=False)
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    for scope in ([], ["--staged"]):
        result = repo.run("fix", "--diff", *scope)
        assert (result.code, result.err) == (1, "")
        assert "-import os" in result.out


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\0\1\2", "binary"), (b"x = '\xff'\n", "not UTF-8"), (b"x = 1\n" * 100_000, "larger than 512 KiB")],
)
def test_files_that_are_not_looked_at_are_said(repo: Repo, content: bytes, reason: str) -> None:
    repo.write("a.py", content)
    repo.git("add", ".")
    result = repo.run("fix", "--staged")
    assert (result.code, result.err) == (0, "")
    assert f"a.py: skipped: {reason}" in result.out


def test_a_long_file_ends_well(repo: Repo) -> None:
    repo.write("a.py", "import os\n" + "x = 1\n" * 19_998)
    repo.git("add", ".")
    result = repo.run("fix", "--staged", "--apply", "--model", "none")
    assert (result.code, result.err) == (0, "")
    assert (repo.root / "a.py").read_text() == "x = 1\n" * 19_998


def test_paths_outside_or_missing(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "outside.py").write_text("x\n")
    for path, words in (("../outside.py", "outside"), ("nothing.py", "does not exist")):
        result = repo.run("fix", path)
        assert result.code == 2
        assert words in _sentence(result.err)
    result = repo.run("fix", "--lines", "../outside.py:1-2")
    assert "outside" in _sentence(result.err)


def test_unknown_revision(repo: Repo) -> None:
    result = repo.run("fix", "--from-ref", "nowhere")
    assert result.code == 2
    assert "'nowhere' is not a revision" in _sentence(result.err)


def test_contradictory_flags(repo: Repo) -> None:
    result = repo.run("fix", "--staged", "--from-ref", "HEAD")
    assert result.code == 2
    assert "exclude each other" in _sentence(result.err)


def test_broken_configuration(repo: Repo) -> None:
    toml = repo.root / "pyproject.toml"
    for text, words in (
        ("[tool.novaedit]\nmdoel = 3\n", "did you mean model?"),
        ("= 3\n", "pyproject.toml:1: not valid"),
    ):
        toml.write_text(text)
        result = repo.run("fix")
        assert result.code == 2
        assert words in _sentence(result.err)


def test_broken_ruff_configuration(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    repo.write("ruff.toml", "select = [")
    result = repo.run("fix", "--staged")
    assert result.code == 2
    assert "ruff" in _sentence(result.err)


@pytest.mark.parametrize("tool", ["ruff", "mypy"])
@pytest.mark.parametrize(
    "script", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\nkill -SEGV $$\n", "#!/bin/sh\necho '{'\nexit 1\n"]
)
def test_a_tool_that_crashes(repo: Repo, tmp_path: Path, tool: str, script: str) -> None:
    environ = _broken_tool(tmp_path, tool, script)
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    result = repo.run("fix", "--apply", env={**environ, "NOVAEDIT_TOOLS": "ruff,mypy"})
    assert result.code == 2
    assert tool in _sentence(result.err)
    assert (repo.root / "a.py").read_text() == _UNUSED


def test_an_interpreter_that_is_not_there(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    result = repo.run("fix", env={"NOVAEDIT_PYTHON": "/nowhere/python", "NOVAEDIT_TOOLS": "mypy"})
    assert result.code == 2
    assert "/nowhere/python" in _sentence(result.err)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file(repo: Repo) -> None:
    repo.commit(a="x = 1\n")
    repo.write("a.py", _UNUSED).chmod(0)
    result = repo.run("fix", "a.py")
    assert result.code == 2
    assert "a.py: unreadable" in result.out + result.err


def test_a_full_disk_leaves_the_old_content(repo: Repo) -> None:
    content = _UNUSED + "y = 'long enough not to fit'\n" * 2000
    repo.write("a.py", content)
    repo.git("add", ".")
    result = _with_file_limit(repo, "fix", "--staged", "--apply")
    assert result.returncode == 2
    assert "File too large" in _sentence(result.stderr)
    assert (repo.root / "a.py").read_text() == content
    assert sorted(path.name for path in repo.root.iterdir()) == [".git", "a.py", "pyproject.toml"]


def test_a_full_standard_output(repo: Repo) -> None:
    repo.write("a.py", _UNUSED)
    repo.git("add", ".")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "novaedit.cli", "fix", "--staged"],
            cwd=repo.root,
            env=environment(repo.home),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert _sentence(done.stderr) == "novaedit: standard output: No space left on device"


def test_a_merge_conflict(repo: Repo) -> None:
    repo.commit(a="x = 1\n")
    repo.git("checkout", "-qb", "other")
    repo.commit(a="x = 2\n")
    repo.git("checkout", "-q", "main")
    repo.commit(a="x = 3\n")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "-q", "other")
    result = repo.run("fix", "--staged")
    assert result.code == 2
    assert "resolve the merge conflicts first: a.py" in _sentence(result.err)


def _broken_tool(tmp_path: Path, tool: str, script: str) -> dict[str, str]:
    """A virtual environment, to all appearances, in which `tool` is `script` and the rest is real."""
    folder = tmp_path / "venv/bin"
    folder.mkdir(parents=True)
    real = Path(sys.executable).parent
    for name in ("ruff", "mypy", "python"):
        if name == tool or (name == "python" and tool == "mypy"):
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)
        else:
            (folder / name).symlink_to(real / name)
    return {"VIRTUAL_ENV": str(folder.parent)}


def _with_file_limit(repo: Repo, *arguments: str) -> subprocess.CompletedProcess[str]:
    # No file may grow beyond 32 KiB: the write fails part-way, as on a full disk.
    return subprocess.run(
        [sys.executable, "-m", "novaedit.cli", *arguments],
        cwd=repo.root,
        env=environment(repo.home, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (32_768, 32_768)),
    )
