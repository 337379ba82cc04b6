"""An import that is missing above the lines that are shown can be put among those that are."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from textwrap import dedent

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.synth.rejected import RejectedError

#: Future imports, the standard library, others, relative ones: the order that isort and ruff keep.
_Key = tuple[int, int, str]


def moved_imports(clean: str, broken: str, region: Region) -> tuple[Edit, ...]:
    """Insert what `clean` imports and `broken` does not among the imports of the region.

    Raises RejectedError when the region shows none.
    """
    span = region.imports or region.window
    last = span.start_line + len(span.lines) - 1
    shown = [node for node in ast.parse(broken).body if isinstance(node, ast.Import | ast.ImportFrom)]
    shown = [node for node in shown if span.start_line <= node.lineno and (node.end_lineno or 0) <= last]
    missing = sorted(set(_imported(clean)) - set(_imported(broken)))
    if not shown or not 1 <= len(missing) <= 2:
        raise RejectedError("mistake outside the region")
    inserted = [_insertion(key, text, shown) for key, text in missing]
    if len({edit.start_line for edit in inserted}) < len(inserted):
        text = tuple(text for _, text in missing)
        inserted = [Edit(inserted[0].start_line, inserted[0].end_line, text)]
    return diff_edits(broken, apply_edits(broken, inserted))


def is_asked_for(edits: Sequence[Edit], lines: Sequence[str], found: Sequence[Diagnostic]) -> bool:
    """Whether a finding that is shown tells of every name that the patch imports."""
    told = "\n".join(diagnostic.message for diagnostic in found)
    for edit in edits:
        before = _bound(lines[edit.start_line - 1 : edit.end_line])
        if any(f"`{name}`" not in told for name in _bound(edit.replacement) - before):
            return False
    return True


def _bound(lines: Sequence[str]) -> set[str]:
    """The names that imports bind; none where the lines are part of a longer statement."""
    try:
        body = ast.parse(dedent("\n".join(lines))).body
    except SyntaxError:
        return set()
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {(alias.asname or alias.name).split(".")[0] for node in imports for alias in node.names}


def _insertion(key: _Key, text: str, shown: list[ast.Import | ast.ImportFrom]) -> Edit:
    """Before the first import that comes after it in order, else below the last."""
    line = next((node.lineno for node in shown if _key(node) > key), (shown[-1].end_lineno or 0) + 1)
    return Edit(line, line - 1, (text,))


def _imported(text: str) -> Iterator[tuple[_Key, str]]:
    """One statement for each name that the top level imports, with its place in the order."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                if isinstance(node, ast.Import):
                    single: ast.stmt = ast.Import([alias])
                else:
                    single = ast.ImportFrom(node.module, [alias], node.level)
                yield _key(node), ast.unparse(single)


def _key(node: ast.Import | ast.ImportFrom) -> _Key:
    plain = isinstance(node, ast.Import)
    name = node.names[0].name if isinstance(node, ast.Import) else node.module or ""
    if isinstance(node, ast.ImportFrom) and node.level:
        return 3, 1, name
    root = name.split(".")[0]
    section = 0 if root == "__future__" else 1 if root in sys.stdlib_module_names else 2
    return section, 0 if plain else 1, name
