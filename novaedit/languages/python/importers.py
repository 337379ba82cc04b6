"""Which files of a tree take a name from a module: by import, as its attribute, or by a path in a text."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from novaedit.languages.base import Files
from novaedit.languages.python.sources import decode
from novaedit.languages.python.structure import parse_quietly

_CODE = (".py", ".pyi")
#: Where entry points and documentation name code.
_TEXTS = (".toml", ".cfg", ".ini", ".rst", ".md")
#: `package.module.name`, and `package.module:name` as entry points write it.
_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+)*[.:][^\W\d]\w*")

#: The parts of a dotted name as it is imported; "" comes first where it was relative and is from the root on.
_Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A file as others import it: the parts of its path, and the folders of the tree that are packages."""

    path: str
    parts: tuple[str, ...]
    packages: frozenset[str]

    def is_meant(self, name: _Name, importer: str) -> bool:
        """Whether `name`, imported in the file `importer`, is this module.

        An absolute name starts where no package is above, or beside the importer: that may run as a script.
        """
        if name[:1] == ("",):
            return name[1:] == self.parts
        if not name or self.parts[-len(name) :] != name:
            return False
        above = "/".join(self.parts[: -len(name)])
        return above not in self.packages or above == _folder(importer)


def user_of(names: frozenset[str], path: str, files: Files) -> tuple[str, str] | None:
    """One of `names` that is taken from the module `path` elsewhere, and the file that does; else None.

    A file that has them by `from module import *` may hand them on to others.
    """
    packages, waiting, seen = _packages(files), [path], set()
    while waiting:
        module = _module(waiting.pop(), packages)
        if module.path in seen:
            continue
        seen.add(module.path)
        for other in _mentioning(files, module.parts[-1] if module.parts else "", is_package(module.path)):
            text = decode(files.read(other) or b"") if other not in seen else ""
            uses = _Uses(names, module, other, text)
            if uses.found is not None:
                return uses.found, other
            if uses.is_starred:
                waiting.append(other)
    return None


def is_package(path: str) -> bool:
    """Whether the file is the `__init__` of a package."""
    return PurePosixPath(path).stem == "__init__"


class _Uses:
    """What one file takes of a module: the first of the names, and whether it takes all by a star."""

    def __init__(self, names: frozenset[str], module: Module, path: str, text: str) -> None:
        self._names, self._module, self._path = names, module, path
        self._known: dict[str, _Name] = {}
        self.is_starred = False
        tree = parse_quietly(text) if path.endswith(_CODE) else None
        found = self._in_text(text) if tree is None else self._in_code(tree)
        self.found = next(found, None)

    def _in_code(self, tree: ast.Module) -> Iterator[str]:
        nodes = list(ast.walk(tree))
        for node in nodes:
            if isinstance(node, ast.Import):
                self._know(node)
            elif isinstance(node, ast.ImportFrom):
                yield from self._taken(node)
        for node in nodes:
            match node:
                case ast.Attribute(attr=name) if name in self._names and self._is_module(node.value):
                    yield name
                case ast.Name(id=name, ctx=ast.Load()) if self.is_starred and name in self._names:
                    yield name
                case ast.Call() if any(self._is_module(argument) for argument in node.args):
                    # setattr(module, "name", ...), patch.object(module, "name")
                    values = (a.value for a in node.args if isinstance(a, ast.Constant))
                    yield from (v for v in values if isinstance(v, str) and v in self._names)
                case ast.Constant(value=str(value)):
                    yield from self._in_text(value)

    def _know(self, node: ast.Import) -> None:
        for alias in node.names:
            name = tuple(alias.name.split("."))
            self._known[alias.asname or name[0]] = name if alias.asname else name[:1]

    def _taken(self, node: ast.ImportFrom) -> Iterator[str]:
        source = self._source(node)
        is_ours = self._module.is_meant(source, self._path)
        for alias in node.names:
            if is_ours and alias.name == "*":
                self.is_starred = True
            elif is_ours and alias.name in self._names:
                yield alias.name
            self._known[alias.asname or alias.name] = (*source, alias.name)

    def _source(self, node: ast.ImportFrom) -> _Name:
        parts = tuple(node.module.split(".")) if node.module else ()
        if not node.level:
            return parts
        folder = PurePosixPath(self._path).parts[:-1]
        return ("", *folder[: len(folder) - node.level + 1], *parts)

    def _is_module(self, node: ast.expr) -> bool:
        rest: list[str] = []
        while isinstance(node, ast.Attribute):
            rest.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._known:
            return False
        return self._module.is_meant((*self._known[node.id], *rest), self._path)

    def _in_text(self, text: str) -> Iterator[str]:
        for match in _PATH.finditer(text):
            parts = re.split("[.:]", match[0])
            for i, name in enumerate(parts):  # more may follow: a method, an attribute
                if name in self._names and self._module.is_meant(tuple(parts[:i]), self._path):
                    yield name


def _module(path: str, packages: frozenset[str]) -> Module:
    parts = PurePosixPath(path).with_suffix("").parts
    return Module(path, parts[:-1] if is_package(path) else parts, packages)


@functools.lru_cache(maxsize=4)
def _packages(files: Files) -> frozenset[str]:
    return frozenset(_folder(path) for path in files.paths() if is_package(path))


@functools.lru_cache(maxsize=16)
def _mentioning(files: Files, stem: str, relatives: bool) -> tuple[str, ...]:
    """The files in which the last part of a module's name stands: one look at the whole tree for a module.

    With `relatives` also those that import from `.`, which a package is to its own files.
    """
    word = stem.encode()
    return tuple(
        path
        for path in files.paths()
        if path.endswith((*_CODE, *_TEXTS))
        and (content := files.read(path))
        and (word in content or (relatives and path.endswith(_CODE) and b"from ." in content))
    )


def _folder(path: str) -> str:
    return "/".join(PurePosixPath(path).parts[:-1])
