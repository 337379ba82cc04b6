"""Our own functions: `functions/*.txt`, Python text in which sample calls follow each function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from novaedit.dataset.example import Provenance
from novaedit.synth.logic.purity import pure_functions

FOLDER = Path(__file__).with_name("functions")
#: Where records of our own functions come from.
LIBRARY = "novaedit-logic"
LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True)
class Entry:
    """A function, what it needs, and texts of arguments to call it with."""

    family: str
    name: str
    source: str
    context: str
    arguments: tuple[str, ...]

    @property
    def provenance(self) -> Provenance:
        """Where it comes from: each function is a repository of its own, for the split."""
        return Provenance(f"{LIBRARY}/{self.name}", "", f"{self.family}.txt", LICENCE)


def entries(folder: Path = FOLDER) -> Iterator[Entry]:
    """All functions that sample calls follow. Raises SyntaxError."""
    for path in sorted(folder.glob("*.txt")):
        yield from entries_of(path)


def entries_of(path: Path) -> Iterator[Entry]:
    """The functions of one file. Raises SyntaxError."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, str(path))
    lines = text.splitlines(keepends=True)
    arguments: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            parts = [ast.unparse(argument) for argument in call.args]
            arguments.setdefault(ast.unparse(call.func), []).append(", ".join(parts))
    for pure in pure_functions(tree, text):
        function = pure.node
        if function.name in arguments:
            source = "".join(lines[function.lineno - 1 : function.end_lineno])
            given = tuple(arguments[function.name])
            yield Entry(path.stem, function.name, source, pure.context, given)
