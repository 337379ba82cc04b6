"""Imports whose point is to succeed or to fail."""

from __future__ import annotations

import ast

import pytest

from novaedit.languages.python.attempts import lost_attempt

FALLBACK = "try:\n    import fast as json\nexcept ImportError:\n    import json\n"


def _lost(before: str, after: str) -> str:
    return lost_attempt(ast.parse(before), ast.parse(after))


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param(
            "try:\n    import a.b\n    1 / 0\n{}\n",
            "try:\n    1 / 0\n{}\n",
            "a.b",
            id="its failure is wanted",
        ),
        pytest.param(
            "try:\n    import a.b\n{}\n", "try:\n    import c\n{}\n", "a.b", id="another one in its place"
        ),
        pytest.param("try:\n    from . import a\n{}\n", "from . import a\n", ".a", id="no longer tried"),
    ],
)
@pytest.mark.parametrize(
    "handler",
    [
        "except ImportError:\n    pass",
        "except (ValueError, ModuleNotFoundError):\n    pass",
        "except Exception as error:\n    print(error)",
        "except:\n    pass",
    ],
)
def test_an_import_whose_failure_is_caught(before: str, after: str, lost: str, handler: str) -> None:
    kept = after.format(handler) if "{}" in after else f"{after}try:\n    pass\n{handler}\n"
    assert _lost(before.format(handler), kept) == lost


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param(FALLBACK, FALLBACK.replace("import json", "pass"), "json", id="what makes up for it"),
        pytest.param(
            "with pytest.raises(ImportError):\n    import a\n",
            "with pytest.raises(ImportError):\n    pass\n",
            "a",
            id="in a with",
        ),
        pytest.param(
            'def test():\n    """It is there."""\n    from a import b\n',
            "def test():\n    pass\n",
            "a.b",
            id="alone in a function",
        ),
    ],
)
def test_an_import_that_is_made_for_what_it_does(before: str, after: str, lost: str) -> None:
    assert _lost(before, after) == lost


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import a\n", "", id="at the top"),
        pytest.param(
            "def f():\n    import a\n    g()\n", "def f():\n    g()\n", id="in a function that does more"
        ),
        pytest.param(
            "try:\n    import a\n    f()\nexcept KeyError:\n    pass\n",
            "try:\n    f()\nexcept KeyError:\n    pass\n",
            id="nothing catches its failure",
        ),
        pytest.param(
            "try:\n    f()\nexcept ImportError:\n    pass\nelse:\n    import a\n",
            "try:\n    f()\nexcept ImportError:\n    pass\nelse:\n    pass\n",
            id="after the attempt",
        ),
        pytest.param(
            "with f():\n    def g():\n        import a\n        h()\n",
            "with f():\n    def g():\n        h()\n",
            id="later than the with",
        ),
        pytest.param(FALLBACK, f"import os\n{FALLBACK}", id="another one comes"),
    ],
)
def test_other_imports_may_go(before: str, after: str) -> None:
    assert _lost(before, after) == ""
