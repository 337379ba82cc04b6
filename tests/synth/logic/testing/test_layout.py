"""Files that hold a function and what it needs."""

from __future__ import annotations

import pytest

from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits
from novaedit.synth.logic.testing.layout import import_pytest, laid_out

TEXT = '''"""A module."""

import math
import re, os
from typing import Any, Optional, Sequence
from collections import Counter

LIMIT = 3
NAMES = {
    "a": 1,
}


class Node:
    pass


def helper(x):
    return math.floor(x) + LIMIT


def f(x: float, names: Optional[Sequence[str]] = None) -> int:
    """Doc."""
    return helper(x) + len(NAMES)


def alone(x):
    return x + 1


def g(node: Node):
    return node


def h(x: "Node"):
    return x
'''


def test_what_is_needed_and_no_more() -> None:
    """Imports without the names that are not used, two lines around functions, one after the imports."""
    assert laid_out(TEXT, ["f"]) == (
        "import math\n"
        "from typing import Optional, Sequence\n"
        "\n"
        "LIMIT = 3\n"
        'NAMES = {\n    "a": 1,\n}\n'
        "\n\n"
        "def helper(x):\n    return math.floor(x) + LIMIT\n"
        "\n\n"
        "def f(x: float, names: Optional[Sequence[str]] = None) -> int:\n"
        '    """Doc."""\n    return helper(x) + len(NAMES)\n'
    )
    assert laid_out(TEXT, ["alone"]) == "def alone(x):\n    return x + 1\n"


def test_the_future_stays() -> None:
    text = "from __future__ import annotations\n\n\ndef f(x: int):\n    return x\n"
    assert laid_out(text, ["f"]) == text


@pytest.mark.parametrize("name", ["g", "h"])
def test_annotations_that_cannot_be_imported(name: str) -> None:
    assert laid_out(TEXT, [name]) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f():\n    pass\n", "import pytest\n\n\ndef f():\n    pass\n"),
        ("X = 1\n", "import pytest\n\nX = 1\n"),
        ("import re\n\nX = 1\n", "import re\n\nimport pytest\n\nX = 1\n"),
        (
            "from __future__ import annotations\n\n\ndef f():\n    pass\n",
            "from __future__ import annotations\n\nimport pytest\n\n\ndef f():\n    pass\n",
        ),
    ],
)
def test_the_import_of_pytest(before: str, after: str) -> None:
    edit = import_pytest(line_texts(before))
    assert edit is not None
    assert apply_edits(before, (edit,)) == after
    assert import_pytest(line_texts(after)) is None
