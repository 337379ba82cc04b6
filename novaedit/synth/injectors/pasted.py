"""What is copied along with code: prompts, line numbers, diff signs, markup."""

from __future__ import annotations

import ast
import html
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.injectors.stray import statement_lines
from novaedit.synth.module import Change, Module, Splice

#: Lines of one listing; longer ones have their end outside the region anyway.
_MOST_LINES = 9


def _runs(module: Module, rng: Random) -> Iterator[list[int]]:
    """Neighbouring lines, from one to all of a short file, that no string reaches across."""
    inside = {
        line
        for token in module.tokens
        if token.is_string
        for line in range(token.line + 1, token.line + token.text.count("\n") + 1)
    }
    count = len(module.lines) - (not module.lines[-1:] or not module.lines[-1].strip())
    for line in statement_lines(module):
        most = rng.choice([1, 1, 2, 3, 5, _MOST_LINES])
        run = list(range(line, min(line + most, count)))
        if not inside & set(run):
            yield run


def _marks(module: Module, run: list[int], kind: str) -> Change:
    parts = []
    for n in run:
        mark = kind
        if kind == "number":
            mark = f"{n + 1}: "
        elif kind == "plain number":
            mark = f"{n + 1:>2}  "
        parts.append(Splice(module.starts[n], module.starts[n], mark))
    return tuple(parts)


def _listings(module: Module, rng: Random) -> Iterator[tuple[int, int]]:
    """First line and end of whole statements that follow each other, without strings of several lines."""
    body = module.tree.body
    for i, first in enumerate(body):
        start = end = _first_line(first)
        for node in body[i : i + rng.choice([1, 1, 2, 3, 5, len(body)])]:
            last = node.end_lineno or 0
            if last - start > _MOST_LINES or _has_long_text(node):
                break
            end = last
        if end > start:
            yield start, end


def _prompt(module: Module, rng: Random) -> Iterator[Change]:
    """`>>> x = 1` before whole statements, as the interpreter shows them; `... ` where one goes on."""
    starts = {_first_line(node) for node in module.tree.body}
    for start, end in _listings(module, rng):
        yield tuple(
            Splice(module.starts[n], module.starts[n], ">>> " if n in starts else "... ")
            for n in range(start, end)
            if n in starts or module.lines[n].strip()
        )


def _first_line(node: ast.stmt) -> int:
    """0-based number of its first line, decorators included."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.decorator_list:
        return node.decorator_list[0].lineno - 1
    return node.lineno - 1


def _is_parted(node: ast.stmt) -> bool:
    """Whether it is a simple statement on several lines."""
    return node.lineno != node.end_lineno and not hasattr(node, "body")


def _has_long_text(node: ast.stmt) -> bool:
    """Whether a string of more than one line is in it: a mark inside of it would be text."""
    return any(
        isinstance(part, ast.Constant | ast.JoinedStr) and part.lineno != part.end_lineno
        for part in ast.walk(node)
    )


def _notebook(module: Module, rng: Random) -> Iterator[Change]:
    """`In [3]: x = 1`."""
    for run in _runs(module, rng):
        yield _marks(module, run[:1], rng.choice([f"In [{rng.randrange(1, 40)}]: ", "$ ", "% "]))


def _numbers(module: Module, rng: Random) -> Iterator[Change]:
    for run in _runs(module, rng):
        yield _marks(module, run, rng.choice(["number", "plain number"]))


def _diff(module: Module, rng: Random) -> Iterator[Change]:
    """`+` before added lines, a `-` line that should be gone, the header of a hunk."""
    for run in _runs(module, rng):
        start, text = module.starts[run[0]], module.lines[run[0]]
        way = rng.random()
        if way < 0.6:
            yield _marks(module, run[:4], rng.choice(["+", "+", "+ "]))
        elif way < 0.8:
            first = run[0] + 1
            yield (
                Splice(
                    start, start, f"@@ -{first},{rng.randrange(3, 9)} +{first},{rng.randrange(3, 9)} @@\n"
                ),
            )
        elif len(text) > 6:
            yield (Splice(start, start, f"-{text[: rng.randrange(4, len(text))]}\n+"),)


def _quoted(module: Module, rng: Random) -> Iterator[Change]:
    """`> x = 1`, as in a mail."""
    for run in _runs(module, rng):
        yield _marks(module, run[:4], rng.choice(["> ", "> ", "| ", "* "]))


def _fence(module: Module, rng: Random) -> Iterator[Change]:
    """The marks that a code block has in Markdown: above, below or both."""
    for start, end in _listings(module, rng):
        above, below = module.starts[start], module.starts[end]
        opening = Splice(above, above, rng.choice(["```\n", "```python\n", "```py\n", "~~~\n", "[code]\n"]))
        closing = Splice(below, below, rng.choice(["```\n", "```\n", "[/code]\n"]))
        way = rng.random()
        yield (opening,) if way < 0.5 else (closing,) if way < 0.8 else (opening, closing)


def _entities(module: Module, _rng: Random) -> Iterator[Change]:
    """`&lt;` for `<`, `&quot;` for quotes: all of a line, as a web page gives them."""
    for line in statement_lines(module):
        start, text = module.starts[line], module.lines[line]
        places = [(i, letter) for i, letter in enumerate(text) if letter in '<>&"']
        if places and ("<" in text or ">" in text or "&" in text):
            quotes = '"' in text and text.count('"') % 2 == 0 and len(text) % 2 == 0
            yield tuple(
                Splice(start + i, start + i + 1, html.escape(letter))
                for i, letter in places
                if letter != '"' or quotes
            )


def _markup(module: Module, rng: Random) -> Iterator[Change]:
    """`<br>` at the end, `**bold**`, `<b>` around a line."""
    parted = {node.lineno - 1 for node in module.of(ast.stmt) if _is_parted(node)}
    for line in statement_lines(module):
        if line in parted:
            continue
        text = module.lines[line]
        end = module.starts[line] + len(text)
        start = end - len(text.lstrip())
        kind = rng.choice(["<br>", "<br/>", "**", "**", "`", "<b>", "<p>", "*"])
        if kind in {"<br>", "<br/>"}:
            yield (Splice(end, end, kind),)
        else:
            yield Splice(start, start, kind), Splice(end, end, kind.replace("<", "</"))


def _conflict(module: Module, rng: Random) -> Iterator[Change]:
    """One mark that was forgotten. Of a whole conflict nothing tells which side is right."""
    for line in statement_lines(module):
        above = module.starts[line]
        yield (Splice(above, above, rng.choice(["<<<<<<< HEAD\n", "=======\n", ">>>>>>> main\n"])),)


_X = "x = 1\n"
_TWO = "x = 1\ny = 2\n"
_IF = "if a > b:\n    c()\n"

INJECTORS = (
    Injector("pasted-prompt", "syntax", _prompt, _TWO, ">>> x = 1\n>>> y = 2\n", 2.2),
    Injector("notebook-prompt", "syntax", _notebook, _X, "$ x = 1\n", 0.4, posted=True),
    Injector("line-numbers", "syntax", _numbers, _TWO, "1: x = 1\n2: y = 2\n", 0.5, posted=True),
    Injector("diff-marker", "syntax", _diff, _IF, "+if a > b:\n+    c()\n", 0.8),
    Injector("quoted-line", "syntax", _quoted, _X, "> x = 1\n", 0.4, posted=True),
    Injector("stray-fence", "syntax", _fence, _X, "```\nx = 1\n", 1),
    Injector("html-entity", "syntax", _entities, _IF, "if a &gt; b:\n    c()\n", 1, posted=True),
    Injector("markup", "syntax", _markup, _X, "x = 1<br>\n", 0.6),
    Injector("conflict-marker", "syntax", _conflict, _X, "=======\nx = 1\n", 0.4),
)
