"""Brackets that are missing, doubled or of the wrong kind."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token

_PAIR = {"(": ")", "[": "]", "{": "}"}


def _closing(module: Module) -> Iterator[tuple[Token, bool]]:
    """Closing brackets, and whether the line ends there but for brackets, a comma or a colon."""
    for token in module.tokens:
        if token.text in _PAIR.values() and not token.is_string:
            rest = module.text[token.end : module.starts[token.line + 1]].strip()
            yield token, not rest.strip(")]},:")


def _missing_closing(module: Module, rng: Random) -> Iterator[Change]:
    for token, ends_line in _closing(module):
        if ends_line or rng.random() < 0.3:
            yield (Splice(token.start, token.end, ""),)


def _missing_opening(module: Module, _rng: Random) -> Iterator[Change]:
    # A lost "(" of a call is easy to see; a lost "[" of a list could be any bracket.
    for before, token in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text in _PAIR and (before.is_name or before.text in "=:" or token.text != "("):
            yield (Splice(token.start, token.end, ""),)


def _extra_closing(module: Module, rng: Random) -> Iterator[Change]:
    for token, ends_line in _closing(module):
        if ends_line:
            yield (Splice(token.end, token.end, token.text if rng.random() < 0.8 else rng.choice(")]}")),)


def _extra_opening(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.text in _PAIR and not token.is_string:
            yield (Splice(token.end, token.end, token.text),)


def _wrong_kind(module: Module, rng: Random) -> Iterator[Change]:
    for token, _ in _closing(module):
        others = [text for text in _PAIR.values() if text != token.text]
        yield (Splice(token.start, token.end, rng.choice(others)),)


INJECTORS = (
    Injector("missing-closing-bracket", "syntax", _missing_closing, "x = f(a)\n", "x = f(a\n", 8),
    Injector("missing-opening-bracket", "syntax", _missing_opening, "x = f(a)\n", "x = fa)\n", 2),
    Injector("extra-closing-bracket", "syntax", _extra_closing, "x = f(a)\n", "x = f(a))\n", 3),
    Injector("extra-opening-bracket", "syntax", _extra_opening, "x = f(a)\n", "x = f((a)\n", 1.5),
    Injector("wrong-bracket", "syntax", _wrong_kind, "x = f(a)\n", "x = f(a]\n", 2),
)
