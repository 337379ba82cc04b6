"""Which functions of a file can be run alone, and what of the file they need."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from novaedit.lines import line_texts

MODULES = frozenset(
    [
        *("math", "re", "itertools", "collections", "functools", "string", "bisect", "heapq", "operator"),
        *("datetime", "textwrap", "typing", "collections.abc", "statistics", "fractions", "decimal"),
        *("unicodedata", "colorsys", "calendar", "numbers", "cmath", "html", "base64", "binascii"),
        *("posixpath", "ntpath", "__future__", "typing_extensions", "enum", "dataclasses", "difflib"),
        *("urllib.parse", "keyword", "zlib", "hashlib", "struct", "json", "shlex", "fnmatch"),
    ]
)
#: Modules that are there only for annotations, and of which the child has no copy.
_TYPING_ONLY = {"typing_extensions": "typing"}
_REFUSED_BUILTINS = frozenset(
    [
        *("open", "eval", "exec", "compile", "__import__", "input", "globals", "locals", "vars", "exit"),
        *("quit", "breakpoint", "help", "print", "setattr", "delattr", "getattr", "memoryview", "id"),
        *("copyright", "credits", "license", "hash", "super", "classmethod", "property", "__build_class__"),
    ]
)
BUILTINS = frozenset(
    name for name in dir(builtins) if not name.startswith("_") and name not in _REFUSED_BUILTINS
)
_MAX_CONTEXT = 8
_REFUSED = (
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Global,
    ast.Nonlocal,
    ast.Await,
    ast.Import,
    ast.ImportFrom,
)
#: Attributes of the allowed modules that reach beyond the computation, and time.
_REFUSED_ATTRIBUTES = frozenset(
    [
        *("now", "today", "utcnow", "system", "load", "dump", "modules", "fromtimestamp"),
        # Modules that the allowed ones have imported, and what gets at attributes by their names.
        *("os", "sys", "_os", "_sys", "codecs", "io", "_io", "posix", "nt", "builtins", "types", "inspect"),
        *("subprocess", "shutil", "importlib", "threading", "warnings", "attrgetter", "methodcaller"),
    ]
)

Definition = ast.FunctionDef | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom


@dataclass(frozen=True, slots=True)
class Pure:
    """A function that can be run alone after `context`, the statements of its file that it needs."""

    node: ast.FunctionDef
    context: str


def pure_functions(tree: ast.Module, text: str) -> Iterator[Pure]:
    """The functions at the top of a file that use nothing but pure builtins, modules and each other."""
    defined = definitions(tree)
    lines = line_texts(text)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and defined.get(node.name) is node:
            needed = closure(node, defined)
            if needed is not None:
                yield Pure(node, "".join(_text(part, lines) for part in needed))


def definitions(tree: ast.Module) -> dict[str, Definition]:
    """What the statements at the top of a file define, by name; the last definition counts."""
    found: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                found[(alias.asname or alias.name).split(".")[0]] = node
        elif (
            isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        ):
            found[node.targets[0].id] = node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node
    return found


def closure(
    node: ast.FunctionDef, defined: Mapping[str, Definition], known: Set[str] = frozenset()
) -> list[Definition] | None:
    """The other definitions that a function needs, in order; None when it or one of them is not pure.

    Names that are `known` are there without a definition.
    """
    needed: list[Definition] = []
    waiting: list[Definition] = [node]
    while waiting:
        part = waiting.pop()
        names = _free_names(part)
        if names is None:
            return None
        for name in sorted(names - BUILTINS - known):
            if name not in defined:
                return None
            if defined[name] is not node and defined[name] not in needed:
                needed.append(defined[name])
                waiting.append(defined[name])
        if len(needed) > _MAX_CONTEXT:
            return None
    return sorted(needed, key=lambda part: part.lineno)


def _free_names(part: Definition) -> set[str] | None:
    """Names that a statement takes from outside itself, or None when it does what is not allowed."""
    if isinstance(part, ast.Import):
        return set() if all(alias.name in MODULES for alias in part.names) else None
    if isinstance(part, ast.ImportFrom):
        is_pure = not part.level and part.module in MODULES
        names = {alias.name for alias in part.names}
        return set() if is_pure and not names & _REFUSED_ATTRIBUTES else None
    if isinstance(part, ast.FunctionDef) and part.decorator_list:
        return None
    used: set[str] = set()
    bound: set[str] = set()
    for node in _evaluated(part):
        if isinstance(node, _REFUSED):
            return None
        if isinstance(node, ast.Attribute) and (
            node.attr.startswith("__") or node.attr in _REFUSED_ATTRIBUTES
        ):
            return None
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ExceptHandler) and node.name:
            bound.add(node.name)
    if used & _REFUSED_BUILTINS - bound or any(name.startswith("__") for name in used):
        return None
    return used - bound


def _evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below but those of annotations, which stay text."""
    yield node
    for name, value in ast.iter_fields(node):
        if name not in {"annotation", "returns"}:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _evaluated(child)


def _text(part: Definition, lines: Sequence[str]) -> str:
    """The statement, as `ast.get_source_segment` gives it, which splits the whole file each time."""
    own = [line.encode() for line in lines[part.lineno - 1 : part.end_lineno]]
    own[-1] = own[-1][: part.end_col_offset]
    own[0] = own[0][part.col_offset :]
    source = b"\n".join(own).decode()
    for missing, module in _TYPING_ONLY.items():
        source = source.replace(missing, module)
    return source + "\n"
