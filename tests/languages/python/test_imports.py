"""New imports must be of something that is there."""

from __future__ import annotations

import sys

import pytest

from novaedit.languages.python.imports import (
    added_imports,
    first_party_modules,
    imported_modules,
    unknown_import,
)


def unknown(before: str, after: str, *, paths: tuple[str, ...] = (), seen: tuple[str, ...] = ()) -> str:
    added = added_imports(before, after)
    return unknown_import(added, tree_paths=paths, tree_modules=frozenset(seen), python=sys.executable)


@pytest.mark.parametrize(
    "line",
    [
        *("import json", "import os.path", "from collections import OrderedDict, abc", "from os import path"),
        *("from xml.etree import ElementTree", "from typing import *", "import pytest", "import ours.core"),
        *("from flat import x", "import asked_elsewhere.part", "from . import sibling"),
        *("from collections.abc import Hashable", "from curses import endwin"),
    ],
)
def test_what_is_there(line: str) -> None:
    paths = ("src/ours/__init__.py", "flat.py")
    assert unknown("x = 1\n", f"{line}\nx = 1\n", paths=paths, seen=("asked_elsewhere",)) == ""


@pytest.mark.parametrize(
    ("line", "named"),
    [
        pytest.param("import jsno", "jsno", id="a misspelt module"),
        pytest.param("from json import lods", "json.lods", id="a misspelt name"),
        pytest.param("import os.paht", "os.paht", id="a misspelt submodule"),
        pytest.param("from collections.abc import Hashble", "collections.abc.Hashble", id="behind a star"),
        pytest.param("import invented_helper", "invented_helper", id="an invented package"),
    ],
)
def test_what_is_nowhere(line: str, named: str) -> None:
    assert unknown("x = 1\n", f"{line}\nx = 1\n") == named


def test_imports_of_before_are_not_judged() -> None:
    assert unknown("import invented\nx = 1\n", "import invented\nx = 2\n") == ""


def test_imports_of_a_broken_text_are_found_by_line() -> None:
    assert unknown("import invented\nx = (1\n", "import invented\nx = (1)\n") == ""


def test_first_party_modules_live_at_the_root_and_below_src() -> None:
    paths = ("src/pkg/__init__.py", "tool.py", "docs/index.md", "lib/other/a.pyi")
    assert first_party_modules(paths) == {"pkg", "tool", "other"}


def test_imported_modules_are_found_by_line() -> None:
    assert imported_modules("import a.b\nif x:\n    from c import d\n# import e\n") == {"a", "c"}


def test_a_broken_import_that_is_mended_is_not_new() -> None:
    """Its words were there: it was what was broken. Another module is new all the same."""
    assert added_imports("$from shop.cart import Cart\n", "from shop.cart import Cart\n") == frozenset()
    assert added_imports("x = (\n", "import shop\nx = ()\n") == {("shop", None)}
