"""Reading source line by line, broken or not."""

from __future__ import annotations

import pytest

from novaedit.languages.python import outline
from novaedit.lines import line_texts


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("import a\nimport b\n\nx = 1\n", (0, 1), id="plain"),
        pytest.param(
            '#!/bin/x\n"""Doc\nimport no\n"""\nimport a\n\nx = 1\nimport z\n', (4, 4), id="docstring"
        ),
        pytest.param(
            "import a\n__all__ = [\n  'x',\n]\nfrom b import (\n  c,\n)\nx = 1\n", (0, 6), id="dunder"
        ),
        pytest.param("try:\n    import a\nexcept ImportError:\n    a = None\nimport b\n", (4, 4), id="try"),
        pytest.param("import a\nif TYPE_CHECKING:\n    import c\nx = 1\n", (0, 0), id="type checking"),
        pytest.param("from a import (\n  b,\nimport c\nx = 1\n", (0, 2), id="a bracket never closed"),
        pytest.param('"""open\nimport a\nx\n', (1, 1), id="a docstring never closed"),
        pytest.param("import a, \\\n  b\nimport c; x = (\n", (0, 2), id="backslash"),
        pytest.param("x = 1\nimport a\n", None, id="code first"),
        pytest.param("", None, id="empty"),
    ],
)
def test_import_block(code: str, expected: tuple[int, int] | None) -> None:
    """The block runs from the first import to the last one before other code."""
    assert outline.import_block(line_texts(code)) == expected


def test_header_end() -> None:
    """A first import goes after shebang, comments and docstring."""
    assert outline.header_end(["#!/usr/bin/python", "# c", "'doc'", "x = 1"]) == 3
    assert outline.header_end(["x = 1"]) == 0
    assert outline.header_end(["# only"]) == 1


NESTED = """\
class A:
    def f(self,
          x):
        if x:
            def g():
                return (
1)
            y = 1
        return x

    z = 2
"""


@pytest.mark.parametrize(("index", "header"), [(0, None), (1, 1), (3, 1), (5, 4), (7, 1), (8, 1), (10, None)])
def test_enclosing_def(index: int, header: int | None) -> None:
    """The innermost function by indentation."""
    assert outline.enclosing_def(NESTED.splitlines(), index) == header


def test_block_end_and_signature() -> None:
    """A header may take several lines; blank lines after a block are not its own."""
    lines = NESTED.splitlines()
    assert outline.block_end(lines, 1) == 8
    assert outline.block_end(lines, 0) == 10
    assert outline.signature(lines, 1, 120) == "def f(self, x):"
    assert outline.signature(lines, 1, 9) == "def f(sel"


def test_tabs_count_as_python_does() -> None:
    """A tab goes to the next multiple of eight."""
    assert [outline.indentation(line) for line in ("\tx", "    \tx", "  x")] == [8, 8, 2]
