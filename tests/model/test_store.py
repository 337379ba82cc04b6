"""Finding models by name and by path."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from novaedit.errors import ModelMissingError, WeightsError
from novaedit.model import store
from novaedit.model.manifest import Manifest, write_manifest


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of the package's own models."""
    folder = tmp_path / "packaged"
    folder.mkdir()
    monkeypatch.setattr(store, "PACKAGED", folder)
    return folder


def put(root: Path, name: str, version: str = "1") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    write_manifest(folder, Manifest(name, version, "b", "0", "Apache-2.0", None, True, 512, {}))
    return folder


def test_the_default_is_base_where_it_was_pulled_else_mini(packaged: Path) -> None:
    put(packaged, "mini")
    assert store.find_model().name == "mini"
    put(store.store(), "base")
    assert (store.find_model().name, store.find_model().place) == ("base", "store")


def test_a_pulled_model_hides_the_packaged_one(packaged: Path) -> None:
    put(packaged, "mini", "1")
    put(store.store(), "mini", "2")
    assert store.find_model("mini").manifest.version == "2"
    assert [model.manifest.version for model in store.list_models()] == ["2"]


def test_a_folder_is_a_model_too(packaged: Path, tmp_path: Path) -> None:
    folder = put(tmp_path / "runs", "mine")
    assert store.find_model(str(folder)).place == "path"


def test_nothing_installed_tells_what_to_do(packaged: Path) -> None:
    with pytest.raises(ModelMissingError, match="`novaedit model pull base`"):
        store.find_model()
    with pytest.raises(
        ModelMissingError, match=r"'base' is not installed \(installed: none\); `novaedit model pull"
    ):
        store.find_model("base")


def test_an_unknown_name_lists_the_known_ones(packaged: Path) -> None:
    put(packaged, "mini")
    with pytest.raises(ModelMissingError, match=r"'giant' is not installed \(installed: mini\)$"):
        store.find_model("giant")


def test_a_folder_without_a_model_is_said(packaged: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="no model there"):
        store.find_model(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"schema": 99, "files": []})])
def test_a_broken_manifest_is_named_and_not_listed(content: str, packaged: Path) -> None:
    path = put(packaged, "mini") / "manifest.json"
    path.write_text(content)
    with pytest.raises(WeightsError, match=r"manifest\.json: "):
        store.find_model()
    assert store.list_models() == []


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is what Linux follows")
def test_the_cache_is_where_the_platform_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NOVAEDIT_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.home() == tmp_path / "novaedit"
