"""`novaedit model`: what is installed, and what cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.model.manifest import Manifest, ModelFile, write_manifest
from novaedit.model.release import GRAPH, TOKENIZER
from tests.cli.command import Repo

_FILES = (GRAPH, *TOKENIZER)


def _install(repo: Repo, name: str) -> Path:
    folder = repo.home / "models" / name
    folder.mkdir(parents=True)
    files = tuple(ModelFile(name, 1_000_000, "0" * 64) for name in _FILES)
    manifest = Manifest(
        name=name,
        version="1.2",
        base="Base",
        base_sha256="1" * 64,
        licence="Apache-2.0",
        training_run=None,
        tuned=True,
        context=1024,
        special_tokens={"<PATCH_END>": 3},
        metrics={"fixed@1": 0.5},
        files=files,
    )
    write_manifest(folder, manifest)
    return folder


@pytest.fixture
def env(repo: Repo) -> dict[str, str]:
    """A store of the test's own."""
    return {"NOVAEDIT_HOME": str(repo.home)}


def test_list_marks_the_default(repo: Repo, env: dict[str, str]) -> None:
    _install(repo, "base")
    _install(repo, "other")
    result = repo.run("model", "list", "--json", env=env)
    models = {model["name"]: model for model in json.loads(result.out)}
    assert models["base"]["default"]
    assert not models["other"]["default"]
    assert models["base"]["size"] == 1_000_000 * len(_FILES)
    assert "* base" in repo.run("model", "list", env=env).out


def test_info_says_licence_and_measurements(repo: Repo, env: dict[str, str]) -> None:
    folder = _install(repo, "base")
    shown = repo.run("model", "info", "base", env=env)
    assert shown.code == 0
    for text in ("Apache-2.0", "fixed@1 0.5", str(folder)):
        assert text in shown.out


def test_a_model_that_is_not_there_is_one_sentence(repo: Repo, env: dict[str, str]) -> None:
    result = repo.run("model", "info", "nonesuch", env=env)
    assert result.code == 2
    assert result.err.startswith("novaedit: the model 'nonesuch' is not installed")
    assert len(result.err.splitlines()) == 1


def test_fix_with_a_model_that_is_not_there(repo: Repo, env: dict[str, str]) -> None:
    for wanted in ("nonesuch", "./nowhere"):
        result = repo.run("fix", "--model", wanted, env=env)
        assert result.code == 2
        assert len(result.err.splitlines()) == 1


def test_fix_with_damaged_weights_leaves_the_file_alone(repo: Repo, env: dict[str, str]) -> None:
    folder = _install(repo, "base")
    repo.write("a.py", "print(nope)\n")
    for content in (None, b"short", b"0" * 1_000_000):
        for name in _FILES if content else ():
            (folder / name).write_bytes(content or b"")
        result = repo.run("fix", "--apply", "a.py", env=env)
        assert result.code == 2
        assert len(result.err.splitlines()) == 1, result.err
        assert str(folder) in result.err
    (folder / "manifest.json").write_text("{")
    result = repo.run("fix", "--apply", "a.py", env=env)
    assert "not a model manifest" in result.err
    assert (repo.root / "a.py").read_text() == "print(nope)\n"


def test_pulling_what_there_is_not(repo: Repo, env: dict[str, str]) -> None:
    result = repo.run("model", "pull", "nonesuch", env=env)
    assert result.code == 2
    assert "there is no model 'nonesuch' to pull" in result.err
    assert len(result.err.splitlines()) == 1
