"""Copies are found however they were changed a little; what is alike by chance is not."""

from __future__ import annotations

import pytest

from novaedit.dataset.near import NearDuplicates

_LINES = [f"    value_{n} = compute(first_{n}, second_{n}) + offset_{n}" for n in range(12)]
_CODE = "\n".join(["def run(self):", *_LINES])


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(_CODE, id="the same"),
        pytest.param(_CODE.replace("    ", "\t"), id="indented with tabs"),
        pytest.param(_CODE.replace("offset_3", "shift_3"), id="a name changed"),
        pytest.param("\n".join([*_CODE.split("\n"), "    return value_3"]), id="a line more"),
    ],
)
def test_a_copy_in_another_repository(copy: str) -> None:
    """It is told where the first one was."""
    near = NearDuplicates()
    assert near.other(_CODE, "one") is None
    assert near.other(copy, "two") == "one"
    assert near.other(copy, "one") is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_CODE.replace("compute", "load").replace("offset", "step"), id="other code"),
        pytest.param("import os\nimport sys", id="a few imports"),
    ],
)
def test_no_copy(text: str) -> None:
    """Even when the short one is the same word for word."""
    near = NearDuplicates()
    near.other(_CODE, "one")
    near.other("import os\nimport sys", "one")
    assert near.other(text, "two") is None
