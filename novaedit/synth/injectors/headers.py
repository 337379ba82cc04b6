"""The first lines of blocks: colons, parentheses and words that are missing, wrong or too many."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token

_BLOCK = frozenset(
    {*("def", "if", "for", "while", "else", "elif", "class", "try", "with", "except", "finally", "async")}
)
_IN_PLACE = (";", ";", " =", ",", ".", "::", " then", " then:", " do", ":)", " {")


def first_of_lines(module: Module) -> Iterator[int]:
    """Indices of the tokens that open a statement or a clause."""
    for i, token in enumerate(module.tokens):
        opens_line = not module.text[module.starts[token.line] : token.start].strip()
        if opens_line and token.depth == 0:
            yield i


def _colon_of(module: Module, first: int) -> Token | None:
    """The colon that ends the header which begins at token `first`."""
    lambdas = 0
    for token in module.tokens[first : first + 200]:
        lambdas += token.text == "lambda" and token.depth == 0
        if token.text == ":" and token.depth == 0:
            if lambdas == 0:
                return token
            lambdas -= 1
    return None


def _headers(module: Module) -> Iterator[tuple[int, Token]]:
    """Index of each header's first token, and its colon."""
    for i in first_of_lines(module):
        colon = _colon_of(module, i) if module.tokens[i].text in _BLOCK else None
        if colon:
            yield i, colon


def _missing_colon(module: Module, _rng: Random) -> Iterator[Change]:
    for _, token in _headers(module):
        yield (Splice(token.start, token.end, ""),)


def _wrong_colon(module: Module, rng: Random) -> Iterator[Change]:
    for _, token in _headers(module):
        yield (Splice(token.start, token.end, rng.choice(_IN_PLACE)),)


def _lambda_colon(module: Module, rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Lambda):
        start, _ = module.span(node)
        body, _ = module.span(node.body)
        at = module.text.rfind(":", start, body)
        yield (Splice(at, at + 1, rng.choice(["", " =>", ""])),)


def _misplaced_colon(module: Module, rng: Random) -> Iterator[Change]:
    """`else: if x` is rare; `if: x` and `for: x in y` are not, nor is a colon too many."""
    for i, colon in _headers(module):
        first, after = module.tokens[i], module.tokens[i + 1]
        if first.text in {"if", "elif", "while", "for"} and rng.random() < 0.4:
            yield Splice(first.end, after.start, ": "), Splice(colon.start, colon.end, "")
        elif first.text not in {"else", "try", "finally"} and rng.random() < 0.3:
            yield (Splice(colon.end, colon.end, ":"),)


def _else_condition(module: Module, _rng: Random) -> Iterator[Change]:
    """`else x > 3:` for `elif x > 3:`."""
    for token in module.tokens:
        if token.text == "elif":
            yield (Splice(token.start, token.end, "else"),)


def _else_if(module: Module, rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.text == "elif":
            yield (Splice(token.start, token.end, rng.choice(["else if", "else if", "elseif", "elsif"])),)


def _no_parentheses(module: Module, _rng: Random) -> Iterator[Change]:
    """`def f:`."""
    for node in module.functions:
        start, _ = module.span(node)
        at = module.text.find("():", start)
        if at > 0 and "\n" not in module.text[start:at] and not ast.unparse(node.args):
            yield (Splice(at, at + 2, ""),)


def _lost_parenthesis(module: Module, rng: Random) -> Iterator[Change]:
    """`def f(self, x:` and `def f self, x):`, `class A(B:`."""
    for i, colon in _headers(module):
        if module.tokens[i].text not in {"def", "class"}:
            continue
        opening = module.text.find("(", module.tokens[i].end, colon.start)
        if module.text[colon.start - 1] == ")" and (opening < 0 or rng.random() < 0.8):
            yield (Splice(colon.start - 1, colon.start, ""),)
        elif opening > 0:
            glued = module.text.startswith(("self", "cls", ")", "\n"), opening + 1) and rng.random() < 0.5
            yield (Splice(opening, opening + 1, "" if glued else " "),)


def _lost_in(module: Module, rng: Random) -> Iterator[Change]:
    """`for x range(3):`, `for x of y:`, `for x = y:`."""
    for node in module.of(ast.For):
        (_, start), (end, _) = module.span(node.target), module.span(node.iter)
        if module.text[start:end] == " in ":
            yield (Splice(start, end, rng.choice([" ", " ", " of ", " = ", ": ", ", ", " on ", " im "])),)


def _class_dot(module: Module, rng: Random) -> Iterator[Change]:
    """`class A.B:` and `class A -> B:` for `class A(B):`."""
    for node in module.of(ast.ClassDef):
        base = node.bases[0] if len(node.bases) == 1 and not node.keywords else None
        if base:
            start, end = module.span(base)
            if module.text[start - 1] == "(" and module.text[end : end + 2] == "):":
                wrong = rng.choice([" extends ", ": ", " "])
                yield Splice(start - 1, start, wrong), Splice(end, end + 1, "")


def _surplus_parenthesis(module: Module, _rng: Random) -> Iterator[Change]:
    """`if x):`."""
    for i, colon in _headers(module):
        if module.tokens[i].text in {"if", "elif", "while", "for", "def"}:
            yield (Splice(colon.start, colon.start, ")"),)


_IF = "if x:\n    y()\n"
_ELIF = "if a:\n    b\nelif c:\n    d\n"
_DEF = "def f(a):\n    g()\n"
_FOR = "for x in y:\n    g(x)\n"

INJECTORS = (
    Injector("missing-colon", "syntax", _missing_colon, _IF, "if x\n    y()\n", 9),
    Injector("wrong-colon", "syntax", _wrong_colon, _IF, "if x;\n    y()\n", 1.5),
    Injector("misplaced-colon", "syntax", _misplaced_colon, _IF, "if: x\n    y()\n", 0.5),
    Injector("lambda-colon", "syntax", _lambda_colon, "x = lambda a: a\n", "x = lambda a a\n", 0.4),
    Injector("else-condition", "syntax", _else_condition, _ELIF, _ELIF.replace("elif", "else"), 1.5),
    Injector("else-if", "syntax", _else_if, _ELIF, _ELIF.replace("elif", "else if"), 2),
    Injector("def-no-parentheses", "syntax", _no_parentheses, _DEF.replace("a", ""), "def f:\n    g()\n", 1),
    Injector("def-lost-parenthesis", "syntax", _lost_parenthesis, _DEF, "def f(a:\n    g()\n", 2.5),
    Injector("for-lost-in", "syntax", _lost_in, _FOR, "for x y:\n    g(x)\n", 1.2),
    Injector(
        "class-base", "syntax", _class_dot, "class A(B):\n    x = 1\n", "class A extends B:\n    x = 1\n", 0.3
    ),
    Injector("header-surplus-parenthesis", "syntax", _surplus_parenthesis, _IF, "if x):\n    y()\n", 1.5),
)
