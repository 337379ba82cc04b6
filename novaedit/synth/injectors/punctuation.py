"""Commas, dots, and the marks inside dicts and lists."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token


def _commas(module: Module) -> Iterator[tuple[Token, Token]]:
    """Commas inside brackets and the token after each, closing brackets excepted."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "," and token.depth > 0 and after.text not in {")", "]", "}"}:
            yield token, after


def _missing_comma(module: Module, _rng: Random) -> Iterator[Change]:
    for token, _ in _commas(module):
        yield (Splice(token.start, token.end, ""),)


def _missing_at_end(module: Module, _rng: Random) -> Iterator[Change]:
    """The comma at the end of a line of a list, dict or call."""
    for token, after in _commas(module):
        if after.line > token.line:
            yield (Splice(token.start, token.end, ""),)


def _missing_outside(module: Module, _rng: Random) -> Iterator[Change]:
    """`return a b`, `for a b in c`, `import a b`, `x, y = 1 2`."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "," and token.depth == 0 and after.line == token.line:
            yield (Splice(token.start, token.end, ""),)


def _missing_all(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(a b c)`: all commas of a short call or list."""
    commas = [token for token, _ in _commas(module)]
    starts = [token.start for token in commas]
    for node in module.of(ast.Call, ast.List, ast.Tuple):
        start, end = module.span(node)
        inside = commas[bisect_left(starts, start) : bisect_left(starts, end)]
        short = 2 <= len(inside) <= 4 and "\n" not in module.text[start:end]
        if short and len({token.depth for token in inside}) == 1:
            yield tuple(Splice(token.start, token.end, "") for token in inside)


def _doubled_comma(module: Module, rng: Random) -> Iterator[Change]:
    for token, _ in _commas(module):
        yield (Splice(token.end, token.end, rng.choice([",", " ,"])),)


def _wrong_comma(module: Module, rng: Random) -> Iterator[Change]:
    for token, _ in _commas(module):
        yield (Splice(token.start, token.end, rng.choice([";", ".", ":"])),)


def _leading_comma(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(, a)`."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text in {"(", "["} and after.line == token.line and after.text not in {")", "]"}:
            yield (Splice(token.end, token.end, ", "),)


def _dict_colon(module: Module, rng: Random) -> Iterator[Change]:
    """`{"a" 1}`, `{"a" = 1}`, `{"a": : 1}` and `{"a"; 1}`."""
    for node in module.of(ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                continue
            (_, start), (end, _) = module.span(key), module.span(value)
            if module.text[start:end].strip() == ":":
                yield (Splice(start, end, rng.choice([" ", " ", " = ", "=", "; ", " => ", ", "])),)


def _all_dict_colons(module: Module, rng: Random) -> Iterator[Change]:
    """`{"a" = 1, "b" = 2}`."""
    for node in module.of(ast.Dict):
        gaps = [
            (module.span(key)[1], module.span(value)[0])
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        ]
        if 2 <= len(gaps) <= 6 and all(module.text[start:end].strip() == ":" for start, end in gaps):
            wrong = rng.choice([" = ", "=", " => ", " "])
            yield tuple(Splice(start, end, wrong) for start, end in gaps)


def _dict_brackets(module: Module, rng: Random) -> Iterator[Change]:
    """`["a": 1]` and `("a": 1)` for a dict."""
    for node in module.of(ast.Dict):
        start, end = module.span(node)
        if node.keys and node.lineno + 6 >= (node.end_lineno or 0):
            left, right = rng.choice([("[", "]"), ("[", "]"), ("(", ")")])
            yield Splice(start, start + 1, left), Splice(end - 1, end, right)


def _doubled_dot(module: Module, _rng: Random) -> Iterator[Change]:
    """`a..b`, `a.` at the end of a line is stray; `a,b()` parses."""
    for before, token in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "." and before.is_name and before.text not in {"from", "import"}:
            yield (Splice(token.end, token.end, "."),)


def _missing_dot(module: Module, _rng: Random) -> Iterator[Change]:
    """`self name`, `os path.join(a)`: between other names there could be anything."""
    modules = {alias.asname or alias.name for node in module.of(ast.Import) for alias in node.names} | {
        "self",
        "cls",
    }
    for before, token in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text == "." and before.is_name and before.text in modules:
            yield (Splice(token.start, token.end, " "),)


_ROWS = "x = [\n    a,\n    b,\n]\n"
_DICT = 'x = {"a": 1, "b": 2}\n'

INJECTORS = (
    Injector("missing-comma", "syntax", _missing_comma, "f(a, b)\n", "f(a b)\n", 3.5),
    Injector("missing-comma-at-end", "syntax", _missing_at_end, _ROWS, _ROWS.replace("a,", "a"), 4),
    Injector("missing-bare-comma", "syntax", _missing_outside, "x = a, b\n", "x = a b\n", 1),
    Injector("missing-all-commas", "syntax", _missing_all, "f(a, b, c)\n", "f(a b c)\n", 0.6),
    Injector("doubled-comma", "syntax", _doubled_comma, "f(a, b)\n", "f(a,, b)\n", 1),
    Injector("wrong-comma", "syntax", _wrong_comma, "f(a, b)\n", "f(a; b)\n", 1),
    Injector("leading-comma", "syntax", _leading_comma, "f(a)\n", "f(, a)\n", 0.3),
    Injector("wrong-dict-colon", "syntax", _dict_colon, _DICT, _DICT.replace('"a":', '"a" ='), 1.2),
    Injector("wrong-dict-colons", "syntax", _all_dict_colons, _DICT, _DICT.replace(":", " ="), 0.7),
    Injector("dict-brackets", "syntax", _dict_brackets, _DICT, 'x = ["a": 1, "b": 2]\n', 0.5),
    Injector("doubled-dot", "syntax", _doubled_dot, "x = a.b\n", "x = a..b\n", 0.6),
    Injector("missing-dot", "syntax", _missing_dot, "x = self.b\n", "x = self b\n", 0.8),
)
