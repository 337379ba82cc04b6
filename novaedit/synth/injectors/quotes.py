"""Quotes that are missing, mixed, nested or curly, and braces lost in f-strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice, Token

_LITERAL = re.compile(r"""(?i)([rbuf]{0,2})('|")(?!\2\2)(.*)\2""", re.DOTALL)
_FIELD = re.compile(r"(?<!\{)\{[A-Za-z_][\w.]*\}(?!\})")
_KEY = re.compile(r"\{[^{}]*?\[(['\"])\w+\1\][^{}]*?\}")
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


def _missing_both(module: Module, _rng: Random) -> Iterator[Change]:
    """`print(Hello there)`: text of several words without its quotes."""
    for token, match in _simple(module):
        if not match[1] and re.fullmatch(r"[A-Z]?[a-z]+(?: [a-z]+){1,5}[.!?:]?", match[3]):
            yield Splice(token.start, token.start + 1, ""), Splice(token.end - 1, token.end, "")


def _mixed(module: Module, _rng: Random) -> Iterator[Change]:
    """The closing one is wrong: which of two is, nothing else tells."""
    for token, match in _simple(module):
        other = '"' if match[2] == "'" else "'"
        if other not in match[3]:
            yield (Splice(token.end - 1, token.end, other),)


def _doubled(module: Module, rng: Random) -> Iterator[Change]:
    """`"text""`."""
    for token, match in _simple(module):
        at = token.end if rng.random() < 0.7 else token.start + len(match[1])
        yield (Splice(at, at, match[2]),)


def _apostrophe(module: Module, _rng: Random) -> Iterator[Change]:
    """An apostrophe, or quoted words, inside the same quotation marks."""
    for token, match in _simple(module):
        inner = "'" if match[2] == '"' else '"'
        if inner in match[3] and match[2] not in match[3] and "\\" not in match[3]:
            start = token.start + len(match[1])
            yield Splice(start, start + 1, inner), Splice(token.end - 1, token.end, inner)


def _unescaped(module: Module, _rng: Random) -> Iterator[Change]:
    """The backslash before an inner quote is lost."""
    for token, match in _simple(module):
        at = match[3].find("\\" + match[2])
        if at >= 0 and "r" not in match[1].lower():
            start = token.start + len(match[1]) + 1 + at
            yield (Splice(start, start + 1, ""),)


def _last_backslash(module: Module, _rng: Random) -> Iterator[Change]:
    r"""`'C:\dir\'`: the backslash at the end takes the quote away."""
    for token, match in _simple(module):
        if match[3].endswith("\\\\") and "r" not in match[1].lower():
            yield (Splice(token.end - 2, token.end - 1, ""),)


def _unicode_path(module: Module, _rng: Random) -> Iterator[Change]:
    r"""`"C:\Users"` without its `r`: `\U` wants digits."""
    for token, match in _simple(module):
        if match[1].lower() == "r" and re.search(r"\\[UNux](?![0-9a-fA-F]{2})", match[3]):
            yield (Splice(token.start, token.start + 1, ""),)


def _smart(module: Module, rng: Random) -> Iterator[Change]:
    for token, match in _simple(module):
        start = token.start + len(match[1])
        opening, closing = _CURLY[match[2]] if rng.random() < 0.85 else ("\u00b4", "\u00b4")
        yield Splice(start, start + 1, opening), Splice(token.end - 1, token.end, closing)


def _smart_line(module: Module, _rng: Random) -> Iterator[Change]:
    """All strings of some neighbouring lines, as word processors leave them."""
    found = list(_smart(module, Random(0)))  # noqa: S311 - the curly kind always, nothing drawn
    for i, change in enumerate(found):
        end = change[0].start + 200
        yield tuple(part for near in found[i : i + 5] if near[0].start < end for part in near)


def _field_brace(module: Module, rng: Random) -> Iterator[Change]:
    for token, match in _simple(module):
        if "f" in match[1].lower():
            for field in _FIELD.finditer(token.text):
                at = token.start + (field.end() - 1 if rng.random() < 0.7 else field.start())
                yield (Splice(at, at + 1, ""),)


def _nested_same(module: Module, _rng: Random) -> Iterator[Change]:
    """`f"{d["key"]}"`, which Python before 3.12 does not take."""
    for token, match in _simple(module):
        if "f" in match[1].lower():
            for field in _KEY.finditer(token.text):
                if field[1] != match[2]:
                    yield tuple(
                        Splice(token.start + at.start(), token.start + at.end(), match[2])
                        for at in re.compile(re.escape(field[1])).finditer(token.text, *field.span())
                    )


def _triple(module: Module, rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        quotes = token.text[-3:]
        if token.is_string and quotes in {'"""', "'''"} and token.text.count("\n") <= 6:
            keep = rng.choice([0, 1, 2, 2])
            if rng.random() < 0.75:
                yield (Splice(token.end - 3 + keep, token.end, ""),)
            else:
                start = token.start + token.text.index(quotes)
                yield (Splice(start, start + 3 - keep, ""),)


_PATH = 'x = r"C:\\Users"\n'

INJECTORS = (
    Injector("missing-closing-quote", "syntax", _missing_closing, 'x = f("a")\n', 'x = f("a)\n', 6),
    Injector("missing-opening-quote", "syntax", _missing_opening, 'x = f("a")\n', 'x = f(a")\n', 3),
    Injector("missing-quotes", "syntax", _missing_both, 'x = f("some text")\n', "x = f(some text)\n", 0.8),
    Injector("mixed-quotes", "syntax", _mixed, 'x = f("a")\n', "x = f(\"a')\n", 2.5),
    Injector("doubled-quote", "syntax", _doubled, 'x = f("a")\n', 'x = f("a"")\n', 0.8),
    Injector("apostrophe", "syntax", _apostrophe, 'x = "isn\'t"\n', "x = 'isn't'\n", 3.5),
    Injector("unescaped-quote", "syntax", _unescaped, "x = 'isn\\'t'\n", "x = 'isn't'\n", 0.6),
    Injector("last-backslash", "syntax", _last_backslash, 'x = "a\\\\"\n', 'x = "a\\"\n', 0.6),
    Injector("unicode-path", "syntax", _unicode_path, _PATH, _PATH.replace("r", "", 1), 0.4),
    Injector("smart-quotes", "syntax", _smart, 'x = "a"\n', "x = \u201ca\u201d\n", 0.8),
    Injector(
        "smart-quotes-around",
        "syntax",
        _smart_line,
        "f('a', 'b')\n",
        "f(\u2018a\u2019, \u2018b\u2019)\n",
        0.6,
    ),
    Injector("missing-field-brace", "syntax", _field_brace, 'x = f"{a}"\n', 'x = f"{a"\n', 1),
    Injector("nested-quotes", "syntax", _nested_same, "x = f\"{d['a']}\"\n", 'x = f"{d["a"]}"\n', 1.2),
    Injector("broken-triple-quote", "syntax", _triple, '"""Doc."""\n', '"""Doc."\n', 0.8),
)
