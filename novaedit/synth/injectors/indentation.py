"""Lines that stand too far left or right."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice


def _statements(module: Module) -> Iterator[ast.stmt]:
    """Statements that fill one line of their own and are indented."""
    for node in module.of(ast.stmt):
        if node.lineno == node.end_lineno and node.col_offset > 0:
            line = module.lines[node.lineno - 1]
            if not line[: node.col_offset].strip():
                yield node


def _shift(module: Module, first: int, last: int, by: int) -> Change:
    """Move the lines `first`..`last` (1-based) right, or left if `by` is negative."""
    starts = (
        module.starts[number - 1] for number in range(first, last + 1) if module.lines[number - 1].strip()
    )
    if by > 0:
        return tuple(Splice(start, start, " " * by) for start in starts)
    return tuple(Splice(start, start - by, "") for start in starts)


def _too_deep(module: Module, rng: Random) -> Iterator[Change]:
    for node in _statements(module):
        yield _shift(module, node.lineno, node.lineno, rng.choice([1, 1, 2, 4, 4]))


def _too_shallow(module: Module, rng: Random) -> Iterator[Change]:
    for node in _statements(module):
        yield _shift(module, node.lineno, node.lineno, -min(rng.choice([1, 1, 2, 3]), node.col_offset))


def _bodies(module: Module) -> Iterator[list[ast.stmt]]:
    for node in module.nodes:
        for field in ("body", "orelse", "finalbody"):
            body = node.__dict__.get(field)
            if isinstance(body, list) and body and body[0].col_offset > 0:
                yield body


def _dedented_body(module: Module, _rng: Random) -> Iterator[Change]:
    for body in _bodies(module):
        last = body[-1].end_lineno or 0
        lines = module.lines[body[0].lineno - 1 : last]
        width = _step(module, body[0])
        if (
            width
            and len(lines) <= 6
            and all(not line.strip() or line.startswith(" " * width) for line in lines)
        ):
            yield _shift(module, body[0].lineno, last, -width)


def _dedented_first(module: Module, _rng: Random) -> Iterator[Change]:
    for body in _bodies(module):
        width = _step(module, body[0])
        if width and body[0].lineno == body[0].end_lineno:
            yield _shift(module, body[0].lineno, body[0].lineno, -width)


def _step(module: Module, node: ast.stmt) -> int:
    """How far a block stands in from its header; 0 when it is on the header's line or uses tabs."""
    line = module.lines[node.lineno - 1]
    if "\t" in line or line[: node.col_offset].strip():
        return 0
    for above in reversed(module.lines[: node.lineno - 1]):
        indent = len(above) - len(above.lstrip())
        if above.strip() and indent < node.col_offset:
            return node.col_offset - indent
    return 0


def _tab(module: Module, _rng: Random) -> Iterator[Change]:
    for node in _statements(module):
        start, width = module.starts[node.lineno - 1], node.col_offset
        if width >= 4 and "\t" not in module.lines[node.lineno - 1]:
            yield (Splice(start, start + width, "\t" * (width // 4)),)


def _indented_top(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.tree.body:
        if node.lineno == node.end_lineno:
            yield _shift(module, node.lineno, node.lineno, rng.choice([1, 2, 4]))


_BLOCK = "def f(x):\n    y = x\n    z = y\n    return z\n"

INJECTORS = (
    Injector("too-deep", "syntax", _too_deep, _BLOCK, _BLOCK.replace("    z", "     z"), 4),
    Injector("too-shallow", "syntax", _too_shallow, _BLOCK, _BLOCK.replace("    z", "   z"), 3),
    Injector("dedented-body", "syntax", _dedented_body, "if x:\n    y()\n", "if x:\ny()\n", 3),
    Injector("dedented-first", "syntax", _dedented_first, _BLOCK, _BLOCK.replace("    y", "y"), 2),
    Injector("tab-indent", "syntax", _tab, _BLOCK, _BLOCK.replace("    z", "\tz"), 1),
    Injector("indented-top", "syntax", _indented_top, "x = 1\ny = 2\n", "x = 1\n    y = 2\n", 0.7),
)
