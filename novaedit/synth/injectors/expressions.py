"""Expressions and names that read well and are no Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice


def _swapped_assignment(module: Module, _rng: Random) -> Iterator[Change]:
    """`len(a) = b` for `b = len(a)`; `getattr(a, "b") = c` rather wants to set something."""
    for node in module.of(ast.Assign):
        target, value = node.targets[0], node.value
        short = len(node.targets) == 1 and node.lineno == node.end_lineno
        if isinstance(value, ast.Call) and re.search(r"\bget(?:attr)?$", module.source(value.func)):
            continue
        if short and isinstance(target, ast.Name) and isinstance(value, ast.Call | ast.BinOp | ast.Constant):
            yield (Splice(*module.span(node), f"{module.source(value)} = {target.id}"),)


def _dangling_operator(module: Module, rng: Random) -> Iterator[Change]:
    """`if a and:`, `x = a +`: something more was to come."""
    for node in module.nodes:
        if isinstance(node, ast.If | ast.While) and not isinstance(node.test, ast.Constant):
            end = module.span(node.test)[1]
            if module.text[end : end + 1] == ":":
                yield (Splice(end, end, rng.choice([" and", " or", " ==", " in", ","])),)
        elif isinstance(node, ast.Assign | ast.Return) and node.value is not None:
            end = module.span(node.value)[1]
            yield (Splice(end, end, rng.choice([" +", " %", " and", ".", " ="])),)


def _lambda_return(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Lambda):
        start, _ = module.span(node.body)
        yield (Splice(start, start, "return "),)


def _comprehension_else(module: Module, _rng: Random) -> Iterator[Change]:
    """`[a for a in b if a else c]` for `[a if a else c for a in b]`."""
    for node in module.nodes:
        if isinstance(node, ast.ListComp | ast.GeneratorExp) and isinstance(node.elt, ast.IfExp):
            choice, loop = node.elt, node.generators[-1]
            if node.lineno != node.end_lineno or loop.ifs:
                continue
            (_, end), (_, last) = module.span(choice), module.span(loop.iter)
            condition = module.text[module.span(choice.body)[1] : end]
            yield Splice(module.span(choice.body)[1], end, ""), Splice(last, last, condition)


def _unwrapped(module: Module, _rng: Random) -> Iterator[Change]:
    """Lines that only brackets held together, without them: `x = a` and below it, indented, `.b()`."""
    for value in module.of(ast.Call, ast.BinOp, ast.BoolOp, ast.IfExp):
        if not isinstance(module.parents.get(value), ast.Assign | ast.Return | ast.Expr):
            continue
        start, end = module.span(value)
        before, after = module.text[:start].rstrip(), module.text[end:]
        closing = len(after) - len(after.lstrip())
        wrapped = before.endswith("(") and after[closing : closing + 1] == ")"
        if wrapped and "\n" in module.text[start:end]:
            yield Splice(len(before) - 1, start, ""), Splice(end, end + closing + 1, "")


def _needless_if(module: Module, _rng: Random) -> Iterator[Change]:
    """`if a or if b:`."""
    for node in module.of(ast.If):
        if isinstance(node.test, ast.BoolOp):
            start, _ = module.span(node.test.values[1])
            yield (Splice(start, start, "if "),)


def _leading_zero(module: Module, _rng: Random) -> Iterator[Change]:
    """`date(2020, 01, 05)`."""
    for node in module.of(ast.Call, ast.Tuple, ast.List, ast.Assign):
        numbers = [
            part
            for part in ast.iter_child_nodes(node)
            if isinstance(part, ast.Constant) and re.fullmatch(r"[1-9]", module.source(part))
        ]
        if numbers and node.__dict__["lineno"] == node.__dict__["end_lineno"]:
            yield tuple(Splice(module.span(part)[0], module.span(part)[0], "0") for part in numbers)


def _hyphen_name(module: Module, rng: Random) -> Iterator[Change]:
    """`my-name = 1`, `def my name():`."""
    for node in module.nodes:
        start = name = None
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            start, name = module.span(node)[0], node.id
        elif isinstance(node, ast.FunctionDef):
            start, name = module.span(node)[0] + len("def "), node.name
        worded = name is not None and re.fullmatch(r"[a-z]+(?:_[a-z]+)+", name)
        if start is not None and name and worded and module.text.startswith(name, start):
            wrong = name.replace("_", rng.choice(["-", "-", " "]))
            yield (Splice(start, start + len(name), wrong),)


def _continuation(module: Module, rng: Random) -> Iterator[Change]:
    r"""Something behind the `\` at the end of a line, or a `\` for a `/`."""
    for line, start in zip(module.lines, module.starts, strict=False):
        if line.endswith("\\") and line.strip() != "\\":
            at = start + len(line)
            yield (Splice(at, at, rng.choice([" ", " ", "  ", " # and"])),)
    for token in module.tokens:
        if token.text == "/" and not token.is_string:
            yield (Splice(token.start, token.end, "\\"),)


def _no_call_brackets(module: Module, rng: Random) -> Iterator[Change]:
    """`range 10`, `len x`, `int input("a")`."""
    for node in module.of(ast.Call):
        plain = isinstance(node.func, ast.Name) and node.func.id.islower() and len(node.args) == 1
        if plain and not node.keywords and isinstance(node.args[0], ast.Name | ast.Constant | ast.Call):
            (_, name), (start, last), (_, end) = map(module.span, (node.func, node.args[0], node))
            known = isinstance(node.func, ast.Name) and node.func.id in _CALLED
            if start == name + 1 and end == last + 1 and (known or rng.random() < 0.2):
                yield Splice(name, start, " "), Splice(last, end, "")


_CALLED = frozenset(
    {"len", "range", "int", "str", "float", "input", "sorted", "sum", "list", "set", "open", "abs"}
)


def _joined_clauses(module: Module, _rng: Random) -> Iterator[Change]:
    """`if a: b() else: c()`, `if a: for b in c:`, `else: if a:`, `@property def f():` on one line."""
    for node in module.nodes:
        if isinstance(node, ast.If | ast.For | ast.While | ast.With) and len(node.body) == 1:
            first = node.body[0]
            block = isinstance(first, ast.If | ast.For | ast.While | ast.With | ast.Try)
            if block and first.lineno == node.lineno + 1:
                yield (Splice(module.starts[node.lineno] - 1, module.span(first)[0], " "),)
        elif isinstance(node, ast.FunctionDef) and node.decorator_list:
            start, end = module.span(node)[0], module.span(node.decorator_list[-1])[1]
            if module.text[end:start].strip() == "":
                yield (Splice(end, start, " "),)
    for node in module.of(ast.If):
        body, other = node.body, node.orelse
        single = len(body) == len(other) == 1 and not isinstance(other[0], ast.If)
        if single and all(isinstance(s, ast.Expr | ast.Assign | ast.Return) for s in [*body, *other]):
            (begin, end), (last, _) = module.span(body[0]), module.span(other[0])
            between = module.text[end:last].split()
            lines = (other[0].end_lineno or 0) - node.lineno
            if between == ["else:"] and lines == 3 and module.text[module.starts[node.lineno] - 2] == ":":
                yield (
                    Splice(module.starts[node.lineno] - 1, begin, " "),
                    Splice(end, last, " else: "),
                )


def _lost_end_of_header(module: Module, _rng: Random) -> Iterator[Change]:
    """`def f(a` and `if (a == b`: bracket and colon are both missing."""
    for token, after in pairwise(module.tokens):
        line = module.lines[after.line].strip()
        ends_line = line.endswith("):") and line != "):"
        if ends_line and token.text == ")" and after.text == ":" and after.depth == 0:
            yield (Splice(token.start, after.end, ""),)


_ELSE = "x = [a if a else c for a in b]\n"
_IFS = "if a:\n    b()\nelse:\n    c()\n"

INJECTORS = (
    Injector("swapped-assignment", "syntax", _swapped_assignment, "x = f(a)\n", "f(a) = x\n", 1),
    Injector("dangling-operator", "syntax", _dangling_operator, "x = a\n", "x = a +\n", 0.6),
    Injector("lambda-return", "syntax", _lambda_return, "x = lambda a: a\n", "x = lambda a: return a\n", 0.5),
    Injector(
        "comprehension-else", "syntax", _comprehension_else, _ELSE, "x = [a for a in b if a else c]\n", 0.6
    ),
    Injector("leading-zero", "syntax", _leading_zero, "x = f(2, 5)\n", "x = f(02, 05)\n", 1),
    Injector("hyphen-name", "syntax", _hyphen_name, "my_name = a\n", "my-name = a\n", 1, known=True),
    Injector("continuation", "syntax", _continuation, "x = a + \\\n    b\n", "x = a + \\ \n    b\n", 1),
    Injector("unwrapped-lines", "syntax", _unwrapped, "x = (a\n     .b())\n", "x = a\n     .b()\n", 1.5),
    Injector("needless-if", "syntax", _needless_if, "if a or b:\n    c()\n", "if a or if b:\n    c()\n", 1),
    Injector("no-call-brackets", "syntax", _no_call_brackets, "x = len(a)\n", "x = len a\n", 1),
    Injector("joined-clauses", "syntax", _joined_clauses, _IFS, "if a: b() else: c()\n", 1),
    Injector(
        "lost-header-end", "syntax", _lost_end_of_header, "def f(a):\n    g()\n", "def f(a\n    g()\n", 1.5
    ),
)
