"""What a package claims decides; where it claims nothing, its licence file."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.synth.metadata import metadata_of
from novaedit.synth.package_licence import licence_of
from novaedit.synth.trees import open_tree


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        pytest.param("License-Expression: BSD-3-Clause", "BSD-3-Clause", id="expression"),
        pytest.param("License-Expression: MIT OR GPL-2.0-only", "MIT", id="the permissive one of two"),
        pytest.param("License-Expression: MIT AND GPL-2.0-only", None, id="both at once"),
        pytest.param("Classifier: License :: OSI Approved :: MIT License", "MIT", id="classifier"),
        pytest.param(
            "Classifier: License :: OSI Approved\nClassifier: License :: OSI Approved :: BSD License",
            "BSD-3-Clause",
            id="heading and classifier",
        ),
        pytest.param(
            "License: MIT\nClassifier: License :: OSI Approved :: GNU General Public License (GPL)",
            None,
            id="contradiction",
        ),
        pytest.param("License: Apache License, Version 2.0", "Apache-2.0", id="free text"),
        pytest.param("License: see file", "ISC", id="text that says nothing: the file decides"),
    ],
)
def test_metadata_decides(tmp_path: Path, metadata: str, name: str | None) -> None:
    """What the package claims, and its licence file only where it claims nothing that can be read."""
    info = tmp_path / "store-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "METADATA").write_text(f"Name: store\n{metadata}\n", encoding="utf-8")
    text = "Permission to use, copy, modify, and distribute this"
    (info / "licenses" / "LICENSE").write_text(text, encoding="utf-8")
    assert _licence(tmp_path) == name


def test_licence_file_of_a_checkout(tmp_path: Path) -> None:
    """Without metadata the licence file decides."""
    assert _licence(tmp_path) is None
    (tmp_path / "LICENSE.rst").write_text("Permission is hereby granted, free of charge,", encoding="utf-8")
    assert _licence(tmp_path) == "MIT"


def _licence(root: Path) -> str | None:
    with open_tree(root) as tree:
        return licence_of(tree, metadata_of(tree))
