"""What others need of a module may not go; what nobody needs may."""

from __future__ import annotations

import pytest

from novaedit.languages.python.interface import lost_name
from tests.fixer.scripted import TextTree

USER = {"pkg/__init__.py": "", "pkg/b.py": "from .a import name\nfrom pkg import a\na.other()\n"}


def _lost(before: str, after: str, path: str = "pkg/a.py") -> str | None:
    return lost_name(before, after, path, TextTree({**USER, path: before}))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        pytest.param(
            "from x import name\nf()\n", "f()\n", "pkg/b.py", id="another file imports it from here"
        ),
        pytest.param("def name(): ...\n", "def nam(): ...\n", "pkg/b.py", id="under another name"),
        pytest.param("import other\n", "", "pkg/b.py", id="another file takes it as an attribute"),
        pytest.param("name = 1\n", "name = 1\ndel name\n", "pkg/b.py", id="it is deleted at the end"),
        pytest.param("try:\n    import x\nexcept ImportError: ...\n", "", "tried", id="an attempt"),
    ],
)
def test_what_others_need_may_not_go(before: str, after: str, word: str) -> None:
    assert word in str(_lost(before, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("from x import unused\nf()\n", "f()\n", id="nobody has it from here"),
        pytest.param(
            "from x import name, unused\nf()\n",
            "from x import name\nf()\n",
            id="the one that is needed stays",
        ),
        pytest.param(
            "def f():\n    from x import name\n    g()\n",
            "def f():\n    g()\n",
            id="it is no name of the module's",
        ),
        pytest.param("from x import name\n", "name = 1\n", id="it comes from elsewhere"),
    ],
)
def test_what_nobody_needs_may(before: str, after: str) -> None:
    assert _lost(before, after) == ""


INIT = "from .core import f\nfrom functools import partial\nimport os\n\ndef g(): ...\n"


@pytest.mark.parametrize("name", ["pkg/__init__.py", "conftest.py"])
@pytest.mark.parametrize("line", [0, 1, 4])
def test_a_package_is_made_to_be_imported_from(name: str, line: int) -> None:
    lines = INIT.splitlines()
    assert "others" in str(_lost(INIT, "\n".join([*lines[:line], *lines[line + 1 :]]), name))


def test_another_name_than_the_undefined_one_is_not_to_be_deleted() -> None:
    """`from .core import f` defines `core` too, which ruff does not know."""
    before = f"{INIT}del core\n"
    assert "others" in str(_lost(before, before.replace("del core", "del g"), "pkg/__init__.py"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(INIT, INIT.replace("import os\n", ""), id="a module of its own use"),
        pytest.param(
            f"__all__ = ['f', 'g']\n{INIT}",
            f"__all__ = ['f', 'g']\n{INIT}".replace("from functools import partial\n", ""),
            id="what its __all__ leaves out",
        ),
        pytest.param("from .core import mispelt\n", "from .core import misspelt\n", id="a misspelt name"),
    ],
)
def test_a_package_may_lose_the_rest(before: str, after: str) -> None:
    assert _lost(before, after, "pkg/__init__.py") == ""


def test_a_list_does_not_cover_parts_of_the_package() -> None:
    assert _lost("from . import _part\n__all__ = ['x']\n", "__all__ = ['x']\n", "pkg/__init__.py")


COMPATIBLE = (
    "from functools import partial, reduce\nfrom collections.abc import Sequence\nimport os\n"
    "__all__ = ['reduce']\n"
)


def test_a_module_that_imports_mostly_for_others_may_do_so_once_more() -> None:
    """One of three names is listed, and another file takes one: that is most."""
    user = {"pkg/b.py": "from .a import partial\n"}
    after = COMPATIBLE.replace("from collections.abc import Sequence\n", "")
    assert "for others" in str(lost_name(COMPATIBLE, after, "pkg/a.py", TextTree({**USER, **user})))
    assert _lost(COMPATIBLE, after) == ""
    without = COMPATIBLE.replace("import os\n", "")
    assert lost_name(COMPATIBLE, without, "pkg/a.py", TextTree({**USER, **user})) == ""


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        pytest.param("from typing import List\n", "x = []  # type: List[int]\n", id="a type comment"),
        pytest.param("import math\n", '"""\n>>> math.pi > 3\nTrue\n"""\nf()\n', id="a doctest"),
        pytest.param("from x import db\n", "def test_it(db): ...\n", id="a test's parameter"),
    ],
)
def test_uses_that_no_linter_sees(line: str, rest: str) -> None:
    assert "used" in str(_lost(line + rest, rest))


def test_a_module_of_imports_alone_is_there_for_others() -> None:
    facade = '"""All in one place."""\n\nimport os\nfrom x import f\n'
    assert "others" in str(_lost(facade, facade.replace("from x import f\n", "")))
    assert _lost(facade, facade.replace("import os\n", "")) == ""


def test_what_does_not_parse_tells_nothing() -> None:
    assert _lost("def f(:\n", "def f():\n") is None


def test_the_tree_is_read_only_where_a_name_is_gone() -> None:
    class Unread(TextTree):
        def paths(self) -> tuple[str, ...]:
            raise AssertionError("the tree was read")

    assert lost_name("x = 1\n", "x = 2\ny = x\n", "a.py", Unread({})) == ""
