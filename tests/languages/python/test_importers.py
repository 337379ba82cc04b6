"""Who takes a name from a module."""

from __future__ import annotations

import pytest

from novaedit.languages.python.importers import takers
from tests.fixer.scripted import TextTree

PACKAGES = {
    "src/pkg/__init__.py": "",
    "src/pkg/sub/__init__.py": "",
    "src/pkg/sub/mod.py": "from a import name\n",
}


def _user(files: dict[str, str], path: str = "src/pkg/sub/mod.py") -> str | None:
    return takers(frozenset({"name"}), path, TextTree({**PACKAGES, **files})).get("name")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("t.py", "from pkg.sub.mod import name"),
        ("t.py", "def f():\n    from pkg.sub.mod import other, name as n"),
        ("t.py", "from src.pkg.sub.mod import name"),
        ("src/pkg/a.py", "from .sub.mod import name"),
        ("src/pkg/sub/a.py", "from .mod import name"),
        ("src/pkg/sub/a.py", "from mod import name"),
        ("src/pkg/other/a.py", "from ..sub.mod import name"),
        ("t.pyi", "import pkg.sub.mod\nx: pkg.sub.mod.name"),
        ("t.py", "import pkg\npkg.sub.mod.name()"),
        ("t.py", "import pkg.sub as s\ns.mod.name()"),
        ("t.py", "from pkg.sub import mod\nmod.name = 1"),
        ("src/pkg/a.py", "from .sub import mod as m\nm.name.other()"),
        ("src/pkg/sub/a.py", "from . import mod\nmod.name"),
        ("t.py", "from pkg.sub.mod import *\nname()"),
        ("t.py", "from pkg.sub import mod\nmonkeypatch.setattr(mod, 'name', None)"),
        ("t.py", "patch('pkg.sub.mod.name')"),
        ("t.py", "patch('pkg.sub.mod.name.method')"),
        ("setup.py", "setup(entry_points={'x': ['command = pkg.sub.mod:name']})"),
        ("pyproject.toml", "[project.scripts]\ncommand = 'pkg.sub.mod:name'\n"),
        ("docs/api.rst", ".. autofunction:: pkg.sub.mod.name\n"),
    ],
)
def test_a_user_is_found(path: str, text: str) -> None:
    assert _user({path: f"{text}\n"}) == path


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("t.py", "from pkg.sub.mod import other\nname = mod.name"),
        ("t.py", "from a import name"),
        ("t.py", "from other.sub.mod import name"),
        ("t.py", "from mod import name"),
        ("src/pkg/a.py", "from .mod import name"),
        ("t.py", "import pkg.sub.mod\npkg.sub.other.name"),
        ("t.py", "from pkg.sub.mod import *\nother()"),
        ("t.py", "from pkg.sub.mod import *\ndef f(name): ..."),
        ("t.py", "from pkg.sub import mod\nf('name')"),
        ("t.py", "mod = object()\nmod.name"),
        ("t.py", "patch('pkg.sub.mod.names')"),
        ("data.json", '"pkg.sub.mod.name"'),
        ("t.py", "from pkg.sub.mod import name ("),
    ],
)
def test_others_are_none(path: str, text: str) -> None:
    assert _user({path: f"{text}\n"}) is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("t.py", "from pkg.sub import name"),
        ("t.py", "import pkg.sub\npkg.sub.name"),
        ("src/pkg/sub/a.py", "from . import name"),
        ("src/pkg/sub/deep/a.py", "from .. import name"),
    ],
)
def test_a_package_is_a_module(path: str, text: str) -> None:
    assert _user({path: f"{text}\n"}, "src/pkg/sub/__init__.py") == path


def test_a_star_hands_on() -> None:
    stars = {"src/pkg/sub/__init__.py": "from .mod import *\n", "src/pkg/__init__.py": "from .sub import *\n"}
    assert _user(stars) is None
    assert _user({**stars, "t.py": "import pkg\npkg.name\n"}) == "t.py"


def test_a_star_brings_what_is_listed() -> None:
    star = "from pkg.sub.mod import *\nname()\n"
    assert _user({"src/pkg/sub/mod.py": "from a import name\n__all__ = ['name']\n", "t.py": star}) is not None
    assert _user({"src/pkg/sub/mod.py": "from a import name\n__all__ = ['f']\n", "t.py": star}) is None


def test_stars_in_a_circle_end() -> None:
    assert (
        _user({"src/pkg/sub/a.py": "from .mod import *\n", "src/pkg/sub/mod.py": "from .a import *\n"})
        is None
    )


def test_the_tree_is_looked_through_once_for_a_module() -> None:
    tree = _Counting({**PACKAGES, "t.py": "from pkg.sub.mod import other\n", "u.py": "x = 1\n"})
    for name in ("one", "two", "three"):
        assert takers(frozenset({name}), "src/pkg/sub/mod.py", tree) == {}
    assert tree.read_paths.count("u.py") == 1


def test_another_tree_is_another_matter() -> None:
    assert _user({"t.py": "from pkg.sub.mod import other\n"}) is None
    assert _user({"t.py": "from pkg.sub.mod import name\n"}) == "t.py"


class _Counting(TextTree):
    """A tree that remembers what was read of it."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(files)
        object.__setattr__(self, "read_paths", [])

    read_paths: list[str]

    def read(self, path: str) -> bytes | None:
        self.read_paths.append(path)
        return super().read(path)
