"""Functions in a short file of their own, with what they need, and the place of an import in it."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from novaedit.edits import Edit
from novaedit.lines import line_texts
from novaedit.synth.logic.purity import MODULES, Definition, closure, definitions

_WIDTH = 100
_MOST_FUNCTIONS = 4


def laid_out(text: str, names: Sequence[str]) -> str | None:
    """The functions of `text` with these names, in a file that holds nothing that they do not need.

    None where an annotation names what cannot be imported, and where more than a few functions are needed.
    """
    tree = _tree(text)
    defined = definitions(tree)
    parts = _needed(names, defined)
    if parts is None or sum(isinstance(part, ast.FunctionDef) for part in parts) > _MOST_FUNCTIONS:
        return None
    annotated = _annotation_imports(parts, defined)
    if annotated is None:
        return None
    imports = [part for part in (*parts, *annotated) if isinstance(part, ast.Import | ast.ImportFrom)]
    code = [part for part in parts if not isinstance(part, ast.Import | ast.ImportFrom)]
    lines = line_texts(text)
    blocks = [(part, lines[part.lineno - 1 : part.end_lineno]) for part in _in_order(code)]
    words = set(re.findall(r"[^\W\d]\w*", "\n".join(line for _, block in blocks for line in block)))
    head = _import_lines(imports, words, future=_has_future(tree))
    return _joined(head, blocks) if head is not None else None


@lru_cache(maxsize=1)
def _tree(text: str) -> ast.Module:
    """The tree of a file; the next function is likely to be of the same one."""
    return ast.parse(text)


def _needed(names: Sequence[str], defined: Mapping[str, Definition]) -> list[Definition] | None:
    parts: list[Definition] = []
    for name in names:
        node = defined[name]
        if not isinstance(node, ast.FunctionDef):
            return None
        needed = closure(node, defined)
        if needed is None:
            return None
        parts += [part for part in (*needed, node) if part not in parts]
    return parts


def _annotation_imports(
    parts: Sequence[Definition], defined: Mapping[str, Definition]
) -> list[Definition] | None:
    found: list[Definition] = []
    for name in sorted({name for part in parts for name in _annotation_names(part)}):
        if name.startswith("'") or name not in defined:
            if hasattr(builtins, name):
                continue
            return None
        node = defined[name]
        module = node.module if isinstance(node, ast.ImportFrom) else None
        if isinstance(node, ast.Import):
            module = node.names[0].name
        if module not in MODULES or (isinstance(node, ast.ImportFrom) and node.level):
            return None
        found.append(node)
    return found


def _annotation_names(part: Definition) -> Iterator[str]:
    """Names in annotations; a quoted one, which begins with a quote, is none that can be imported."""
    for node in ast.walk(part):
        places = (node.annotation,) if isinstance(node, ast.arg | ast.AnnAssign) else ()
        if isinstance(node, ast.FunctionDef):
            places = (node.returns,)
        for place in places:
            for inner in ast.walk(place) if place is not None else ():
                if isinstance(inner, ast.Name):
                    yield inner.id
                elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                    yield f"'{inner.value}"


def _in_order(parts: Sequence[Definition]) -> list[Definition]:
    return sorted(parts, key=lambda part: part.lineno)


def _has_future(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in tree.body)


def _import_lines(
    imports: Sequence[ast.Import | ast.ImportFrom], words: set[str], *, future: bool
) -> list[str] | None:
    """The imports, sorted as ruff sorts them, without names that are not used; None if one is too long."""
    whole: set[str] = set()
    some: dict[str, set[str]] = {}
    for node in imports:
        used = [alias for alias in node.names if (alias.asname or alias.name).split(".")[0] in words]
        if isinstance(node, ast.Import):
            whole |= {f"import {ast.unparse(alias)}" for alias in used}
        elif node.module != "__future__":
            module = (node.module or "").replace("typing_extensions", "typing")
            some.setdefault(module, set()).update(map(ast.unparse, used))
    rows = sorted(whole, key=str.lower)
    rows += [f"from {m} import {', '.join(_sorted(names))}" for m, names in sorted(some.items()) if names]
    if any(len(row) > _WIDTH for row in rows):
        return None
    head = ["from __future__ import annotations", *([""] if rows else [])] if future else []
    return [*head, *rows]


def _sorted(names: set[str]) -> list[str]:
    """Constants, then classes, then the rest."""
    return sorted(names, key=lambda name: (0 if name.isupper() else 1 if name[:1].isupper() else 2, name))


def _joined(head: list[str], blocks: Sequence[tuple[Definition, list[str]]]) -> str:
    lines = list(head)
    before: Definition | None = None
    for part, block in blocks:
        is_function = isinstance(part, ast.FunctionDef)
        if lines:
            two = is_function or isinstance(before, ast.FunctionDef)
            lines += ["", ""] if two else [""] if before is None else []
        lines += block
        before = part
    return "".join(f"{line}\n" for line in lines)


def import_pytest(lines: Sequence[str]) -> Edit | None:
    """The edit that imports pytest where it belongs in a file that `laid_out` made; None if it is there."""
    if "import pytest" in lines:
        return None
    last = max((i for i, line in enumerate(lines) if re.match(r"(?:import|from) ", line)), default=-1)
    if last >= 0:
        return Edit(last + 2, last + 1, ("", "import pytest"))
    # A file that begins with a constant has one line between, before a function there are two.
    return Edit(1, 0, ("import pytest", "", *([""] if lines[0].startswith("def ") else [])))
