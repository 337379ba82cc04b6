"""Colons, commas and dots."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token

_BLOCK = frozenset(
    {*("def", "if", "for", "while", "else", "elif", "class", "try", "with", "except", "finally", "async")}
)


def _first_of_lines(module: Module) -> Iterator[int]:
    """Indices of the tokens that open a statement or a clause."""
    for i, token in enumerate(module.tokens):
        opens_line = not module.text[module.starts[token.line] : token.start].strip()
        if opens_line and token.depth == 0:
            yield i


def _header_colons(module: Module) -> Iterator[Token]:
    for i in _first_of_lines(module):
        if module.tokens[i].text not in _BLOCK:
            continue
        lambdas = 0
        for token in module.tokens[i : i + 200]:
            lambdas += token.text == "lambda" and token.depth == 0
            if token.text == ":" and token.depth == 0:
                if lambdas == 0:
                    yield token
                    break
                lambdas -= 1


def _missing_colon(module: Module, _rng: Random) -> Iterator[Change]:
    for token in _header_colons(module):
        yield (Splice(token.start, token.end, ""),)


def _wrong_colon(module: Module, rng: Random) -> Iterator[Change]:
    for token in _header_colons(module):
        yield (Splice(token.start, token.end, rng.choice([";", " {", ".", "::", " then"])),)


def _commas(module: Module) -> Iterator[tuple[Token, Token]]:
    """Commas inside brackets and the token after each, closing brackets excepted."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "," and token.depth > 0 and after.text not in {")", "]", "}"}:
            yield token, after


def _missing_comma(module: Module, _rng: Random) -> Iterator[Change]:
    for token, _ in _commas(module):
        yield (Splice(token.start, token.end, ""),)


def _doubled_comma(module: Module, rng: Random) -> Iterator[Change]:
    for token, _ in _commas(module):
        yield (Splice(token.end, token.end, rng.choice([",", " ,"])),)


def _wrong_comma(module: Module, rng: Random) -> Iterator[Change]:
    for token, _ in _commas(module):
        yield (Splice(token.start, token.end, rng.choice([";", "."])),)


def _dict_colon(module: Module, rng: Random) -> Iterator[Change]:
    """`{"a" 1}`, `{"a" = 1}` and `{"a", 1}`."""
    for node in module.of(ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                continue
            (_, start), (end, _) = module.span(key), module.span(value)
            if module.text[start:end].strip() == ":":
                yield (Splice(start, end, rng.choice([" ", " = ", "="])),)


def _doubled_dot(module: Module, _rng: Random) -> Iterator[Change]:
    for before, token in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "." and before.is_name and before.text not in {"from", "import"}:
            yield (Splice(token.end, token.end, "."),)


INJECTORS = (
    Injector("missing-colon", "syntax", _missing_colon, "if x:\n    y()\n", "if x\n    y()\n", 8),
    Injector("wrong-colon", "syntax", _wrong_colon, "if x:\n    y()\n", "if x;\n    y()\n", 1),
    Injector("missing-comma", "syntax", _missing_comma, "f(a, b)\n", "f(a b)\n", 6),
    Injector("doubled-comma", "syntax", _doubled_comma, "f(a, b)\n", "f(a,, b)\n", 1.5),
    Injector("wrong-comma", "syntax", _wrong_comma, "f(a, b)\n", "f(a; b)\n", 1),
    Injector("wrong-dict-colon", "syntax", _dict_colon, 'x = {"a": 1}\n', 'x = {"a" = 1}\n', 1.5),
    Injector("doubled-dot", "syntax", _doubled_dot, "x = a.b\n", "x = a..b\n", 0.7),
)
