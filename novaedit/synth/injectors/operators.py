"""Operators that are wrong, missing, or another language's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_FOREIGN = {"and": "&&", "or": "||"}


def _single_equals(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.If, ast.While, ast.IfExp, ast.Assert):
        for part in ast.walk(node.__dict__["test"]):
            if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
                (_, start), (end, _) = module.span(part.left), module.span(part.comparators[0])
                at = module.text.find("==", start, end)
                if at >= 0:
                    yield (Splice(at, at + 2, "="),)


def _foreign(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.is_name and token.text in _FOREIGN:
            yield (Splice(token.start, token.end, _FOREIGN[token.text]),)


def _bang(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.UnaryOp):
        if isinstance(node.__dict__["op"], ast.Not):
            (start, _), (end, _) = module.span(node), module.span(node.__dict__["operand"])
            if module.text[start:end] == "not ":
                yield (Splice(start, end, "!"),)


def _increment(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.AugAssign):
        value, op = node.value, node.op
        if isinstance(value, ast.Constant) and value.value == 1 and isinstance(op, ast.Add | ast.Sub):
            (_, start), (_, end) = module.span(node.target), module.span(node)
            yield (Splice(start, end, "++" if isinstance(op, ast.Add) else "--"),)


def _swapped_augmented(module: Module, rng: Random) -> Iterator[Change]:
    """`x =+ 1` parses; `x =* 2` and `a =! b` do not, nor does `+ =`."""
    for token in module.tokens:
        if token.text in {"+=", "-=", "*=", "/=", "|=", "!=", "<=", ">=", "=="} and not token.is_string:
            wrong = [token.text[0] + " " + token.text[1]] + [token.text[::-1]] * (
                token.text not in {"+=", "-="}
            )
            yield (Splice(token.start, token.end, rng.choice(wrong)),)


def _missing_plus(module: Module, _rng: Random) -> Iterator[Change]:
    """`"a" name` for `"a" + name`, and `"%s" name` for `"%s" % name`: what is missing can be told."""
    for node in module.of(ast.BinOp):
        sides = node.left, node.right
        texts = [isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides]
        (_, start), (end, _) = map(module.span, sides)
        symbol = module.text[start:end].strip()
        if (symbol == "+" and any(texts)) or (symbol == "%" and texts[0]):
            yield (Splice(start, end, " "),)


def _missing_equals(module: Module, _rng: Random) -> Iterator[Change]:
    """`x value` for `x = value`."""
    for node in module.of(ast.Assign):
        (_, start), (end, _) = module.span(node.targets[0]), module.span(node.value)
        if module.text[start:end] == " = ":
            yield (Splice(start, end, " "),)


def _colon_assign(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(key: value)` and `f(key == )`: keyword arguments written as in other languages."""
    for node in module.of(ast.Call):
        for keyword in node.__dict__["keywords"]:
            if keyword.arg:
                start, _ = module.span(keyword)
                value, _ = module.span(keyword.value)
                if module.text[start:value] == keyword.arg + "=":
                    yield (Splice(value - 1, value, ": "),)


def _not_in(module: Module, _rng: Random) -> Iterator[Change]:
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "not" and after.text == "in":
            yield (Splice(token.end, after.end, ""),)


INJECTORS = (
    Injector("single-equals", "syntax", _single_equals, "if a == b:\n    c\n", "if a = b:\n    c\n", 4),
    Injector("foreign-operator", "syntax", _foreign, "x = a and b\n", "x = a && b\n", 1.5),
    Injector("bang-not", "syntax", _bang, "x = not a\n", "x = !a\n", 1.2),
    Injector("increment", "syntax", _increment, "x += 1\n", "x++\n", 1.5),
    Injector("split-operator", "syntax", _swapped_augmented, "x += 1\n", "x + = 1\n", 1),
    Injector("missing-plus", "syntax", _missing_plus, 'x = "a" + b\n', 'x = "a" b\n', 2),
    Injector("missing-equals", "syntax", _missing_equals, "x = 1\n", "x 1\n", 1.5),
    Injector("colon-argument", "syntax", _colon_assign, "f(a=1)\n", "f(a: 1)\n", 1),
    Injector("half-not-in", "syntax", _not_in, "x = a not in b\n", "x = a not b\n", 1),
)
