"""What the standard library holds, as typeshed tells, which mypy carries."""

from __future__ import annotations

import ast
import functools
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

from novaedit.languages.python.structure import parse_quietly

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def stdlib_has(module: str, name: str | None) -> bool:
    """Whether the module is there and the name in it, on some platform and version of Python.

    Of a module that typeshed does not describe (rare) every top-level name is taken to be there.
    """
    stub = _stub(module)
    if stub is None:
        return "." not in module
    if name is None or name == "*" or _stub(f"{module}.{name}") is not None:
        return True
    text = _text(stub)  # to search it is a hundred times as fast as to parse it
    return (name in text or "import *" in text) and name in _exports(module)


@functools.cache
def _exports(module: str) -> frozenset[str]:
    """The names that may be imported from a module."""
    stub = _stub(module)
    tree = None if stub is None else parse_quietly(_text(stub))
    if stub is None or tree is None:
        return frozenset()
    package = module if stub.name == "__init__.pyi" else module.rpartition(".")[0]
    found: set[str] = set()
    for node in _statements(tree.body):
        if isinstance(node, _DEFINITIONS):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            found |= _assigned(node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            # A stub passes on what it imports by its own name.
            found |= {alias.name for alias in node.names if alias.asname == alias.name}
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                found |= _exports(_source(node, package))
    return frozenset(found)


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """All that a module runs, on whatever platform or version."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try):
            yield from _statements([*node.body, *node.orelse])


def _assigned(node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> set[str]:
    """The names that get a value; of `__all__` those that it lists, too."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if "__all__" in names and node.value is not None:
        parts = (part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant))
        names |= {value for value in parts if isinstance(value, str)}
    return names


def _source(node: ast.ImportFrom, package: str) -> str:
    """The module of a `from` import in `package`."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [node.module])])


def _stub(module: str) -> Path | None:
    root = _root()
    if root is None:
        return None
    base = root.joinpath(*module.split("."))
    return next((p for p in (base.with_suffix(".pyi"), base / "__init__.pyi") if p.is_file()), None)


@functools.lru_cache(maxsize=64)
def _text(stub: Path) -> str:
    return stub.read_text(encoding="utf-8")


@functools.cache
def _root() -> Path | None:
    spec = importlib.util.find_spec("mypy")
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(spec.submodule_search_locations[0]) / "typeshed" / "stdlib"
    return root if root.is_dir() else None
