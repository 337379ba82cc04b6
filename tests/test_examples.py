"""The example does what the README says, in a real repository, with the packaged model if there is one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from examples import demo
from novaedit.model.manifest import MANIFEST
from novaedit.model.store import PACKAGED
from tests.cli.command import Repo, Result, environment

_HAS_MODEL = (PACKAGED / "mini" / MANIFEST).is_file()
#: Without a packaged model the same run must find the same things and offer nothing.
_MODEL = ("--max-time", "300") if _HAS_MODEL else ("--model", "none")
#: Seconds for a run, on however busy a machine.
_PATIENCE = 600

_FILES = ("cli", "customers", "orders", "pricing")


def _fix(repo: Repo, *arguments: str) -> Result:
    """`novaedit fix --staged` with time enough for the model."""
    done = subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "fix", "--staged", *_MODEL, *arguments],
        cwd=repo.root,
        env=environment(repo.home),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=_PATIENCE,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The example as a repository, made by the example's own script."""
    home = tmp_path / "home"
    home.mkdir()
    for name, value in environment(home).items():
        monkeypatch.setenv(name, value)
    demo.make_repository(tmp_path / "invoices")
    return Repo(tmp_path / "invoices", home)


def _working_tree(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _changed_lines(diff: str) -> list[str]:
    """What a diff takes out and puts in, without the places."""
    return [line for line in diff.splitlines() if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]


def _found(result: Result) -> Iterator[tuple[str, str, str]]:
    """Path, code and message of everything that a JSON report names, fixed or not."""
    for file in json.loads(result.out)["files"]:
        answered = [d for fix in file["fixes"] for d in fix["diagnostics"]]
        for diagnostic in [*answered, *(unfixed["diagnostic"] for unfixed in file["unfixed"])]:
            yield file["path"], diagnostic["code"], diagnostic["message"]


def test_the_project_is_clean_but_for_what_is_staged(repo: Repo, tmp_path: Path) -> None:
    repo.git("reset", "-q", "--hard")
    for tool in (["ruff", "check"], ["mypy", "--cache-dir", str(tmp_path / "cache")]):
        done = subprocess.run(
            [sys.executable, "-m", *tool], cwd=repo.root, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_the_findings_are_the_staged_mistakes(repo: Repo) -> None:
    result = repo.run("fix", "--staged", "--model", "none", "--output-format", "json")
    assert result.code == 1
    found = {(path, code) for path, code, _ in _found(result)}
    assert {
        ("invoices/cli.py", "invalid-syntax"),
        ("invoices/orders.py", "F821"),
        ("invoices/pricing.py", "F821"),
    } <= found
    assert any("full_pirce" in message for _, _, message in _found(result))


def test_a_run_offers_a_patch_and_leaves_the_working_tree_alone(tmp_path: Path) -> None:
    """The command of the README, in a process of its own, as a user runs it."""
    home = tmp_path / "home"
    home.mkdir()
    script = Path(demo.__file__)
    done = subprocess.run(
        [sys.executable, str(script), "--folder", str(tmp_path / "invoices"), "--diff", *_MODEL],
        env=environment(home),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    offered = Repo(tmp_path / "invoices", home)
    pristine = tmp_path / "pristine"
    demo.make_repository(pristine)
    assert _working_tree(offered.root) == _working_tree(pristine)
    assert offered.git("diff", "--cached") == Repo(pristine, home).git("diff", "--cached")
    assert bool(done.stdout) == _HAS_MODEL
    if done.stdout:
        offered.git("apply", "--cached", "-", input=done.stdout.decode())
        assert _working_tree(offered.root) == _working_tree(pristine)
        assert offered.git("diff", "--cached") != Repo(pristine, home).git("diff", "--cached")


def test_work_in_progress_survives_apply_and_stage(repo: Repo) -> None:
    before = _changed_lines(repo.git("diff"))
    assert any("without tax" in line for line in before)
    result = _fix(repo, "--apply", "--stage")
    assert result.code in ((0, 1) if _HAS_MODEL else (1,))
    assert _changed_lines(repo.git("diff")) == before


@pytest.mark.skipif(not _HAS_MODEL, reason="no model is packaged yet")
def test_what_is_said_to_be_fixed_is_gone_from_the_index(repo: Repo, tmp_path: Path) -> None:
    """Fixes are proven by the tools themselves, on what git would commit."""
    first = json.loads(_fix(repo, "--apply", "--stage", "--output-format", "json").out)
    assert first["summary"]["fixes"] >= 1
    committed = tmp_path / "committed"
    repo.git("checkout-index", "--all", f"--prefix={committed}/")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format", "json", str(committed)],
        capture_output=True,
        check=False,
    )
    fixed = {f["path"] for f in first["files"] if f["fixes"] and not f["unfixed"]}
    left = {Path(d["filename"]).relative_to(committed.resolve()).as_posix() for d in json.loads(done.stdout)}
    assert fixed
    assert not fixed & left


def test_the_example_holds_no_repository_and_its_readme_tells_of_every_mistake() -> None:
    assert not list(demo.HERE.parent.rglob(".git"))
    told = (demo.HERE.parent / "README.md").read_text(encoding="utf-8")
    staged = (demo.HERE / "staged.patch").read_text(encoding="utf-8")
    for name in _FILES:
        assert f"`{name}.py`" in told
        assert f"b/invoices/{name}.py" in staged
