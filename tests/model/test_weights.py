"""Files are verified before anything is made of them."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from novaedit.errors import WeightsError
from novaedit.model import weights
from novaedit.model.manifest import Manifest, ModelFile
from novaedit.model.store import Installed


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Two files, the second of which is large enough to be stamped."""
    monkeypatch.setattr(weights._Stamps, "_LARGE", 100)
    files = []
    for name, data in (("a.bin", b"small"), ("b.bin", bytes(200))):
        (tmp_path / name).write_bytes(data)
        files.append(ModelFile(name, len(data), hashlib.sha256(data).hexdigest()))
    manifest = Manifest("tiny", "1", "b", "0", "Apache-2.0", None, True, 512, {}, files=tuple(files))
    return Installed(tmp_path, manifest, "path")


def test_parts_become_one_buffer(model: Installed) -> None:
    assert weights.read_bytes(model, ["a.bin", "b.bin"]).tobytes() == b"small" + bytes(200)


@pytest.mark.parametrize("data", [b"smalL", b"sma", b"small and more", b""])
def test_any_other_content_is_refused(model: Installed, data: bytes) -> None:
    (model.folder / "a.bin").write_bytes(data)
    with pytest.raises(WeightsError, match=r"a\.bin: the file is damaged"):
        weights.read_bytes(model, ["a.bin"])


def test_an_absent_file_is_named(model: Installed) -> None:
    (model.folder / "a.bin").unlink()
    with pytest.raises(WeightsError, match=r"a\.bin: cannot be read \(No such file"):
        weights.read_bytes(model, ["a.bin"])


def test_a_directory_in_its_place_is_named(model: Installed) -> None:
    (model.folder / "a.bin").unlink()
    (model.folder / "a.bin").mkdir()
    with pytest.raises(WeightsError, match=r"a\.bin: cannot be read"):
        weights.read_bytes(model, ["a.bin"])


def test_a_large_file_is_hashed_once_until_it_changes(
    model: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights.read_bytes(model, ["b.bin"])
    hashed: list[int] = []
    real = hashlib.sha256

    def counting(data: bytes = b"") -> object:
        hashed.append(len(data))
        return real(data)

    monkeypatch.setattr(hashlib, "sha256", counting)
    weights.read_bytes(model, ["b.bin"])
    assert 200 not in hashed
    (model.folder / "b.bin").write_bytes(b"?" * 200)
    with pytest.raises(WeightsError, match=r"b\.bin"):
        weights.read_bytes(model, ["b.bin"])
    assert 200 in hashed


@pytest.mark.skipif(sys.platform == "win32", reason="needs a folder that cannot be written")
def test_a_home_that_cannot_be_written_is_no_obstacle(
    model: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NOVAEDIT_HOME", str(tmp_path / "file"))
    assert len(weights.read_bytes(model, ["b.bin"])) == 200
