"""Which functions may be run."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.logic.purity import closure, definitions, pure_functions

HEAD = "import os\nimport math\nimport json\nimport operator\nfrom typing import Any\nLIMIT = 3\n"


def _pure(text: str) -> dict[str, str]:
    return {pure.node.name: pure.context for pure in pure_functions(ast.parse(text), text)}


@pytest.mark.parametrize(
    "body",
    [
        "return os.getcwd()",
        "return open(a)",
        "return eval(a)",
        "return __import__('os')",
        "return a.__class__",
        "import os",
        "global LIMIT",
        "print(a)",
        "return unknown(a)",
        "return getattr(a, 'x')",
        "return json.codecs.open(a)",
        "return operator.attrgetter(a)(math)",
        "class C: pass",
    ],
)
def test_refused(body: str) -> None:
    assert _pure(f"{HEAD}def f(a):\n    {body}\n") == {}


@pytest.mark.parametrize(
    "body", ["return math.floor(a) + LIMIT", "x: Unknown = a\n    return x", "return [b for b in a]"]
)
def test_allowed(body: str) -> None:
    assert list(_pure(f"{HEAD}def f(a: Any) -> Missing:\n    {body}\n")) == ["f"]


def test_context_is_what_is_needed_and_no_more() -> None:
    """Helpers, constants and imports in the order of the file."""
    text = HEAD + "def g(a):\n    return math.ceil(a)\n\n\ndef f(a):\n    return g(a) + LIMIT\n"
    assert _pure(text)["f"] == "import math\nLIMIT = 3\ndef g(a):\n    return math.ceil(a)\n"


def test_an_impure_helper_spoils_its_caller() -> None:
    assert _pure(HEAD + "def g(a):\n    return os.stat(a)\n\n\ndef f(a):\n    return g(a)\n") == {}


def test_decorated_helpers_and_replaced_functions_are_left_out() -> None:
    assert _pure(
        "def f(a):\n    return a\n\n\ndef f(a):\n    return -a\n\n\n@f\ndef g(a):\n    return a\n"
    ) == {"f": ""}


def test_modules_that_allowed_ones_have_imported() -> None:
    """They are no way round."""
    assert _pure("from fnmatch import os\n\n\ndef f(a):\n    return os.remove(a)\n") == {}
    assert _pure("from fnmatch import fnmatch\n\n\ndef f(a):\n    return fnmatch(a, 'b')\n") != {}


def test_context_begins_and_ends_where_the_statement_does() -> None:
    text = "A = 'é'; B = 2; C = [\n    3,\n]; D = 4\n\n\ndef f(a):\n    return A + B + C\n"
    assert _pure(text)["f"] == "A = 'é'\nB = 2\nC = [\n    3,\n]\n"


def test_names_that_are_known() -> None:
    """They need no definition."""
    tree = ast.parse("def f(a):\n    return pytest.raises(a)\n")
    node = tree.body[0]
    assert isinstance(node, ast.FunctionDef)
    assert closure(node, definitions(tree)) is None
    assert closure(node, definitions(tree), {"pytest"}) == []
