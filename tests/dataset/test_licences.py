"""Permissive licences are known by their texts; others and unknown ones are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.licences import licence_of, licence_of_text

_BSD = "Redistribution and use in source and binary forms, with or without modification, are permitted."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Permission is hereby granted, free of\ncharge, to any person", "MIT", id="MIT, wrapped"
        ),
        pytest.param("Apache License\n  Version 2.0, January 2004", "Apache-2.0", id="Apache"),
        pytest.param(_BSD, "BSD-2-Clause", id="two clauses"),
        pytest.param(_BSD + " Neither the name of the holder", "BSD-3-Clause", id="three clauses"),
        pytest.param("Permission to use, copy, modify, and/or distribute this", "ISC", id="ISC"),
        pytest.param("GNU GENERAL PUBLIC LICENSE Version 3", None, id="GPL"),
        pytest.param("GNU Lesser General Public License. Apache License 2.0", None, id="LGPL beside another"),
        pytest.param("All rights reserved.", None, id="none at all"),
    ],
)
def test_licence_of_text(text: str, name: str | None) -> None:
    """The SPDX name, or None."""
    assert licence_of_text(text) == name


def test_metadata_of_a_wheel_decides(tmp_path: Path) -> None:
    """License-Expression of the unpacked wheel."""
    info = tmp_path / "store-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: store\nLicense-Expression: BSD-3-Clause\n", encoding="utf-8")
    assert licence_of(tmp_path) == "BSD-3-Clause"


def test_licence_file_of_a_checkout(tmp_path: Path) -> None:
    """Without metadata the licence file decides."""
    assert licence_of(tmp_path) is None
    (tmp_path / "LICENSE.rst").write_text("Permission is hereby granted, free of charge,", encoding="utf-8")
    assert licence_of(tmp_path) == "MIT"
