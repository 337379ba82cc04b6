"""The wrong arithmetic, and operands in the wrong order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_WRONG = {
    **{"+": "-", "-": "+", "*": "+", "/": "//", "//": "/", "%": "//", "**": "*"},
    **{"&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<"},
}
_SECOND = {"+": "*", "-": "*", "*": "**", "/": "*", "//": "%", "%": "/", "&": "^", "|": "^", "^": "&"}
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.Add, ast.LShift)
_AUGMENTED = {
    **{"+=": ("-=", "="), "-=": ("+=", "="), "*=": ("+=", "="), "/=": ("*=", "//="), "//=": ("-=", "/=")},
    **{"%=": ("//=", "-="), "|=": ("&=", "="), "&=": ("|=", "="), "^=": ("|=", "&="), "<<=": (">>=", "=")},
    **{">>=": ("<<=", "-=")},
}


def _arithmetic(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.BinOp):
        (_, start), (end, _) = module.span(node.left), module.span(node.right)
        between = module.text[start:end]
        symbol = between.strip("() \n\\")
        if symbol in _WRONG and not _is_text(node):
            wrong = _SECOND.get(symbol, _WRONG[symbol]) if rng.random() < 0.3 else _WRONG[symbol]
            at = start + between.index(symbol)
            yield (Splice(at, at + len(symbol), wrong),)


def _is_text(node: ast.BinOp) -> bool:
    """Whether a side of it, or of the sum that is a side, is a text."""
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        or (isinstance(side, ast.BinOp) and _is_text(side))
        for side in (node.left, node.right)
    )


def _swapped(module: Module, _rng: Random) -> Iterator[Change]:
    simple = (ast.Name, ast.Constant, ast.Call, ast.Subscript, ast.Attribute)
    for node in module.of(ast.BinOp):
        left, right = node.left, node.right
        if isinstance(node.op, _ORDERED) and isinstance(left, simple) and isinstance(right, simple):
            yield (
                Splice(*module.span(left), module.source(right)),
                Splice(*module.span(right), module.source(left)),
            )


def _augmented(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        for wrong in _AUGMENTED.get(token.text, ()):
            yield (Splice(token.start, token.end, wrong),)


def _accumulation_lost(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = x + y` as `x = y`."""
    for node in module.of(ast.Assign):
        value = node.value
        if isinstance(value, ast.BinOp) and module.source(value.left) == module.source(node.targets[0]):
            yield (Splice(module.span(value)[0], module.span(value.right)[0], ""),)


def _brackets_dropped(module: Module, _rng: Random) -> Iterator[Change]:
    """`(a + b) * c` as `a + b * c`."""
    for node in module.of(ast.BinOp):
        for side in (node.left, node.right):
            start, end = module.span(side)
            bracketed = module.text[start - 1 : start] + module.text[end : end + 1] == "()"
            if isinstance(side, ast.BinOp) and bracketed and not module.text[start - 2 : start - 1].isalnum():
                yield (Splice(start - 1, start, ""), Splice(end, end + 1, ""))


def _sign(module: Module, _rng: Random) -> Iterator[Change]:
    """`-x` as `x`."""
    for node in module.of(ast.UnaryOp):
        operand = node.__dict__["operand"]
        if isinstance(node.__dict__["op"], ast.USub | ast.Invert):
            yield (Splice(module.span(node)[0], module.span(operand)[0], ""),)


MUTATORS = (
    Injector("logic-arithmetic", "logic", _arithmetic, "x = a - b\n", "x = a + b\n", 2.5),
    Injector("logic-operands", "logic", _swapped, "x = a - b\n", "x = b - a\n", 1.5),
    Injector("logic-augmented", "logic", _augmented, "x += a\n", "x = a\n", 2),
    Injector("logic-accumulation", "logic", _accumulation_lost, "x = x + a\n", "x = a\n", 1.5),
    Injector("logic-brackets", "logic", _brackets_dropped, "x = (a + b) * c\n", "x = a + b * c\n", 1),
    Injector("logic-sign", "logic", _sign, "x = -a\n", "x = a\n", 1),
)
