"""Silencing a tool is no fix."""

from __future__ import annotations

import pytest

from novaedit.languages.python.suppressions import added_suppression


@pytest.mark.parametrize(
    "comment",
    [
        *("# noqa", "# NOQA: F821", "# type: ignore", "# type:ignore[attr-defined]", "# pyright: ignore"),
        *("# ruff: noqa", "# ruff: ignore[F821]", "# flake8: noqa", "# pylint: disable=E0602"),
        *("# mypy: ignore-errors", "# ty: ignore", "# pragma: no cover", "# novaedit: ignore", "# fmt: skip"),
    ],
)
def test_a_new_suppression_is_seen(comment: str) -> None:
    assert added_suppression("x = y\n", f"x = y  {comment}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = y  # noqa\n", "x = z  # noqa\n", id="it was there"),
        pytest.param("x = y  # noqa\n", "x = y\n", id="it goes"),
        pytest.param("x = y\n", "x = y  # the type of it\n", id="words of a comment"),
        pytest.param("x: Any = y\n", "x: Any = z\n", id="Any was there"),
        pytest.param("x: Dict[str, str]\n", "x: Dict[str, Any]\n", id="a dict is more than Any"),
        pytest.param("x: Optional\n", "x: Optional[typing.Any]\n", id="and so is what may be None"),
        pytest.param("x: Any\n", "from typing import Any\nx: Any\n", id="a missing import"),
        pytest.param("x: Any\n", "from typing import (\n    IO,\n    Any,\n)\nx: Any\n", id="in brackets"),
        pytest.param(
            "with suppress(OSError): y\n",
            "from contextlib import suppress\nwith suppress(OSError): y\n",
            id="what is suppressed was",
        ),
    ],
)
def test_an_old_one_is_not_new(before: str, after: str) -> None:
    assert added_suppression(before, after) == ""


@pytest.mark.parametrize(
    "code",
    [
        "x: Any = y\n",
        "x: t.Any = y\n",
        "x = cast(int, y)\n",
        "with suppress(TypeError): y\n",
        "from typing import Any\nx: Any = y\n",
        "import contextlib\nwith contextlib.suppress (TypeError): y\n",
        "from typing import no_type_check\n@no_type_check\ndef f(): pass\n",
        "from a import b  # noqa\n",
        "import a; x: Any = y\n",
        "from typing import Any as A\nx: A = y\n",
        "from typing import (\n    IO,\n    cast as c,\n)\nx = c(int, y)\n",
        "from contextlib import suppress\ns = suppress\n",
    ],
)
def test_what_makes_a_checker_believe_anything_counts(code: str) -> None:
    assert added_suppression("x = y\n", code)
