"""Real wheels, unpacked and gone again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from novaedit.errors import UsageError
from novaedit.synth.logic.wheels import opened


def _wheel(folder: Path, licence: str = "License: MIT") -> Path:
    path = folder / "some_pack-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("some_pack/core.py", "x = 1\n")
        wheel.writestr("some_pack/data.bin", b"\0")
        wheel.writestr("../outside.py", "x = 1\n")
        wheel.writestr("some_pack-1.2.3.dist-info/METADATA", f"Name: some-pack\n{licence}\n")
    return path


def test_wheel(tmp_path: Path) -> None:
    """Name, version and licence from the wheel; Python files only, nothing outside, nothing left."""
    with opened(_wheel(tmp_path)) as source:
        assert (source.repo, source.commit, source.licence) == ("some_pack", "1.2.3", "MIT")
        assert (source.root / "some_pack" / "core.py").exists()
        assert not (source.root / "some_pack" / "data.bin").exists()
        root = source.root
        assert not (root.parent / "outside.py").exists()
    assert not root.exists()
    assert not (tmp_path / "outside.py").exists()


def test_licence_file_inside_the_metadata_folder(tmp_path: Path) -> None:
    path = _wheel(tmp_path, "")
    with zipfile.ZipFile(path, "a") as wheel:
        text = "Permission is hereby granted, free of charge, to any person"
        wheel.writestr("some_pack-1.2.3.dist-info/licenses/LICENSE", text)
    with opened(path) as source:
        assert source.licence == "MIT"


def test_repository_of_the_never_list(tmp_path: Path) -> None:
    """The package's own name says nothing of it."""
    path = _wheel(tmp_path, "License: MIT\nProject-URL: Source, https://github.com/huggingface/datasets")
    with pytest.raises(UsageError, match="never trained on"), opened(path):
        pass


def test_refused(tmp_path: Path) -> None:
    """Unknown licences, and files that are no wheel."""
    (tmp_path / "bad-1-py3-none-any.whl").write_bytes(b"no zip")
    for path in (_wheel(tmp_path, ""), tmp_path / "bad-1-py3-none-any.whl"):
        with pytest.raises(UsageError), opened(path):
            pass
