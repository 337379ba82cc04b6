"""Which modules an edit newly imports, and whether they are really there."""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from novaedit.errors import ToolError
from novaedit.languages.python.structure import parse_quietly
from novaedit.languages.python.typeshed import stdlib_has
from novaedit.process import run

#: A module and the name taken out of it; None for a plain `import module`.
Import = tuple[str, str | None]

_PROBE = "import importlib.util,sys;sys.exit(importlib.util.find_spec(sys.argv[1]) is None)"


def added_imports(before: str, after: str) -> frozenset[Import]:
    """Absolute imports in `after` that `before` lacks. Empty when `after` does not parse.

    When `before` does not parse, an import is new if `before` lacks a word of it: the statement may have been
    what was broken.
    """
    tree = parse_quietly(after)
    if tree is None:
        return frozenset()
    old = parse_quietly(before)
    if old is not None:
        return frozenset(_imports(tree) - _imports(old))
    words = set(_WORD.findall(before))
    return frozenset(found for found in _imports(tree) if not words.issuperset(_words(found)))


def unknown_import(
    imports: Iterable[Import], *, tree_paths: Iterable[str], tree_modules: frozenset[str], python: str | None
) -> str:
    """Name the first of `imports` that cannot be meant, or "".

    Allowed are the standard library (and only names that it has), modules of the project itself, what the
    project imports elsewhere, and what `python` can find without importing it.
    """
    first_party = first_party_modules(tree_paths)
    for module, name in sorted(imports, key=lambda item: (item[0], item[1] or "")):
        top = module.split(".", 1)[0]
        if top in sys.stdlib_module_names:
            if not stdlib_has(module, name):
                return f"{module}.{name}" if name else module
        elif top not in first_party and top not in tree_modules and not _is_installed(top, python):
            return module
    return ""


def first_party_modules(paths: Iterable[str]) -> frozenset[str]:
    """Top-level importable names of a tree: packages and modules at the root or below src/ and lib/."""
    names = set()
    for path in paths:
        parts = PurePosixPath(path).parts
        if parts and parts[0] in ("src", "lib") and len(parts) > 1:
            parts = parts[1:]
        if parts and path.endswith((".py", ".pyi")):
            names.add(parts[0].removesuffix(".py").removesuffix(".pyi"))
    return frozenset(names)


_WORD = re.compile(r"\w+")
_IMPORT_LINE = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)", re.MULTILINE)


def imported_modules(code: str) -> frozenset[str]:
    """Top-level names of the modules that a text imports, found by line."""
    return frozenset(_IMPORT_LINE.findall(code))


def are_imports(lines: Sequence[str]) -> bool:
    """Whether `lines` are whole import statements at the margin, blank lines aside; not `__future__`."""
    tree = parse_quietly("\n".join(lines))
    return tree is not None and bool(tree.body) and all(map(_is_plain_import, tree.body))


def _is_plain_import(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.module != "__future__"
    return isinstance(statement, ast.Import)


def _imports(tree: ast.Module) -> set[Import]:
    found: set[Import] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, None) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found |= {(node.module, alias.name) for alias in node.names}
    return found


def _words(imported: Import) -> list[str]:
    module, name = imported
    return [*module.split("."), *([name] if name not in (None, "*") else [])]


@functools.cache
def _is_installed(module: str, python: str | None) -> bool:
    # -I keeps the working directory, where anyone may have put a module, off the path.
    try:
        return run([python or sys.executable, "-I", "-c", _PROBE, module], timeout=20).returncode == 0
    except ToolError:
        return False
