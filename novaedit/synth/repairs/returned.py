"""A `return` that is missing: where a function, or a block of one, comes to its end."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from novaedit.lines import leading_blanks
from novaedit.synth.flow import falls_through, first_yield, own_nodes, own_returns
from novaedit.synth.module import Change, Module, Splice, parameters_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
#: Names of a block that it may be meant to return, the last one that it binds first.
_MOST = 3
#: What is returned when nothing was found, if other ends of the function return something.
_NOTHING_FOUND = ("0", "False", "[]")
_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def returned(module: Module) -> Iterator[Change]:
    """`return` before the last expression of a function or block, or after it with what was made."""
    for function in module.functions:
        if not _gives_nothing(function):
            for block in _ends(function):
                yield from _at_end(module, function, block)


def _at_end(module: Module, function: Function, block: Sequence[ast.stmt]) -> Iterator[Change]:
    end = block[-1]
    blanks = leading_blanks(module.lines[end.lineno - 1])
    if len(blanks.encode()) != end.col_offset:
        return  # it shares its line with a header or another statement
    if isinstance(end, ast.Expr):
        if isinstance(end.value, ast.Constant):
            return
        start, _ = module.span(end)
        yield (Splice(start, start, "return "),)
        if block is not function.body:
            return
    names = _bound(block)
    if block is function.body:
        names = names or [name for p in parameters_of(function) if (name := p.arg) not in {"self", "cls"}]
        if any(node.value for node in own_returns(function)):
            names += _NOTHING_FOUND
    last = end.end_lineno or end.lineno
    after = module.starts[last - 1] + len(module.lines[last - 1])  # below a comment of that line
    apart = "\n\n" if isinstance(end, _DEFINITION) else "\n"
    yield from ((Splice(after, after, f"{apart}{blanks}return {name}"),) for name in names)


def _ends(function: Function) -> Iterator[Sequence[ast.stmt]]:
    """Its body and its blocks, as far as the way through them goes on after their last statement."""
    blocks: list[list[ast.stmt]] = [function.body]
    for node in own_nodes(function):
        if isinstance(node, ast.If | ast.For | ast.While | ast.With | ast.Try):
            blocks += [block for name in ("body", "orelse") if (block := node.__dict__.get(name))]
    yield from (b for b in blocks if falls_through(b) and not isinstance(b[-1], ast.Pass))


def _gives_nothing(function: Function) -> bool:
    """Whether it is not meant to return anything: a constructor, a generator, by its annotation."""
    annotation = function.returns
    if function.name == "__init__" or (isinstance(annotation, ast.Constant) and annotation.value is None):
        return True
    return first_yield(function) > 0


def _bound(block: Sequence[ast.stmt]) -> list[str]:
    """The names that a block binds, the last one first."""
    names: list[str] = []
    for node in own_nodes(ast.Module(list(block), [])):
        if isinstance(node, _DEFINITION):
            names.append(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
    return list(dict.fromkeys(reversed(names)))[:_MOST]
