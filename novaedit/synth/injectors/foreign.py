"""Python written as another language: C, JavaScript, PHP, Ruby."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_FOREIGN = {"and": ("&&", "&& "), "or": ("||",)}
#: What other languages call the types of constants.
_KINDS: dict[type, tuple[str, ...]] = {str: ("String",), int: ("int",), float: ("float",), bool: ("bool",)}
_COMPARISON = {">=": ("=>", "> ="), "<=": ("=<", "< ="), "==": ("===",), "!=": ("!==", "=!", "! =")}


def _and_or(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.is_name and token.text in _FOREIGN:
            yield (Splice(token.start, token.end, _FOREIGN[token.text][0]),)


def _bang(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            (start, _), (end, _) = module.span(node), module.span(node.operand)
            if module.text[start:end] == "not ":
                yield (Splice(start, end, "!"),)


def _increment(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.AugAssign):
        value, op = node.value, node.op
        if isinstance(value, ast.Constant) and value.value == 1 and isinstance(op, ast.Add | ast.Sub):
            (_, start), (_, end) = module.span(node.target), module.span(node)
            yield (Splice(start, end, "++" if isinstance(op, ast.Add) else "--"),)


def _comparison(module: Module, rng: Random) -> Iterator[Change]:
    """`=>`, `=<`, `===`, `=!`."""
    for token in module.tokens:
        if token.text in _COMPARISON:
            yield (Splice(token.start, token.end, rng.choice(_COMPARISON[token.text])),)


def _function(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.FunctionDef):
        start, _ = module.span(node)
        if module.text.startswith("def ", start):
            word = rng.choice(["function", "function", "func", "fn", "void", "def function", "public"])
            yield (Splice(start, start + 3, word),)


def _typed_def(module: Module, rng: Random) -> Iterator[Change]:
    """`def int f(x):`."""
    for node in module.of(ast.FunctionDef):
        start, _ = module.span(node)
        if module.text.startswith("def ", start):
            kind = rng.choice(["int", "str", "void", "bool", "list"])
            yield (Splice(start + 4, start + 4, kind + " "),)


def _declaration(module: Module, rng: Random) -> Iterator[Change]:
    """`var x = 1`, `int x = 1`, `let x = 1`."""
    for node in module.of(ast.Assign):
        start, _ = module.span(node)
        if isinstance(node.targets[0], ast.Name):
            constant = node.value.value if isinstance(node.value, ast.Constant) else None
            kinds = _KINDS.get(type(constant), ())
            word = rng.choice(["var", "let", "const", "set", *kinds, *kinds])
            yield (Splice(start, start, word + " "),)


def _blocks(module: Module) -> Iterator[ast.If | ast.For | ast.While | ast.FunctionDef]:
    for node in module.nodes:
        if isinstance(node, ast.If | ast.For | ast.While | ast.FunctionDef):
            yield node


def _braced(module: Module, rng: Random) -> Iterator[Change]:
    """`if (x) {` and its `}`."""
    for node in _blocks(module):
        body, column = node.body, node.col_offset
        last = body[-1].end_lineno or 0
        header_end = module.starts[body[0].lineno - 1] - 1
        header = module.text[:header_end].rstrip()
        if last >= len(module.lines) or node.__dict__.get("orelse") or not header.endswith(":"):
            continue
        at = module.starts[last]
        closing = Splice(at, at, " " * column + "}\n")
        colon = len(header)
        yield Splice(colon - 1, colon, rng.choice([" {", ": {", " {"])), closing


def _brace_block(module: Module, rng: Random) -> Iterator[Change]:
    """A block closed with `}` or `end`."""
    for node in _blocks(module):
        last = node.body[-1].end_lineno or 0
        if last < len(module.lines) and not node.__dict__.get("orelse"):
            at = module.starts[last]
            yield (Splice(at, at, " " * node.col_offset + rng.choice(["}\n", "}\n", "end\n"])),)


def _ternary(module: Module, _rng: Random) -> Iterator[Change]:
    """`test ? a : b`."""
    for node in module.of(ast.IfExp):
        if node.lineno == node.end_lineno:
            body, test, other = map(module.source, (node.body, node.test, node.orelse))
            yield (Splice(*module.span(node), f"{test} ? {body} : {other}"),)


def _comment(module: Module, rng: Random) -> Iterator[Change]:
    """`// text` for `# text`."""
    for line, start in zip(module.lines, module.starts, strict=False):
        text = line.lstrip()
        at = start + len(line) - len(text)
        if text.startswith("# ") and len(text) < 80:
            if rng.random() < 0.85:
                yield (Splice(at, at + 1, "//"),)
            else:
                yield Splice(at, at + 1, "/*"), Splice(start + len(line), start + len(line), " */")


def _new(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = new Thing()`."""
    for node in module.of(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id[0].isupper():
            start, _ = module.span(node)
            yield (Splice(start, start, "new "),)


def _switch(module: Module, rng: Random) -> Iterator[Change]:
    """`match` is called `switch`, and `case _` `default`."""
    for node in module.of(ast.Match):
        start, _ = module.span(node)
        word = Splice(start, start + len("match"), "switch")
        last = node.cases[-1].pattern
        if isinstance(last, ast.MatchAs) and last.name is None and rng.random() < 0.8:
            at, end = module.span(last)
            yield word, Splice(module.text.rindex("case", 0, at), end, "default")
        else:
            yield (word,)


def _catch(module: Module, _rng: Random) -> Iterator[Change]:
    """`catch OSError as e:`."""
    for node in module.of(ast.ExceptHandler):
        start, _ = module.span(node)
        yield (Splice(start, start + len("except"), "catch"),)


_IF = "if a:\n    b()\nc()\n"
_MATCH = "match a:\n    case 1:\n        b()\n    case _:\n        c()\n"
_TRY = "try:\n    f()\nexcept OSError as e:\n    g(e)\n"

INJECTORS = (
    Injector("foreign-operator", "syntax", _and_or, "x = a and b\n", "x = a && b\n", 2),
    Injector("bang-not", "syntax", _bang, "x = not a\n", "x = !a\n", 1.2),
    Injector("increment", "syntax", _increment, "x += 1\n", "x++\n", 2.5),
    Injector("foreign-comparison", "syntax", _comparison, "x = a >= b\n", "x = a => b\n", 2.5),
    Injector("function-word", "syntax", _function, "def f(a):\n    g()\n", "function f(a):\n    g()\n", 1.2),
    Injector("typed-def", "syntax", _typed_def, "def f(a):\n    g()\n", "def int f(a):\n    g()\n", 0.4),
    Injector("declaration", "syntax", _declaration, "x = 1\n", "var x = 1\n", 1),
    Injector("braced-block", "syntax", _braced, _IF, "if a {\n    b()\n}\nc()\n", 1.2),
    Injector("brace-block", "syntax", _brace_block, _IF, "if a:\n    b()\n}\nc()\n", 0.8),
    Injector("foreign-ternary", "syntax", _ternary, "x = a if b else c\n", "x = b ? a : c\n", 0.8),
    Injector("foreign-comment", "syntax", _comment, "# what\nx = 1\n", "// what\nx = 1\n", 1),
    Injector("new-object", "syntax", _new, "x = Thing()\n", "x = new Thing()\n", 0.5),
    Injector(
        "switch",
        "syntax",
        _switch,
        _MATCH,
        _MATCH.replace("match", "switch").replace("case _", "default"),
        0.5,
        known=True,
    ),
    Injector("catch", "syntax", _catch, _TRY, _TRY.replace("except", "catch"), 0.4),
)
