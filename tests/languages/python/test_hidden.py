"""Uses that linters do not see."""

from __future__ import annotations

import ast

import pytest

from novaedit.languages.python.hidden import hidden_uses


@pytest.mark.parametrize(
    ("code", "names"),
    [
        pytest.param("x = f()  # type: Dict[str, a.List]\n", {"Dict", "str", "a"}, id="a type comment"),
        pytest.param("x = f()  # type: ignore[List]\n", set(), id="a type ignored"),
        pytest.param("# a type: List\nx = 1  # typed: List\n", set(), id="other comments"),
        pytest.param("'''\n>>> f(math.pi, 'os')  # sys\n... + g\n'''\n", {"f", "math", "g"}, id="a doctest"),
        pytest.param("'''\n>>> import math\n>>> math.pi\n'''\n", set(), id="a doctest that imports it"),
        pytest.param("def test_a(db, *, x=1): ...\n", {"db"}, id="what a test asks for"),
        pytest.param("@pytest.fixture\ndef client(app): ...\n", {"app"}, id="what a fixture asks for"),
        pytest.param("def make(db): ...\n", set(), id="another function's parameters"),
        pytest.param("from .fixtures import client as c, app\n", {"c", "app"}, id="imported fixtures"),
    ],
)
def test_hidden_uses(code: str, names: set[str]) -> None:
    assert hidden_uses(code, ast.parse(code)) == names
