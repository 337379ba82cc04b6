"""Brackets that are missing, doubled, of the wrong kind or in the wrong place."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token

_PAIR = {"(": ")", "[": "]", "{": "}"}
#: Everybody knows how many arguments these take, and so where their bracket closes.
_FEW_ARGUMENTS = frozenset({"isinstance", "issubclass", "hasattr", "callable", "len", "type"})
#: Names that would become part of the text behind them.
_PREFIXES = frozenset({"r", "b", "u", "f", "rb", "br", "rf", "fr"})


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
    ends = {token.start: ends_line for token, ends_line in _closing(module)}
    for opening, closing in _pairs(module):
        token = module.tokens[closing]
        alone = module.lines[token.line].strip() == token.text
        if alone or (not ends[token.start] and not _is_told(module, opening, closing)):
            continue
        if ends[token.start] or rng.random() < 0.7:
            yield (Splice(token.start, token.end, ""),)


def _is_told(module: Module, opening: int, closing: int) -> bool:
    """Whether a bracket in the middle of a line can be closed at one place only.

    `f(a.b` could be `f(a).b` and `f(a.b)`, `f(a + b` could be `f(a) + b` and `f(a + b)`.
    """
    before, after, i = module.tokens[closing - 1], module.tokens[closing + 1], closing + 1
    while after.text == module.tokens[closing].text:
        i, after = i + 1, module.tokens[i + 1]
    if before.text in {",", module.tokens[opening].text} or after.text in {":", "=", "as", *_PAIR.values()}:
        return True
    if before.is_string and after.text in {".", "["}:
        return after.text == "[" or not hasattr(str, module.tokens[i + 1].text)
    return module.tokens[opening - 1].text in _FEW_ARGUMENTS and after.text not in {".", "[", "("}


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
    """`f a)` and `d"a"]`; of `x = a, b)` nothing tells whether one bracket is missing or one too many."""
    for i, token in enumerate(module.tokens[1:-2], 1):
        before, after, then = module.tokens[i - 1], module.tokens[i + 1], module.tokens[i + 2]
        if token.text not in _PAIR or token.is_string:
            continue
        called = before.is_name and not keyword.iskeyword(before.text) and before.end == token.start
        if called and token.text != "{" and (after.is_name or after.is_string or after.text.isdigit()):
            glued = after.is_string and before.text.lower() not in _PREFIXES and rng.random() < 0.5
            yield (Splice(token.start, token.end, "" if glued else " "),)
        elif (before.text == "=" and after.line > token.line) or (token.text == "{" and then.text == ":"):
            yield (Splice(token.start, token.end, ""),)


def _extra_closing(module: Module, rng: Random) -> Iterator[Change]:
    for token, ends_line in _closing(module):
        if ends_line:
            yield (Splice(token.end, token.end, token.text if rng.random() < 0.85 else rng.choice(")]}")),)


def _extra_opening(module: Module, _rng: Random) -> Iterator[Change]:
    """`f((a)`; of `f((a, b)` nothing tells whether a bracket is missing behind it."""
    for opening, closing in _pairs(module):
        token = module.tokens[opening]
        inside = module.tokens[opening + 1 : closing]
        if token.text == "(" and not any(t.text == "," and t.depth == token.depth + 1 for t in inside):
            yield (Splice(token.end, token.end, token.text),)


def _surplus_at_end(module: Module, rng: Random) -> Iterator[Change]:
    """`x = a)` : a bracket closes what nobody opened."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        ends_line = token.depth == 0 and after.line > token.line and token.text not in (":", *_PAIR.values())
        if ends_line and (token.is_name or token.is_string or token.text.isdigit()):
            yield (Splice(token.end, token.end, rng.choice("))))]}")),)


def _wrong_kind(module: Module, rng: Random) -> Iterator[Change]:
    """The closing one is wrong: which of two is, nothing else tells."""
    for _, closing in _pairs(module):
        at = module.tokens[closing]
        yield (Splice(at.start, at.end, rng.choice([text for text in _PAIR.values() if text != at.text])),)


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
    Injector("missing-opening-bracket", "syntax", _missing_opening, "x = f(a)\n", "x = f a)\n", 2.5),
    Injector("extra-closing-bracket", "syntax", _extra_closing, "x = f(a)\n", "x = f(a))\n", 4.5),
    Injector("extra-opening-bracket", "syntax", _extra_opening, "x = f(a)\n", "x = f((a)\n", 1.2),
    Injector("stray-closing-bracket", "syntax", _surplus_at_end, "x = a\ny = 1\n", "x = a)\ny = 1\n", 1.5),
    Injector("wrong-bracket", "syntax", _wrong_kind, "x = f(a)\n", "x = f(a]\n", 2),
    Injector("closed-early", "syntax", _closed_early, "x = f(a, b)\n", "x = f(a), b)\n", 1),
    Injector("crossed-brackets", "syntax", _closed_elsewhere, "x = f(a[1])\n", "x = f(a[1)]\n", 0.6),
)
