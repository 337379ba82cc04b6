"""The manifest survives a round trip."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import WeightsError
from novaedit.model.manifest import Manifest, ModelFile, read_manifest, write_manifest

MANIFEST = Manifest(
    name="mini",
    version="1",
    base="B",
    base_sha256="ab",
    licence="Apache-2.0",
    training_run="runs/mini",
    tuned=True,
    context=8192,
    special_tokens={"<PATCH_END>": 13},
    metrics={"fixed@1": 0.5},
    files=(ModelFile("weights-1.bin", 3, "aa"), ModelFile("weights-2.bin", 4, "bb")),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST
    assert MANIFEST.size == 7


def test_an_absent_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"manifest\.json: cannot be read"):
        read_manifest(tmp_path)


def test_a_file_that_is_not_listed_is_an_error() -> None:
    with pytest.raises(WeightsError, match=r"lists no graph\.xml"):
        MANIFEST.file("graph.xml")
