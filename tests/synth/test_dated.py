"""Annotations in the notation of before Python 3.10."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.dated import dated


@pytest.mark.parametrize(
    ("new", "old"),
    [
        pytest.param(
            "def f(a: str | None, b: list[int]) -> dict[str, int | str]: ...\n",
            "from typing import Dict, List, Optional, Union\n"
            "def f(a: Optional[str], b: List[int]) -> Dict[str, Union[int, str]]: ...\n",
            id="parameters and result",
        ),
        pytest.param(
            "from typing import Any\n\nx: list[Any] = []\n",
            "from typing import Any, List\n\nx: List[Any] = []\n",
            id="names join the import",
        ),
        pytest.param(
            "import typing as t\n\nx: int | None = 1\n",
            "import typing as t\n\nx: t.Optional[int] = 1\n",
            id="the module",
        ),
        pytest.param(
            '"""Text."""\n\nfrom __future__ import annotations\n\nx: "A | None"\n',
            '"""Text."""\n\nfrom __future__ import annotations\nfrom typing import Optional\n\n'
            'x: "Optional[A]"\n',
            id="quotes, docstring and future imports",
        ),
        pytest.param("x: Literal['a'] | None\n", "from typing import Optional\nx: Optional[Literal['a']]\n"),
        pytest.param("x = list[int] | None\n", "x = list[int] | None\n", id="values stay"),
        pytest.param("x: Optional[int]\n", "x: Optional[int]\n", id="old already"),
        pytest.param(
            "class List: ...\n\n\nx: list[int]\n", "class List: ...\n\n\nx: list[int]\n", id="taken"
        ),
    ],
)
def test_dated(new: str, old: str) -> None:
    """And what is needed is imported."""
    assert dated(new) == old
    ast.parse(old)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        pytest.param(
            "from typing import Any\n\nx: list[Any] = []\ny = Any\n",
            "import typing\nfrom typing import Any\n\nx: typing.List[typing.Any] = []\ny = Any\n",
            id="all by the module",
        ),
        pytest.param(
            "import typing as t\n\nx: int | None = 1\n",
            "import typing as t\n\nx: t.Optional[int] = 1\n",
            id="which has a name already",
        ),
    ],
)
def test_by_module(new: str, old: str) -> None:
    """Annotations alone."""
    assert dated(new, "module") == old


def test_types_in_comments() -> None:
    """Outside of class bodies, and where no comment stands already."""
    text = (
        "class A:\n    x: int = 1\n\n    def f(self) -> None:\n        self.y: 'A' = g()\n"
        "        z: int = 1  # one\n"
    )
    assert dated(text, "comments") == text.replace("self.y: 'A' = g()", "self.y = g()  # type: A")
