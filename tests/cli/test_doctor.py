"""`novaedit doctor`: what is found, what is missing, how to get it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.command import Repo


def _checks(repo: Repo, **env: str) -> tuple[int, dict[str, dict[str, Any]]]:
    result = repo.run("doctor", "--output-format", "json", env=env)
    assert result.err == ""
    return result.code, {check["name"]: check for check in json.loads(result.out)["checks"]}


def test_tools_are_found_with_version_and_path(repo: Repo) -> None:
    _, checks = _checks(repo)
    for name in ("python", "git", "ruff", "mypy"):
        assert checks[name]["status"] == "ok", checks[name]
        assert checks[name]["version"][0].isdigit()
        assert Path(checks[name]["path"]).exists()


def test_what_is_broken_or_missing_is_explained_and_exits_1(repo: Repo, tmp_path: Path) -> None:
    toml = repo.root / "pyproject.toml"
    toml.write_text('[tool.novaedit]\nmodle = "base"\n')
    (tmp_path / "bin").mkdir()
    git = tmp_path / "bin/git"
    git.write_text("#!/bin/sh\nexit 1\n")
    git.chmod(0o755)
    code, checks = _checks(repo, PATH=str(tmp_path / "bin"))
    assert code == 1
    assert checks["git"]["status"] == "broken"
    assert "git-scm.com" in checks["git"]["advice"]
    assert "did you mean model?" in checks["configuration"]["advice"]


def test_a_model_that_is_not_there(repo: Repo) -> None:
    code, checks = _checks(repo, NOVAEDIT_MODEL="nonesuch")
    assert code == 1
    assert checks["model"]["status"] == "missing"
    assert "nonesuch" in checks["model"]["advice"]


def test_text_names_everything_also_outside_of_a_repository(tmp_path: Path) -> None:
    shown = Repo(tmp_path, tmp_path).run("doctor").out
    for name in ("python", "git", "ruff", "mypy", "runtime", "model", "configuration"):
        assert name in shown
