"""Operators that are wrong, missing or doubled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_DOUBLED = frozenset({"and", "or", "in", "is", "=", "not", "import", "def", "if", "return", "==", "+"})


def _single_equals(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.nodes:
        tests = [node.test] if isinstance(node, ast.If | ast.While | ast.IfExp | ast.Assert) else []
        for part in (part for test in tests for part in ast.walk(test)):
            if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
                (_, start), (end, _) = module.span(part.left), module.span(part.comparators[0])
                at = module.text.find("==", start, end)
                if at >= 0:
                    yield (Splice(at, at + 2, "="),)


def _all_single_equals(module: Module, _rng: Random) -> Iterator[Change]:
    """`if a = 1 or b = 2:` and an `elif` below with the same slip."""
    found = sorted(_single_equals(module, _rng))
    for i in range(len(found) - 1):
        near = [change for change in found[i : i + 3] if change[0].start - found[i][0].start < 200]
        if len(near) > 1:
            yield tuple(part for change in near for part in change)


def _split(module: Module, rng: Random) -> Iterator[Change]:
    """`x =+ 1` parses; `x =* 2` does not, nor does `+ =`."""
    for token in module.tokens:
        if token.text in {"+=", "-=", "*=", "/=", "|="}:
            wrong = [token.text[0] + " ="] + [token.text[::-1]] * (token.text not in {"+=", "-="})
            yield (Splice(token.start, token.end, rng.choice(wrong)),)


def _missing_plus(module: Module, _rng: Random) -> Iterator[Change]:
    """`"a" name` for `"a" + name`, and `"%s" name` for `"%s" % name`: what is missing can be told.

    Of an argument it cannot: there a comma could be missing as well.
    """
    for node in module.of(ast.BinOp):
        sides = node.left, node.right
        texts = [isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides]
        (_, start), (end, _) = map(module.span, sides)
        symbol = module.text[start:end].strip()
        argument = isinstance(module.parents.get(node), ast.Call | ast.List | ast.Tuple)
        if (symbol == "+" and any(texts) and not argument) or (symbol == "%" and texts[0]):
            yield (Splice(start, end, " "),)


def _missing_times(module: Module, rng: Random) -> Iterator[Change]:
    """`2 x` and `2x` for `2 * x`."""
    for node in module.of(ast.BinOp):
        if isinstance(node.op, ast.Mult) and isinstance(node.left, ast.Constant):
            (_, start), (end, _) = map(module.span, (node.left, node.right))
            plain = isinstance(node.right, ast.Name | ast.Attribute | ast.Call)
            if plain and module.text[start:end].strip() == "*":
                yield (Splice(start, end, rng.choice(["", " "])),)


def _missing_equals(module: Module, rng: Random) -> Iterator[Change]:
    """`x value` for `x = value`."""
    for node in module.of(ast.Assign):
        (_, start), (end, _) = module.span(node.targets[0]), module.span(node.value)
        if module.text[start:end] == " = ":
            yield (Splice(start, end, rng.choice([" ", " ", " := ", " = = "])),)


def _colon_argument(module: Module, rng: Random) -> Iterator[Change]:
    """`f(key: value)`: keyword arguments written as in other languages."""
    for node in module.of(ast.Call):
        for keyword in node.keywords:
            if keyword.arg:
                start, _ = module.span(keyword)
                value, _ = module.span(keyword.value)
                if module.text[start:value] == keyword.arg + "=":
                    yield (Splice(value - 1, value, rng.choice([": ", ":"])),)


def _not_in(module: Module, rng: Random) -> Iterator[Change]:
    """`a not b` and `a in not b` for `a not in b`; `a not is b`."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "not" and after.text == "in":
            yield (Splice(token.start, after.end, rng.choice(["not", "in not", "not is", "is in"])),)
        elif token.text == "is" and after.text == "not" and token.is_name:
            yield (Splice(token.start, after.end, "not is"),)


def _lost_operand(module: Module, _rng: Random) -> Iterator[Change]:
    """`if x == :` with a constant that everybody would put there."""
    for node in module.of(ast.Compare):
        other = node.comparators[0]
        if len(node.ops) == 1 and isinstance(other, ast.Constant) and other.value is None:
            (_, start), (_, end) = module.span(node.left), module.span(other)
            if module.text[start:end] in {" is None", " is not None"}:
                yield (Splice(end - len(" None"), end, ""),)


def _repeated_subject(module: Module, _rng: Random) -> Iterator[Change]:
    """`if x > 1 and < 5:` for `if x > 1 and x < 5:`."""
    for node in module.of(ast.BoolOp):
        for before, after in zip(node.values, node.values[1:], strict=False):
            if isinstance(before, ast.Compare) and isinstance(after, ast.Compare):
                left = module.source(after.left)
                if left == module.source(before.left) and not isinstance(after.ops[0], ast.NotIn | ast.Is):
                    start, end = module.span(after.left)
                    yield (Splice(start, end + module.text.startswith(" ", end), ""),)


def _doubled(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = = y`, `a and and b`, `for x in in y`."""
    for token in module.tokens:
        if token.text in _DOUBLED:
            yield (Splice(token.end, token.end, " " + token.text),)


def _walrus(module: Module, _rng: Random) -> Iterator[Change]:
    """`if x = f():` for `if x := f():`, and `while (line = f())`."""
    for node in module.of(ast.NamedExpr):
        (_, start), (end, _) = module.span(node.target), module.span(node.value)
        if module.text[start:end] == " := ":
            yield (Splice(start, end, " = "),)


_OR = "if a == 1 or b == 2:\n    c()\n"
_AND = "x = a > 1 and a < 5\n"

INJECTORS = (
    Injector("single-equals", "syntax", _single_equals, "if a == b:\n    c\n", "if a = b:\n    c\n", 3.5),
    Injector("single-equals-twice", "syntax", _all_single_equals, _OR, _OR.replace("==", "="), 1),
    Injector("split-operator", "syntax", _split, "x += 1\n", "x + = 1\n", 0.8),
    Injector("missing-plus", "syntax", _missing_plus, 'x = "a" + b\n', 'x = "a" b\n', 2),
    Injector("missing-times", "syntax", _missing_times, "x = 2 * b\n", "x = 2b\n", 0.8),
    Injector("missing-equals", "syntax", _missing_equals, "x = 1\n", "x 1\n", 1.5),
    Injector("colon-argument", "syntax", _colon_argument, "f(a=1)\n", "f(a: 1)\n", 0.8),
    Injector("half-not-in", "syntax", _not_in, "x = a not in b\n", "x = a not b\n", 0.8),
    Injector("lost-none", "syntax", _lost_operand, "x = a is None\n", "x = a is\n", 0.5),
    Injector("lost-subject", "syntax", _repeated_subject, _AND, "x = a > 1 and < 5\n", 0.8),
    Injector("doubled-operator", "syntax", _doubled, "x = a and b\n", "x = a and and b\n", 1),
    Injector("walrus-equals", "syntax", _walrus, "if x := f():\n    g()\n", "if x = f():\n    g()\n", 0.4),
)
