"""Lines that stand too far left or right."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

#: A block of more lines is not moved as a whole: its mending would be most of the prompt.
_MOST_LINES = 9
#: What is never the first line of a block that a `pass` was for.
_APART = ("except", "elif ", "else:", "finally:", "@", "def ", "class ")


def _statements(module: Module) -> Iterator[ast.stmt]:
    """Statements that fill one line of their own and are indented."""
    for node in module.of(ast.stmt):
        if node.lineno == node.end_lineno and node.col_offset > 0:
            line = module.lines[node.lineno - 1]
            if not line[: node.col_offset].strip():
                yield node


def _shift(module: Module, first: int, last: int, by: int) -> Change:
    """Move the lines `first`..`last` (1-based) right, or left if `by` is negative."""
    numbers = [number for number in range(first, last + 1) if module.lines[number - 1].strip()]
    if by > 0:
        return tuple(Splice(module.starts[n - 1], module.starts[n - 1], " " * by) for n in numbers)
    if not all(module.lines[n - 1].startswith(" " * -by) for n in numbers):
        return ()
    return tuple(Splice(module.starts[n - 1], module.starts[n - 1] - by, "") for n in numbers)


def _too_deep(module: Module, rng: Random) -> Iterator[Change]:
    for node in _statements(module):
        yield _shift(module, node.lineno, node.lineno, rng.choice([1, 1, 1, 2, 4, 4, 4]))


def _too_shallow(module: Module, rng: Random) -> Iterator[Change]:
    for node in _statements(module):
        yield _shift(module, node.lineno, node.lineno, -min(rng.choice([1, 1, 2, 3]), node.col_offset))


def _deeper_rest(module: Module, rng: Random) -> Iterator[Change]:
    """From some statement on, the rest of a block stands deeper than its beginning, or less deep."""
    for body in _bodies(module):
        for i in range(1, len(body)):
            last = body[-1].end_lineno or 0
            if last - body[i].lineno < _MOST_LINES and body[i].lineno > (body[i - 1].end_lineno or 0):
                by = rng.choice([1, 1, 2, 4, 4, -1, -1, -2])
                yield _shift(module, body[i].lineno, last, by)


def _bodies(module: Module) -> Iterator[list[ast.stmt]]:
    return (body for body in module.bodies if body[0].col_offset > 0)


def _dedented_body(module: Module, _rng: Random) -> Iterator[Change]:
    for body in _bodies(module):
        last = body[-1].end_lineno or 0
        width = _step(module, body[0])
        if width and last - body[0].lineno < _MOST_LINES and ends_clearly(module, body):
            yield _shift(module, body[0].lineno, last, -width)


def ends_clearly(module: Module, body: list[ast.stmt]) -> bool:
    """Whether code tells where a block ends that lost its indentation. Of one statement it is taken to."""
    owner = module.parents[body[0]]
    if len(body) == 1 or isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return True
    parts = list(ast.iter_child_nodes(owner))
    if parts[-1] is not body[-1]:
        return True  # a clause comes after it
    bound = {name for part in parts if part not in body for name in _bound(part)}
    for before, node in pairwise(body):
        bound |= _bound(before)
        if not bound & _names(node):
            return False
    siblings = next((b for b in module.bodies if owner in b), [])
    after = siblings[siblings.index(owner) + 1 :][:1] if isinstance(owner, ast.stmt) else []
    return not any((bound | _bound(body[-1])) & _names(node) for node in after)


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _has_block(node: ast.stmt) -> bool:
    return any(isinstance(part, ast.stmt) for part in ast.iter_child_nodes(node))


def _bound(node: ast.AST) -> set[str]:
    """The plain names that a statement, a loop's target or an `as` binds."""
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store) and part.id != "_"
    }


def _dedented_part(module: Module, _rng: Random) -> Iterator[Change]:
    """The first statements of a block stand at the header's level."""
    for body in _bodies(module):
        width = _step(module, body[0])
        for node in body[:2]:
            last = node.end_lineno or 0
            short = width and last - body[0].lineno < 3
            # The rest would seem to go on in the block of a compound statement.
            if short and (ends_clearly(module, body) if node is body[-1] else not _has_block(node)):
                yield _shift(module, body[0].lineno, last, -width)


def _flat_functions(module: Module, _rng: Random) -> Iterator[Change]:
    """Everything inside a function or class stands at its header's level, nested blocks included."""
    for node in module.nodes:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.With | ast.If):
            continue
        first, last = node.body[0].lineno, node.end_lineno or 0
        fits = first > node.lineno and 1 < last - first < _MOST_LINES
        inner = (body for body in module.bodies if node.lineno < body[0].lineno <= last)
        if fits and not module.text.count('"""') and all(ends_clearly(module, body) for body in inner):
            yield tuple(
                Splice(start + node.col_offset, start + len(line) - len(line.lstrip()), "")
                for line, start in zip(
                    module.lines[first - 1 : last], module.starts[first - 1 :], strict=False
                )
                if line.strip() and len(line) - len(line.lstrip()) > node.col_offset
            )


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


def _clause(module: Module, rng: Random) -> Iterator[Change]:
    """`else`, `except` and their kin, with or without their block, deeper or less deep than their `if`."""
    for line, (text, start) in enumerate(zip(module.lines, module.starts, strict=False)):
        bare = text.strip()
        if bare.startswith(("else:", "elif ", "except", "finally:")) and bare.endswith(":"):
            by = rng.choice([4, 4, 4, 1, -1, -4])
            indent = len(text) - len(text.lstrip())
            if by > 0:
                yield (Splice(start, start, " " * by),)
            elif indent >= -by and line:
                yield (Splice(start, start - by, ""),)


def _tab(module: Module, _rng: Random) -> Iterator[Change]:
    for node in _statements(module):
        start, width = module.starts[node.lineno - 1], node.col_offset
        if width >= 4 and "\t" not in module.lines[node.lineno - 1]:
            yield (Splice(start, start + width, "\t" * (width // 4)),)


def _tabbed_rest(module: Module, _rng: Random) -> Iterator[Change]:
    """The rest of a block is indented with tabs, as another editor does."""
    for body in _bodies(module):
        for node in body[1:]:
            first, last = node.lineno, body[-1].end_lineno or 0
            lines = module.lines[first - 1 : last]
            widths = [len(line) - len(line.lstrip(" ")) for line in lines]
            if len(lines) <= _MOST_LINES and not any(width % 4 for width in widths) and any(widths):
                yield tuple(
                    Splice(start, start + width, "\t" * (width // 4))
                    for start, width in zip(module.starts[first - 1 :], widths, strict=False)
                    if width
                )


def _indented_top(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.tree.body:
        if node.lineno == node.end_lineno:
            yield _shift(module, node.lineno, node.lineno, rng.choice([1, 1, 2, 4]))


def _indented_all(module: Module, rng: Random) -> Iterator[Change]:
    """A snippet copied out of something deeper: every line, or every line but the first."""
    count = len(module.lines)
    while count and not module.lines[count - 1].strip():
        count -= 1
    if 1 < count <= _MOST_LINES + 3:
        yield _shift(module, rng.choice([1, 1, 2]), count, rng.choice([4, 4, 4, 8, 1, 2]))


def _lost_pass(module: Module, _rng: Random) -> Iterator[Change]:
    """A block of nothing, or of a comment alone; what stands right below it could be meant to be in it."""
    for body in _bodies(module):
        width = _step(module, body[0])
        if len(body) == 1 and isinstance(body[0], ast.Pass) and width:
            start, end = module.starts[body[0].lineno - 1 : body[0].lineno + 1]
            below = module.text[end:].split("\n", 1)[0]
            outside = len(below) - len(below.lstrip()) < body[0].col_offset - width
            if outside or not below.strip() or below.lstrip().startswith(_APART):
                yield (Splice(start, end, ""),)


_BLOCK = "def f(x):\n    y = x\n    z = y\n    return z\n"
_FLAT = "def f(x):\n    if x:\n        y()\n    z()\n"
_ELSE = "if a:\n    b()\nelse:\n    c()\n"

INJECTORS = (
    Injector("too-deep", "syntax", _too_deep, _BLOCK, _BLOCK.replace("    z", "     z"), 5),
    Injector("too-shallow", "syntax", _too_shallow, _BLOCK, _BLOCK.replace("    z", "   z"), 3.5),
    Injector(
        "rest-of-block",
        "syntax",
        _deeper_rest,
        _BLOCK,
        _BLOCK.replace("    z", "     z", 1).replace("    r", "     r"),
        2,
    ),
    Injector("dedented-body", "syntax", _dedented_body, "if x:\n    y()\n", "if x:\ny()\n", 6),
    Injector("dedented-first", "syntax", _dedented_part, _BLOCK, _BLOCK.replace("    y", "y"), 1.5),
    Injector("flat-block", "syntax", _flat_functions, _FLAT, "def f(x):\nif x:\ny()\nz()\n", 2),
    Injector("clause-indent", "syntax", _clause, _ELSE, _ELSE.replace("else", "    else"), 2.5),
    Injector("tab-indent", "syntax", _tab, _BLOCK, _BLOCK.replace("    z", "\tz"), 1),
    Injector(
        "tabbed-rest",
        "syntax",
        _tabbed_rest,
        _BLOCK,
        _BLOCK.replace("    z", "\tz").replace("    r", "\tr"),
        1,
    ),
    Injector("indented-top", "syntax", _indented_top, "x = 1\ny = 2\n", "x = 1\n    y = 2\n", 1),
    Injector("indented-all", "syntax", _indented_all, "x = 1\ny = 2\n", "    x = 1\n    y = 2\n", 3),
    Injector("lost-pass", "syntax", _lost_pass, "if a:\n    pass\n\nb()\n", "if a:\n\nb()\n", 1),
)
