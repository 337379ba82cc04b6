"""What may go with what is unused, and what may not."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.removal import lost_beside

TWICE = "def f():\n    return 1\n\n\ndef f():\n    return {}\n"


def _lost(code: str, line: int, before: str, after: str, message: str = "") -> str:
    return lost_beside(before, after, [Diagnostic("ruff", code, message, "a.py", line)])


@pytest.mark.parametrize(
    ("code", "line", "before", "after"),
    [
        pytest.param("F401", 1, "import os\n\nx = 1\n", "x = 1\n", id="an import and the blank line below"),
        pytest.param(
            "F401",
            2,
            "from a import (\n    os,\n    b,\n)\nb()\n",
            "from a import b\nb()\n",
            id="one of two names",
        ),
        pytest.param(
            "F401", 2, "if T:\n    import os\nx = 1\n", "x = 1\n", id="an `if` that held nothing else"
        ),
        pytest.param("F841", 2, "def f():\n    x = g()\n", "def f():\n    g()\n", id="a call stays"),
        pytest.param(
            "F841", 2, "def f():\n    x = y\n    g()\n", "def f():\n    g()\n", id="there is no call"
        ),
        pytest.param(
            "F841",
            3,
            "try:\n    f()\nexcept E as x:\n    g()\n",
            "try:\n    f()\nexcept E:\n    g()\n",
            id="the name of an exception",
        ),
        pytest.param("F811", 5, TWICE.format(1), "def f():\n    return 1\n", id="the same definition twice"),
        pytest.param("ERA001", 1, "# x = 1\ny = 2\n", "y = 2\n", id="code in a comment"),
    ],
)
def test_what_is_unused_may_go(code: str, line: int, before: str, after: str) -> None:
    assert _lost(code, line, before, after) == ""


@pytest.mark.parametrize(
    ("code", "line", "before", "after"),
    [
        pytest.param(
            "F811", 5, TWICE.format(2), "def f():\n    return 2\n", id="another definition of the name"
        ),
        pytest.param(
            "F811", 5, TWICE.format(2), "def f():\n    return 1\n\n\n    return 2\n", id="its header alone"
        ),
        pytest.param("F401", 1, "import os\nx = 1\n", "", id="the statement below"),
        pytest.param("F401", 2, "if T:\n    import os\n    x = 1\n", "", id="an `if` that held more"),
        pytest.param("F401", 2, "# What this is\nimport os\n", "", id="a comment"),
        pytest.param("F841", 2, "def f():\n    x = g()\n    h()\n", "def f():\n    h()\n", id="a call"),
    ],
)
def test_what_stands_beside_it_may_not(code: str, line: int, before: str, after: str) -> None:
    assert "removes" in _lost(code, line, before, after)


def test_either_end_of_a_redefinition_may_go() -> None:
    before = "import os\n\nx = 1\nfrom y import os\nos()\n"
    message = "Redefinition of unused `os` from line 1: `os` redefined here"
    assert _lost("F811", 4, before, before.removeprefix("import os\n"), message) == ""


def test_what_cannot_be_reached_may_go_as_a_whole() -> None:
    before = "def f():\n    return 1\n    x = g()\n    h(x)\n"
    assert _lost("unreachable", 3, before, "def f():\n    return 1\n", "Statement is unreachable") == ""
