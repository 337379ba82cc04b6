"""Brackets that are missing, doubled, of the wrong kind or in the wrong place."""

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


def _pairs(module: Module) -> Iterator[tuple[int, int]]:
    """Indices of the tokens that open and close each other."""
    opened: list[int] = []
    for i, token in enumerate(module.tokens):
        if token.text in _PAIR:
            opened.append(i)
        elif token.text in _PAIR.values():
            yield opened.pop(), i


def _missing_closing(module: Module, rng: Random) -> Iterator[Change]:
    for token, ends_line in _closing(module):
        alone = module.lines[token.line].strip() == token.text
        if not alone and (ends_line or rng.random() < 0.35):
            yield (Splice(token.start, token.end, ""),)


def _missing_last_line(module: Module, _rng: Random) -> Iterator[Change]:
    """The closing bracket of a list, dict or call stood on a line of its own."""
    for token, _ in _closing(module):
        line = module.lines[token.line]
        if line.strip() == token.text and token.line + 1 <= len(module.lines):
            yield (Splice(module.starts[token.line], module.starts[token.line + 1], ""),)


def _missing_several(module: Module, _rng: Random) -> Iterator[Change]:
    """`print(int(input("a")` : two of those that end a line."""
    for first, second in zip(module.tokens, module.tokens[1:], strict=False):
        if first.text in _PAIR.values() and second.text in _PAIR.values() and first.end == second.start:
            rest = module.text[second.end : module.starts[second.line + 1]].strip()
            if not rest.strip(")]},:"):
                yield (Splice(first.start, second.end, ""),)


def _missing_opening(module: Module, rng: Random) -> Iterator[Change]:
    # A lost "(" of a call is easy to see; a lost "[" of a list could be any bracket.
    for before, token in zip(module.tokens, module.tokens[1:], strict=False):
        if token.text in _PAIR and (before.is_name or before.text in "=:" or token.text != "("):
            blank = " " if before.is_name and before.end == token.start and rng.random() < 0.5 else ""
            yield (Splice(token.start, token.end, blank),)


def _extra_closing(module: Module, rng: Random) -> Iterator[Change]:
    for token, ends_line in _closing(module):
        if ends_line:
            yield (Splice(token.end, token.end, token.text if rng.random() < 0.85 else rng.choice(")]}")),)


def _extra_opening(module: Module, _rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.text in _PAIR and not token.is_string:
            yield (Splice(token.end, token.end, token.text),)


def _surplus_at_end(module: Module, rng: Random) -> Iterator[Change]:
    """`x = a)` : a bracket closes what nobody opened."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        ends_line = token.depth == 0 and after.line > token.line and token.text not in (":", *_PAIR.values())
        if ends_line and (token.is_name or token.is_string or token.text.isdigit()):
            yield (Splice(token.end, token.end, rng.choice("))))]}")),)


def _wrong_kind(module: Module, rng: Random) -> Iterator[Change]:
    for opening, closing in _pairs(module):
        at = module.tokens[closing if rng.random() < 0.7 else opening]
        others = [text for text in (_PAIR if at.text in _PAIR else _PAIR.values()) if text != at.text]
        yield (Splice(at.start, at.end, rng.choice(others)),)


def _closed_early(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(a), b)`: closed after the first argument and again at the end."""
    for opening, closing in _pairs(module):
        commas = [
            token
            for token in module.tokens[opening + 1 : closing]
            if token.text == "," and token.depth == module.tokens[opening].depth + 1
        ]
        for comma in commas:
            if comma.line == module.tokens[closing].line:
                yield (Splice(comma.start, comma.start, module.tokens[closing].text),)


def _closed_elsewhere(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(g(a, b)` for `f(g(a), b)` parses; `f(a[1)]` for `f(a[1])` does not."""
    for first, second in zip(module.tokens, module.tokens[1:], strict=False):
        both = first.text in _PAIR.values() and second.text in _PAIR.values()
        if both and first.text != second.text and first.end == second.start:
            yield (Splice(first.start, second.end, second.text + first.text),)


_LIST = "x = [\n    1,\n    2,\n]\ny = 1\n"

INJECTORS = (
    Injector("missing-closing-bracket", "syntax", _missing_closing, "x = f(a)\n", "x = f(a\n", 14),
    Injector("missing-last-bracket", "syntax", _missing_last_line, _LIST, _LIST.replace("]\n", ""), 1.5),
    Injector("missing-two-brackets", "syntax", _missing_several, "x = f(g(a))\n", "x = f(g(a\n", 0.8),
    Injector("missing-opening-bracket", "syntax", _missing_opening, "x = f(a)\n", "x = fa)\n", 2.5),
    Injector("extra-closing-bracket", "syntax", _extra_closing, "x = f(a)\n", "x = f(a))\n", 4.5),
    Injector("extra-opening-bracket", "syntax", _extra_opening, "x = f(a)\n", "x = f((a)\n", 1.2),
    Injector("stray-closing-bracket", "syntax", _surplus_at_end, "x = a\ny = 1\n", "x = a)\ny = 1\n", 1.5),
    Injector("wrong-bracket", "syntax", _wrong_kind, "x = f(a)\n", "x = f(a]\n", 2),
    Injector("closed-early", "syntax", _closed_early, "x = f(a, b)\n", "x = f(a), b)\n", 1),
    Injector("crossed-brackets", "syntax", _closed_elsewhere, "x = f(a[1])\n", "x = f(a[1)]\n", 0.6),
)
