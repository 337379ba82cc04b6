"""Permissive licences are known by their texts; others and unknown ones are refused."""

from __future__ import annotations

import pytest

from novaedit.dataset.licences import licence_of_text

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
