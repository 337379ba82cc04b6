"""Keywords misspelt, forgotten, or taken from another language."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterator
from itertools import chain
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.misspelling import misspell
from novaedit.synth.module import Change, Module, Splice, Token

_TYPOS = {
    "return": ("retrun", "reutrn", "retun", "returns", "Return", "retrn"),
    "import": ("improt", "imoprt", "inport", "imort", "Import"),
    "from": ("form", "fron", "From", "frm"),
    "else": ("esle", "eles", "els", "Else"),
    "elif": ("elseif", "elsif", "elfi", "elsef"),
    "while": ("whlie", "wihle", "While", "whille"),
    "class": ("clas", "calss", "Class", "clsas"),
    "def": ("dfe", "de", "define", "fun", "function", "func", "Def", "deff"),
    "if": ("fi", "If", "iff"),
    "for": ("fro", "ofr", "For", "foreach"),
    "try": ("tyr", "Try", "ry"),
    "except": ("exept", "catch", "excpet", "expect", "Except"),
    "finally": ("finaly", "finnaly"),
    "raise": ("rasie", "throw", "raies", "rise"),
    "with": ("wiht", "whit", "using"),
    "lambda": ("lamda", "lambada", "labmda"),
    "in": ("ni", "im", "of"),
    "is": ("si", "iss"),
    "not": ("nto", "Not", "no"),
    "and": ("adn", "AND", "an"),
    "or": ("ro", "OR"),
    "yield": ("yeild", "yiled", "yied"),
    "async": ("asnyc", "aysnc"),
    "await": ("awiat", "wait", "awai"),
    "assert": ("asert", "assrt"),
    "as": ("sa", "ass"),
    "pass": ("pas", "psas"),
    "del": ("delete", "dle"),
    "break": ("braek", "brake"),
    "continue": ("contine", "continute"),
    "global": ("gobal", "golbal"),
    "nonlocal": ("nonlocl", "non_local"),
}

#: A mistake that is made again and again has to be seen as a whole.
_BLOCK_LINES = 9


def _keywords(module: Module) -> Iterator[Token]:
    return (token for token in module.tokens if token.is_name and keyword.iskeyword(token.text))


def _misspelt(module: Module, rng: Random) -> Iterator[Change]:
    for token in _keywords(module):
        if token.text in _TYPOS:
            typo = rng.choice(_TYPOS[token.text]) if rng.random() < 0.7 else misspell(token.text, rng)
            if not keyword.iskeyword(typo):
                yield (Splice(token.start, token.end, typo),)


def _forgotten(module: Module, _rng: Random) -> Iterator[Change]:
    """`def`, `in`, `class` or `import` left out together with the blank after it.

    `x in y:` could be an `if` and a `for`; `a, b in c:` is a `for`.
    """
    for i, token in enumerate(module.tokens[:-2]):
        after = module.tokens[i + 1]
        gap = after.start - token.end
        next_but_one = module.tokens[i + 2].text
        opens_line = not module.text[module.starts[token.line] : token.start].strip()
        if opens_line and (token.text, next_but_one) in {("for", "in"), ("if", "in")}:
            continue
        if (
            token.text in {"def", "import", "class", "else", "in", "is", "from", "return", "for", "if"}
            and token.is_name
            and gap >= 1
        ):
            yield (Splice(token.start, after.start, ""),)


def _glued(module: Module, _rng: Random) -> Iterator[Change]:
    """`returnx`, `defname`, `importos`: the blank is missing."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.is_name and keyword.iskeyword(token.text) and after.is_name and after.start == token.end + 1:
            yield (Splice(token.end, after.start, ""),)


def _capital(module: Module, _rng: Random) -> Iterator[Change]:
    """`If x:`, `For`, `Return x`: what phones and word processors do to a line's first word."""
    for token in _keywords(module):
        opens_line = not module.text[module.starts[token.line] : token.start].strip()
        if opens_line and token.text.islower():
            yield (Splice(token.start, token.end, token.text.capitalize()),)


def _capitals(module: Module, _rng: Random) -> Iterator[Change]:
    """The same throughout a block: `If x:`, `Return 1`, `Else:`, `Return 2`."""
    openers = [splice for change in _capital(module, _rng) for splice in change]
    for node in module.of(ast.FunctionDef, ast.If, ast.For, ast.While, ast.Try):
        if (node.end_lineno or 0) - node.lineno < _BLOCK_LINES:
            start, end = module.span(node)
            within = tuple(splice for splice in openers if start <= splice.start < end)
            if len(within) > 1:
                yield within


def _as_name(module: Module, _rng: Random) -> Iterator[Change]:
    """`f(class=1)`: a name that ends in an underscore because it is a keyword loses it, and so all around."""
    groups: dict[str, list[list[Token]]] = {}
    for token in module.tokens:
        if token.is_name and token.text.endswith("_") and keyword.iskeyword(token.text[:-1]):
            found = groups.setdefault(token.text, [])
            if not found or token.line - found[-1][0].line >= _BLOCK_LINES:
                found.append([])
            found[-1].append(token)
    for group in chain.from_iterable(groups.values()):
        yield tuple(Splice(token.end - 1, token.end, "") for token in group)


_IF = "if a:\n    del a\nelse:\n    pass\n"
_F = "def f():\n    return 1\n"

INJECTORS = (
    Injector("misspelt-keyword", "syntax", _misspelt, _F, _F.replace("return", "retrun"), 4),
    Injector("forgotten-keyword", "syntax", _forgotten, "def f():\n    pass\n", "f():\n    pass\n", 2.5),
    Injector("glued-keyword", "syntax", _glued, "def f(x):\n    return x\n", "deff(x):\n    return x\n", 1.2),
    Injector("capital-keyword", "syntax", _capital, _F, _F.replace("return", "Return"), 1.2),
    Injector(
        "capital-keywords",
        "syntax",
        _capitals,
        _IF,
        "If a:\n    Del a\nElse:\n    Pass\n",
        0.8,
        posted=True,
    ),
    Injector(
        "keyword-name",
        "syntax",
        _as_name,
        "class_ = 1\nprint(class_)\n",
        "class = 1\nprint(class)\n",
        0.8,
        known=True,
    ),
)
