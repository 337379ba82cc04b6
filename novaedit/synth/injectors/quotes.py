"""Quotes that are missing, mixed or curly, and braces lost in f-strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token

_LITERAL = re.compile(r"""(?i)([rbuf]{0,2})('|")(?!\2\2)(.*)\2""", re.DOTALL)
_FIELD = re.compile(r"(?<!\{)\{[A-Za-z_][\w.]*\}(?!\})")
_CURLY = {"'": ("\u2018", "\u2019"), '"': ("\u201c", "\u201d")}


def _simple(module: Module) -> Iterator[tuple[Token, re.Match[str]]]:
    """One-line string literals with single quotation marks, and their parts."""
    for token in module.tokens:
        match = _LITERAL.fullmatch(token.text) if token.is_string else None
        if match and len(token.text) <= 100 and "\n" not in token.text:
            yield token, match


def _missing_closing(module: Module, _rng: Random) -> Iterator[Change]:
    for token, _ in _simple(module):
        yield (Splice(token.end - 1, token.end, ""),)


def _missing_opening(module: Module, _rng: Random) -> Iterator[Change]:
    for token, match in _simple(module):
        start = token.start + len(match[1])
        yield (Splice(start, start + 1, ""),)


def _mixed(module: Module, rng: Random) -> Iterator[Change]:
    for token, match in _simple(module):
        other = '"' if match[2] == "'" else "'"
        if other not in match[3]:
            at = rng.choice([token.start + len(match[1]), token.end - 1])
            yield (Splice(at, at + 1, other),)


def _unescaped(module: Module, _rng: Random) -> Iterator[Change]:
    """An apostrophe inside single quotation marks."""
    for token, match in _simple(module):
        if re.search(r"[a-z]'[a-z]", match[3]) and match[2] == '"' and '"' not in match[3]:
            start = token.start + len(match[1])
            yield Splice(start, start + 1, "'"), Splice(token.end - 1, token.end, "'")


def _smart(module: Module, _rng: Random) -> Iterator[Change]:
    for token, match in _simple(module):
        start = token.start + len(match[1])
        opening, closing = _CURLY[match[2]]
        yield Splice(start, start + 1, opening), Splice(token.end - 1, token.end, closing)


def _field_brace(module: Module, rng: Random) -> Iterator[Change]:
    for token, match in _simple(module):
        if "f" in match[1].lower():
            for field in _FIELD.finditer(token.text):
                at = token.start + (field.end() - 1 if rng.random() < 0.7 else field.start())
                yield (Splice(at, at + 1, ""),)


def _triple(module: Module, rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.is_string and token.text.endswith('"""') and "\n" not in token.text:
            yield (Splice(token.end - rng.choice([1, 2]), token.end, ""),)


INJECTORS = (
    Injector("missing-closing-quote", "syntax", _missing_closing, 'x = f("a")\n', 'x = f("a)\n', 5),
    Injector("missing-opening-quote", "syntax", _missing_opening, 'x = f("a")\n', 'x = f(a")\n', 2.5),
    Injector("mixed-quotes", "syntax", _mixed, 'x = f("a")\n', "x = f(\"a')\n", 2),
    Injector("unescaped-apostrophe", "syntax", _unescaped, 'x = "isn\'t"\n', "x = 'isn't'\n", 1),
    Injector("smart-quotes", "syntax", _smart, 'x = "a"\n', "x = “a”\n", 1),
    Injector("missing-field-brace", "syntax", _field_brace, 'x = f"{a}"\n', 'x = f"{a"\n', 1.5),
    Injector("broken-triple-quote", "syntax", _triple, '"""Doc."""\n', '"""Doc."\n', 0.5),
)
