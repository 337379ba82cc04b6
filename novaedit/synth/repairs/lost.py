"""What may have got lost, put back where a test fails: what no slip (../logic/slips.py) brings back.

A slip undoes a change that keeps the code's shape. A `return`, a bound, a copy, a minus sign that are missing
left nothing behind that could be changed; these are added. Made for failing tests, which say what is right.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from novaedit.edits import Edit
from novaedit.synth.changes import edits_of
from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.repairs.returned import returned

_COPIES = ("{}.copy()", "list({})", "dict({})")
#: A function that is called in the place of one that does less.
_MORE = {"list": "sorted", "tuple": "sorted", "iter": "list"}
#: Attributes of the same object that are tried.
_MOST_ATTRIBUTES = 4
_READ = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)


def lost(text: str, first: int, last: int) -> list[tuple[Edit, ...]]:
    """Edits of lines `first`..`last` (1-based) of a Python file, one kind after the other.

    None if it does not parse.
    """
    return edits_of(text, _changes, first, last)


def _changes(module: Module) -> Iterator[Change]:
    for find in (returned, _slices, _arguments, _calls, _signs, _factors, _steps, _attributes, _copies):
        yield from find(module)


def _slices(module: Module) -> Iterator[Change]:
    """A slice's other end, as in `a[1:]` and `a[1:-1]`; no slice at all."""
    for node in module.of(ast.Subscript):
        part = node.slice
        if not isinstance(part, ast.Slice) or part.step is not None or not isinstance(node.ctx, ast.Load):
            continue
        start, end = module.span(part)
        if part.upper is None:
            yield (Splice(end, end, "-1"),)
        if part.lower is None:
            yield (Splice(start, start, "1"),)
        yield (Splice(module.span(node.value)[1], module.span(node)[1], ""),)


def _arguments(module: Module) -> Iterator[Change]:
    """`enumerate(x)` from one, `split(x)` once."""
    for node in module.of(ast.Call):
        if len(node.args) == 1 and not node.keywords:
            _, end = module.span(node.args[0])
            if isinstance(node.func, ast.Name) and node.func.id == "enumerate":
                yield (Splice(end, end, ", start=1"),)
            elif isinstance(node.func, ast.Attribute) and node.func.attr in {"split", "rsplit"}:
                yield (Splice(end, end, ", 1"),)


def _calls(module: Module) -> Iterator[Change]:
    """A call that did more: `sorted` for `list`."""
    for node in module.of(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in _MORE:
            yield (Splice(*module.span(node.func), _MORE[node.func.id]),)


def _signs(module: Module) -> Iterator[Change]:
    """A lost `not` or minus: of a part of a condition, of what is returned, of a sort key, of a bool."""
    for node in module.of(ast.BoolOp, ast.Return, ast.Call, ast.Lambda):
        if isinstance(node, ast.BoolOp):
            yield from (_before(module, part, "not ") for part in node.values if isinstance(part, _READ))
        elif isinstance(node, ast.Return) and isinstance(node.value, _READ):
            yield _before(module, node.value, "not ")
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "bool" and len(node.args) == 1:
            yield (Splice(*module.span(node), f"not {module.source(node.args[0])}"),)
        elif isinstance(node, ast.Lambda):
            parts = node.body.elts if isinstance(node.body, ast.Tuple) else [node.body]
            yield from (_before(module, part, "-") for part in parts if isinstance(part, _READ))


def _before(module: Module, node: ast.expr, sign: str) -> Change:
    start, _ = module.span(node)
    return (Splice(start, start, sign),)


def _factors(module: Module) -> Iterator[Change]:
    """Times for divided by, and the reverse; a factor of one less or one more."""
    for node in module.of(ast.BinOp):
        if not isinstance(node.op, ast.Mult | ast.Div):
            continue
        (_, start), (end, _) = module.span(node.left), module.span(node.right)
        between = module.text[start:end]
        symbol = "*" if isinstance(node.op, ast.Mult) else "/"
        at = start + between.index(symbol)
        yield (Splice(at, at + 1, "/" if symbol == "*" else "*"),)
        for side in (node.left, node.right):
            if isinstance(side, ast.Name | ast.Attribute):
                text = module.source(side)
                yield from ((Splice(*module.span(side), f"({text} {step} 1)"),) for step in "-+")


def _steps(module: Module) -> Iterator[Change]:
    """One more or one less of what is passed on: `f(n)` as `f(n + 1)`."""
    for node in module.of(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "range":
            continue  # a slip
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            if isinstance(argument, ast.Name | ast.Attribute):
                _, end = module.span(argument)
                yield from ((Splice(end, end, step),) for step in (" + 1", " - 1"))


def _attributes(module: Module) -> Iterator[Change]:
    """Another attribute that is read of the same name: `cue.end` for `cue.start`."""
    called = {node.func for node in module.of(ast.Call)}
    known: defaultdict[str, dict[str, None]] = defaultdict(dict)
    read: list[tuple[ast.Attribute, str]] = []
    for node in module.of(ast.Attribute):
        if isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load) and node not in called:
            read.append((node, node.value.id))
            known[node.value.id][node.attr] = None
    for node, owner in read:
        _, end = module.span(node)
        others = [name for name in known[owner] if name != node.attr]
        yield from ((Splice(end - len(node.attr), end, name),) for name in others[:_MOST_ATTRIBUTES])


def _copies(module: Module) -> Iterator[Change]:
    """A copy that was meant, where a name becomes another's: `x = y` as `x = list(y)`."""
    for node in module.of(ast.Assign):
        if isinstance(node.value, ast.Name):
            yield from ((Splice(*module.span(node.value), form.format(node.value.id)),) for form in _COPIES)
