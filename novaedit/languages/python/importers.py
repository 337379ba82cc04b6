"""Which files of a tree take a name from a module: by import, as its attribute, or by a path in a text."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from novaedit.languages.base import Files
from novaedit.languages.python.offered import listed_names, read_names
from novaedit.languages.python.sources import decode
from novaedit.languages.python.structure import parse_quietly

_CODE = (".py", ".pyi")
#: Where entry points and documentation name code.
_TEXTS = (".toml", ".cfg", ".ini", ".rst", ".md")
#: `package.module.name`, and `package.module:name` as entry points write it.
_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+)*[.:][^\W\d]\w*")

#: The parts of a dotted name as it is imported; "" comes first where it was relative and is from the root on.
_Name = tuple[str, ...]


def takers(names: frozenset[str], path: str, files: Files) -> dict[str, str]:
    """Those of `names` that are taken from the module `path` elsewhere, each with a file that does.

    A file that has them by `from module import *` may hand them on to others.
    """
    found: dict[str, str] = {}
    waiting, seen = [(path, names)], {path}
    while waiting:
        module, offered = waiting.pop()
        words = [b"import *", *(name.encode() for name in offered)]
        for other in _mentioning(files, module):
            content = files.read(other) or b""
            if other == path or not any(word in content for word in words):
                continue
            taken = _taken(files, module, other)
            starred = _brought(offered, files, module) if taken.has_star else frozenset()
            found |= dict.fromkeys((offered & taken.names) | (starred & taken.read), other)
            if starred and other not in seen:
                seen.add(other)
                waiting.append((other, starred))
    return found


def is_package(path: str) -> bool:
    """Whether the file is the `__init__` of a package."""
    return PurePosixPath(path).stem == "__init__"


@dataclass(frozen=True, slots=True)
class _Module:
    """A file as others import it: the parts of its path, and the folders of the tree that are packages."""

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


@dataclass(slots=True)
class _Taken:
    """What one file takes of a module by name, whether it takes all by a star, and what it reads then."""

    names: frozenset[str] = frozenset()
    has_star: bool = False
    read: frozenset[str] = frozenset()


class _Reader:
    """One file, read for what it takes of one module."""

    def __init__(self, module: _Module, path: str) -> None:
        self._module, self._path = module, path
        self._known: dict[str, _Name] = {}
        self._has_star = False

    def text(self, text: str) -> _Taken:
        """What a text takes that is no code."""
        return _Taken(frozenset(self._in_text(text)))

    def code(self, tree: ast.Module) -> _Taken:
        """What code takes."""
        nodes = list(ast.walk(tree))
        names = {name for node in nodes for name in self._imported(node)}
        names |= {name for node in nodes for name in self._used(node)}
        return _Taken(frozenset(names), self._has_star, read_names(tree) if self._has_star else frozenset())

    def _imported(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = tuple(alias.name.split("."))
                self._known[alias.asname or name[0]] = name if alias.asname else name[:1]
        elif isinstance(node, ast.ImportFrom):
            source = self._source(node)
            if self._module.is_meant(source, self._path):
                self._has_star |= any(alias.name == "*" for alias in node.names)
                yield from (alias.name for alias in node.names)
            self._known |= {alias.asname or alias.name: (*source, alias.name) for alias in node.names}

    def _used(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Attribute(attr=name) if self._is_module(node.value):
                yield name
            case ast.Call() if any(map(self._is_module, node.args)):
                # setattr(module, "name", ...), patch.object(module, "name")
                values = (argument.value for argument in node.args if isinstance(argument, ast.Constant))
                yield from (value for value in values if isinstance(value, str))
            case ast.Constant(value=str(value)):
                yield from self._in_text(value)

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
            # More may follow: a method, an attribute.
            meant = (i for i in range(1, len(parts)) if self._module.is_meant(tuple(parts[:i]), self._path))
            yield from (parts[i] for i in meant)


@functools.lru_cache(maxsize=256)
def _taken(files: Files, path: str, other: str) -> _Taken:
    reader, text = _Reader(_module(files, path), other), decode(files.read(other) or b"")
    if not other.endswith(_CODE):
        return reader.text(text)
    tree = parse_quietly(text)
    return _Taken() if tree is None else reader.code(tree)


def _brought(names: frozenset[str], files: Files, path: str) -> frozenset[str]:
    """Those of `names` that `from module import *` brings."""
    tree = parse_quietly(decode(files.read(path) or b""))
    listed = None if tree is None else listed_names(tree)
    return names & listed if listed is not None else frozenset(n for n in names if not n.startswith("_"))


@functools.lru_cache(maxsize=16)
def _mentioning(files: Files, path: str) -> tuple[str, ...]:
    """The other files in which the last part of a module's name stands: one look at the whole tree.

    To its own files a package is also `.`.
    """
    parts = _module(files, path).parts
    stem = re.escape(parts[-1].encode()) if parts else b""
    word = re.compile(rb"\b%s\b%s" % (stem, rb"|\bfrom +\." if is_package(path) else b""))
    others = (other for other in files.paths() if other != path and other.endswith((*_CODE, *_TEXTS)))
    return tuple(other for other in others if word.search(files.read(other) or b""))


@functools.lru_cache(maxsize=16)
def _module(files: Files, path: str) -> _Module:
    packages = frozenset(_folder(other) for other in files.paths() if is_package(other))
    parts = PurePosixPath(path).with_suffix("").parts
    return _Module(parts[:-1] if is_package(path) else parts, packages)


def _folder(path: str) -> str:
    return "/".join(PurePosixPath(path).parts[:-1])
