"""Characters and lines that do not belong to the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from random import Random

from novaedit.lines import leading_blanks
from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_CHARACTERS = (
    "`",
    "?",
    "$",
    "\\",
    "]",
    ")",
    "}",
    "'",
    '"',
    "=",
    " x",
    "~",
    "/",
    ":",
    ".",
    "|",
    "+",
    "'''",
)
_PROSE = (
    *("This is my code so far:", "and then I get this error", "Here is the output", "Output:", "Thanks!"),
    *("code here", "some more code", "rest of the code", "more lines", "your code here", "the main part"),
    *("I tried this but it doesn't work", "Edit: fixed a typo", "Error:", "What am I doing wrong?"),
    *(
        "This works fine",
        "continue here",
        "see below",
        "now the second function",
        "SyntaxError: invalid syntax",
    ),
    *(
        "Traceback (most recent call last):",
        "etc etc",
        "and so on",
        "Result is:",
        "file1.py:",
        "class definition:",
    ),
)
_ELISION = (
    "....",
    ". . .",
    "[...]etc",
    "… ",
    "(…)",
    "<snip>",
    "<code>",
    "</code>",
    "...etc",
    "<...>",
    "-----",
    "====",
)


_CLOSING = frozenset(")]}")
#: Comments for tools, which nobody takes for a remark.
_PRAGMA = re.compile(r"#\s*(?:type|noqa|pragma|pylint|mypy|pyright|ruff|fmt|isort|nosec|flake8|yapf)\b")
#: What somebody began (`else` rather lacks its colon); an expression below would complete the last ones, so
#: that nothing tells what is right.
_BEGUN = ("if", "for i in", "import", "from", "def")
_COMPLETED_BELOW = ("x =", "return (")


def statement_lines(module: Module) -> Iterator[int]:
    """0-based numbers of the lines on which a statement begins, compound ones included."""
    last = -1
    for token in module.tokens:
        opens_line = not module.text[module.starts[token.line] : token.start].strip()
        if token.line != last and token.depth == 0 and opens_line and token.text not in _CLOSING:
            yield token.line
        last = token.line if not token.is_string else token.line + token.text.count("\n")


def _stray_character(module: Module, rng: Random) -> Iterator[Change]:
    for line in statement_lines(module):
        start, text = module.starts[line], module.lines[line]
        at = rng.choice([start + len(text), start + len(text), start + len(leading_blanks(text))])
        yield (Splice(at, at, rng.choice(_CHARACTERS)),)


def _invisible(module: Module, rng: Random) -> Iterator[Change]:
    """Blanks that are not blanks, and dashes that are not signs, as web pages have them."""
    for line in statement_lines(module):
        start, text = module.starts[line], module.lines[line]
        blanks = [start + i for i, letter in enumerate(text.rstrip()) if letter == " "]
        if blanks and rng.random() < 0.7:
            kind = rng.choice(["\u00a0", "\u00a0", "\u200b", "\u3000", "\ufeff"])
            some = blanks if rng.random() < 0.5 else [rng.choice(blanks)]
            yield tuple(Splice(at, at + 1, kind) for at in some)


def _dash(module: Module, rng: Random) -> Iterator[Change]:
    for token in module.tokens:
        if token.text in {"-", "-=", "->"}:
            yield (Splice(token.start, token.start + 1, rng.choice(["\u2013", "\u2212", "\u2014"])),)
        elif token.text == "," and rng.random() < 0.03:
            yield (Splice(token.start, token.end, "\uff0c"),)
        elif token.text in {"(", ":"} and rng.random() < 0.02:
            yield (Splice(token.start, token.end, "\uff08" if token.text == "(" else "\uff1a"),)


def _prose(module: Module, rng: Random) -> Iterator[Change]:
    """A sentence among the code."""
    for line in statement_lines(module):
        start, text = module.starts[line], module.lines[line]
        indent = leading_blanks(text) if rng.random() < 0.6 else ""
        yield (Splice(start, start, f"{indent}{rng.choice(_PROSE)}\n"),)


def _elision(module: Module, rng: Random) -> Iterator[Change]:
    for line in statement_lines(module):
        start, text = module.starts[line], module.lines[line]
        yield (Splice(start, start, f"{leading_blanks(text)}{rng.choice(_ELISION)}\n"),)


def _uncommented(module: Module, _rng: Random) -> Iterator[Change]:
    """A comment, or the end of a long one, without its `#`."""
    for text, start in zip(module.lines, module.starts, strict=False):
        at = start + len(leading_blanks(text))
        if text.lstrip().startswith("# ") and len(text.split()) > 2 and not _PRAGMA.search(text):
            yield (Splice(at, at + 2, ""),)


def _trailing_note(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = 1  some remark` without the `#`."""
    for text, start in zip(module.lines, module.starts, strict=False):
        at = text.find("  # ")
        even = all(text[:at].count(quote) % 2 == 0 for quote in "'\"")
        if at > 0 and text[:at].strip() and even and not _PRAGMA.search(text, at):
            yield (Splice(start + at, start + at + 4, " "),)


def _half_statement(module: Module, rng: Random) -> Iterator[Change]:
    """A line that somebody began and left: `x =`, `if`, `import`."""
    below = {node.lineno - 1: node for node in reversed(list(module.of(ast.stmt)))}
    for line in statement_lines(module):
        start, text, node = module.starts[line], module.lines[line], below.get(line)
        begun = [*_BEGUN]
        if not isinstance(node, ast.Expr):
            begun += _COMPLETED_BELOW
            begun += ["self."] * (text.lstrip().startswith("self.") or "(self" in text)
        begun += ["@"] * text.lstrip().startswith(("def ", "class ", "@"))
        yield (Splice(start, start, f"{leading_blanks(text)}{rng.choice(begun)}\n"),)


def _tripled_key(module: Module, rng: Random) -> Iterator[Change]:
    """A line that is there twice, the first time cut off in the middle."""
    for line in statement_lines(module):
        start, text = module.starts[line], module.lines[line]
        if len(text.strip()) > 10 and text.rstrip()[-1] not in "([{,":
            cut = rng.randrange(len(leading_blanks(text)) + 4, len(text) - 1)
            yield (Splice(start, start, text[:cut].rstrip() + "\n"),)


_X = "x = 1\n"

INJECTORS = (
    Injector("stray-character", "syntax", _stray_character, _X, "x = 1`\n", 2.2),
    Injector("invisible-blank", "syntax", _invisible, _X, "x\u00a0=\u00a01\n", 0.8),
    Injector("wrong-dash", "syntax", _dash, "x = a - b\n", "x = a \u2013 b\n", 0.6),
    Injector("prose-line", "syntax", _prose, _X, f"{_PROSE[0]}\nx = 1\n", 1.5, posted=True),
    Injector("elision", "syntax", _elision, _X, "....\nx = 1\n", 1, posted=True),
    Injector("lost-hash", "syntax", _uncommented, "# set the value\nx = 1\n", "set the value\nx = 1\n", 1.5),
    Injector("lost-note-hash", "syntax", _trailing_note, "x = 1  # one two\n", "x = 1 one two\n", 1),
    Injector("half-statement", "syntax", _half_statement, _X, "if\nx = 1\n", 0.8),
    Injector("cut-copy", "syntax", _tripled_key, "x = f(1, 2)\n", "x = f(1,\nx = f(1, 2)\n", 0.5),
)
