"""Keywords misspelt, forgotten, or taken from another language."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterator
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


def _keywords(module: Module) -> Iterator[Token]:
    return (token for token in module.tokens if token.is_name and keyword.iskeyword(token.text))


def _misspelt(module: Module, rng: Random) -> Iterator[Change]:
    for token in _keywords(module):
        if token.text in _TYPOS:
            typo = rng.choice(_TYPOS[token.text]) if rng.random() < 0.7 else misspell(token.text, rng)
            if not keyword.iskeyword(typo):
                yield (Splice(token.start, token.end, typo),)


def _else_if(module: Module, _rng: Random) -> Iterator[Change]:
    for token in _keywords(module):
        if token.text == "elif":
            yield (Splice(token.start, token.end, "else if"),)


def _forgotten(module: Module, _rng: Random) -> Iterator[Change]:
    """`def`, `in`, `class` or `import` left out together with the blank after it."""
    for i, token in enumerate(module.tokens[:-1]):
        after = module.tokens[i + 1]
        gap = after.start - token.end
        if token.text in {"def", "in", "import", "class", "else", "is"} and token.is_name and gap >= 1:
            yield (Splice(token.start, after.start, ""),)


def _glued(module: Module, _rng: Random) -> Iterator[Change]:
    """`returnx`, `defname`, `importos`: the blank is missing."""
    for token, after in zip(module.tokens, module.tokens[1:], strict=False):
        if token.is_name and keyword.iskeyword(token.text) and after.is_name and after.start == token.end + 1:
            yield (Splice(token.end, after.start, ""),)


def _print_statement(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        plain = node.args and not node.keywords and node.lineno == node.end_lineno
        if plain and isinstance(node.func, ast.Name) and node.func.id == "print":
            (_, name_end), (start, _), (_, end) = map(module.span, (node.func, node.args[0], node))
            yield Splice(name_end, start, " "), Splice(end - 1, end, "")


def _except_comma(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.ExceptHandler):
        if node.type is not None and node.name and isinstance(node.type, ast.Name | ast.Attribute):
            _, end = module.span(node.type)
            if module.text.startswith(" as ", end):
                yield (Splice(end, end + 4, ", "),)


def _raise_comma(module: Module, _rng: Random) -> Iterator[Change]:
    """`raise ValueError, "text"`, as Python 2 wrote it."""
    for node in module.of(ast.Raise):
        call = node.__dict__["exc"]
        if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords or node.__dict__["cause"]:
            continue
        (_, name_end), (start, end), (_, call_end) = map(module.span, (call.func, call.args[0], call))
        if call_end == end + 1 and start == name_end + 1:
            yield Splice(name_end, start, ", "), Splice(end, call_end, "")


INJECTORS = (
    Injector(
        "misspelt-keyword", "syntax", _misspelt, "def f():\n    return 1\n", "def f():\n    retrun 1\n", 8
    ),
    Injector(
        "else-if",
        "syntax",
        _else_if,
        "if a:\n    b\nelif c:\n    d\n",
        "if a:\n    b\nelse if c:\n    d\n",
        1.5,
    ),
    Injector("forgotten-keyword", "syntax", _forgotten, "def f():\n    pass\n", "f():\n    pass\n", 3),
    Injector("glued-keyword", "syntax", _glued, "def f(x):\n    return x\n", "deff(x):\n    return x\n", 1.5),
    Injector("print-statement", "syntax", _print_statement, 'print("a")\n', 'print "a"\n', 2.5),
    Injector(
        "except-comma",
        "syntax",
        _except_comma,
        "try:\n    f()\nexcept OSError as e:\n    g(e)\n",
        "try:\n    f()\nexcept OSError, e:\n    g(e)\n",
        1.5,
    ),
    Injector("raise-comma", "syntax", _raise_comma, 'raise ValueError("a")\n', 'raise ValueError, "a"\n', 1),
)
