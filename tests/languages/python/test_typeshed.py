"""What may be imported from the standard library."""

from __future__ import annotations

import sys

import pytest

from novaedit.languages.python.typeshed import stdlib_has


@pytest.mark.parametrize(
    ("module", "name"),
    [
        pytest.param("os", None, id="a module"),
        pytest.param("os", "sep", id="a variable"),
        pytest.param("os", "path", id="a module of a package"),
        pytest.param("os", "startfile", id="of another platform"),
        pytest.param("os.path", "join", id="passed on from another module"),
        pytest.param("collections.abc", "Mapping", id="behind two stars"),
        pytest.param("collections.abc", "Set", id="by another name"),
        pytest.param("typing", "Optional", id="a special form"),
        pytest.param("re", "Pattern", id="a class"),
        pytest.param("asyncio", "sleep", id="from a module beside it"),
        pytest.param("asyncio", "TaskGroup", id="of a later version"),
        pytest.param("unittest.mock", "patch", id="in a package"),
        pytest.param("xml.etree.ElementTree", "parse", id="two packages down"),
        pytest.param("math", "*", id="all"),
    ],
)
def test_there(module: str, name: str | None) -> None:
    assert stdlib_has(module, name)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        pytest.param("json", "lods", id="a misspelt name"),
        pytest.param("os", "file", id="the name of a parameter"),
        pytest.param("os", "Any", id="what only the stub imports"),
        pytest.param("collections", "appendleft", id="a method"),
        pytest.param("os.pathh", None, id="no module"),
    ],
)
def test_not_there(module: str, name: str | None) -> None:
    assert not stdlib_has(module, name)


@pytest.mark.parametrize(
    "module",
    ["collections", "functools", "unittest.mock", "json", "logging", "os", "pathlib", "re", "typing"],
)
def test_nothing_is_missed_that_the_interpreter_exports(module: str) -> None:
    """All of `__all__`, as the running Python has it."""
    __import__(module)
    assert [name for name in sys.modules[module].__all__ if not stdlib_has(module, name)] == []
