"""From a checkpoint to a release."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from novaedit.errors import WeightsError
from novaedit.model import release as release_module
from novaedit.model.export import export
from novaedit.model.manifest import read_manifest
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.store import Installed
from tests.model.conftest import release


def test_the_manifest_says_what_it_is_and_lists_each_file(released: Installed) -> None:
    manifest = read_manifest(released.folder)
    assert manifest == released.manifest
    assert manifest.special_tokens == {token: 3 + i for i, token in enumerate(SPECIAL_TOKENS)}
    assert (manifest.context, manifest.tuned, manifest.metrics) == (512, False, {"fixed@1": 0.0})
    on_disk = {path.name for path in released.folder.iterdir()} - {"manifest.json"}
    assert {file.path for file in manifest.files} == on_disk
    for file in manifest.files:
        data = (released.folder / file.path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)


def test_weights_in_many_parts_are_the_same_model(
    checkpoint: Path, released: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release_module, "PART_SIZE", 10_000)
    parts = release(checkpoint, tmp_path / "parts")
    assert sum(path.name.startswith("weights-") for path in parts.folder.iterdir()) > 9
    one, other = (
        OpenVinoRuntime(model).greedy("<LANG=python>x", max_tokens=8) for model in (parts, released)
    )
    assert one == other


def test_a_release_replaces_the_one_before(checkpoint: Path, tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "old.bin").write_text("old")
    release(checkpoint, tmp_path / "tiny")
    assert [path.name for path in tmp_path.iterdir() if path.name != "novaedit-home"] == ["tiny"]
    assert not (tmp_path / "tiny" / "old.bin").exists()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("config", "the model class 'mamba' is not supported"),
        ("weights", r"no tensor model\.embed_tokens\.weight"),
        ("tokens", "cuts <LANG=python> into"),
    ],
)
def test_what_cannot_be_released_leaves_the_old_release(
    damage: str, message: str, checkpoint: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(checkpoint, broken)
    if damage == "config":
        path = broken / "config.json"
        path.write_text(path.read_text().replace('"model_type": "llama"', '"model_type": "mamba"'))
    elif damage == "weights":
        (broken / "model.safetensors").unlink()
    else:
        path = broken / "tokenizer.json"
        path.write_text(path.read_text().replace("<LANG=python>", "<lang-python>"))
    target = tmp_path / "out" / "tiny"
    target.mkdir(parents=True)
    (target / "manifest.json").write_text("old")
    with pytest.raises(WeightsError, match=message):
        release(broken, target)
    assert [path.name for path in target.parent.iterdir()] == ["tiny"]
    assert (target / "manifest.json").read_text() == "old"


def test_a_folder_that_is_no_checkpoint_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WeightsError):
        export(
            tmp_path,
            tmp_path / "x",
            name="x",
            version="1",
            base="b",
            base_sha256="0",
            licence="MIT",
            training_run=None,
        )
