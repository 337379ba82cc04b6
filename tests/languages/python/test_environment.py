"""Which interpreter, ruff and mypy are used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from novaedit.languages.base import Project
from novaedit.languages.python.environment import (
    editable_paths,
    mypy_command,
    project_python,
    ruff_command,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="environments are laid out otherwise there")


def _environment(folder: Path, *programs: str) -> str:
    (folder / "bin").mkdir(parents=True)
    for name in ("python", *programs):
        (folder / "bin" / name).touch(mode=0o755)
    return str(folder / "bin" / "python")


def test_the_given_interpreter_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given, then active, then none."""
    given, active = _environment(tmp_path / "given"), _environment(tmp_path / "active")
    assert project_python(Project(tmp_path)) is None
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "active"))
    assert project_python(Project(tmp_path)) == active
    assert project_python(Project(tmp_path, python=given)) == given


def test_a_tracked_environment_is_never_run(tmp_path: Path) -> None:
    """`.venv` counts only when it is not part of the checkout."""
    python = _environment(tmp_path / "root" / ".venv")
    tree = tmp_path / "tree"
    tree.mkdir()
    assert project_python(Project(tmp_path / "root", tree)) == python
    assert project_python(Project(tmp_path / "root")) is None
    (tree / ".venv").mkdir()
    assert project_python(Project(tmp_path / "root", tree)) is None


def test_the_projects_own_tools_go_first(tmp_path: Path) -> None:
    """E46, E50: ruff and mypy of the project if it has them, else ours for its interpreter."""
    python = _environment(tmp_path / "full", "ruff", "mypy")
    assert ruff_command(Project(tmp_path, python=python)) == str(tmp_path / "full" / "bin" / "ruff")
    assert mypy_command(Project(tmp_path, python=python)) == [str(tmp_path / "full" / "bin" / "mypy")]
    bare = Project(tmp_path, python=_environment(tmp_path / "bare"))
    assert ruff_command(bare) == ruff_command(Project(tmp_path))
    assert mypy_command(bare)[-2:] == ["--python-executable", bare.python]
    assert mypy_command(Project(tmp_path, python=python), ours=True)[0] == sys.executable


def test_editable_paths(tmp_path: Path) -> None:
    """E53: only lines of .pth files that are folders below the root."""
    python = _environment(tmp_path / "env")
    site = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    site.mkdir(parents=True)
    root = tmp_path / "root"
    (site / "__editable__.x.pth").write_text(f"{root}/libs/x/src\n{tmp_path}/elsewhere\nimport sys; evil()\n")
    assert editable_paths(python, root) == ["libs/x/src"]
