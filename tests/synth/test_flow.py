"""Whether the end of a block can be reached."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.flow import falls_through, last_line


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("x = 1", True, id="a statement"),
        pytest.param("return 1", False, id="return"),
        pytest.param("raise E", False, id="raise"),
        pytest.param("if a:\n    return 1", True, id="one branch"),
        pytest.param("if a:\n    return 1\nelse:\n    raise E", False, id="both branches"),
        pytest.param("while True:\n    f()", False, id="for ever"),
        pytest.param("while True:\n    break", True, id="a way out"),
        pytest.param("for a in b:\n    return a", True, id="a loop may be empty"),
        pytest.param("with a:\n    return 1", False, id="with"),
        pytest.param("try:\n    return 1\nexcept E:\n    pass", True, id="a handler goes on"),
        pytest.param("try:\n    return 1\nexcept E:\n    raise", False, id="no handler goes on"),
        pytest.param("try:\n    f()\nfinally:\n    return 1", False, id="finally"),
        pytest.param("assert False", False, id="assert"),
        pytest.param("match a:\n    case 1:\n        return 1", False, id="nobody knows of a match"),
    ],
)
def test_falls_through(body: str, expected: bool) -> None:
    """As far as the statements tell."""
    assert falls_through(ast.parse(f"def f():\n{_indented(body)}").body[0].body) is expected  # type: ignore[attr-defined]


def _indented(body: str) -> str:
    return "".join(f"    {line}\n" for line in body.split("\n"))


def test_the_last_statement_however_deep() -> None:
    """In a handler, in a branch; a definition counts as one statement."""
    text = "def f():\n    try:\n        a()\n    except E:\n        if b:\n            c()\n"
    assert last_line(ast.parse(text).body[0]) == 6  # type: ignore[arg-type]
    assert last_line(ast.parse("def f():\n    def g():\n        pass\n").body[0]) == 2  # type: ignore[arg-type]
