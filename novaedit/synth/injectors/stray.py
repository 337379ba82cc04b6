"""Characters and markup that do not belong there, and statements left unfinished."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.module import Change, Module, Splice

_DOUBLED = frozenset({"and", "or", "in", "is", "=", "not", "import", "def", "if", "return", "=="})


def _own_lines(module: Module) -> Iterator[int]:
    """0-based numbers of the lines on which a statement begins."""
    seen = set()
    for node in module.of(ast.stmt):
        line = node.__dict__["lineno"] - 1
        if line not in seen and not module.lines[line][: node.__dict__["col_offset"]].strip():
            seen.add(line)
            yield line


def _stray_character(module: Module, rng: Random) -> Iterator[Change]:
    for line in _own_lines(module):
        start, text = module.starts[line], module.lines[line]
        indent = len(text) - len(text.lstrip())
        at = rng.choice([start + len(text), start + len(text), start + indent])
        yield (
            Splice(at, at, rng.choice(["`", "?", "$", "\\", "]", ")", "}", "'", '"', "=", " x", "~", "/"])),
        )


def _fence(module: Module, rng: Random) -> Iterator[Change]:
    for line in _own_lines(module):
        start = module.starts[line]
        yield (Splice(start, start, rng.choice(["```\n", "```python\n", "```\n"])),)


def _conflict_marker(module: Module, rng: Random) -> Iterator[Change]:
    for line in _own_lines(module):
        start = module.starts[line]
        yield (Splice(start, start, rng.choice(["<<<<<<< HEAD\n", "=======\n", ">>>>>>> main\n"])),)


def _prompt(module: Module, rng: Random) -> Iterator[Change]:
    """Lines pasted from a console or a listing, prompts or numbers included."""
    for line in _own_lines(module):
        count = rng.choice([1, 1, 2, 3])
        numbered = [n for n in range(line, min(line + count, len(module.lines))) if module.lines[n].strip()]
        kind = rng.choice([">>> ", ">>> ", "+", "number", "$ "])
        yield tuple(
            Splice(module.starts[n], module.starts[n], f"{n + 1}: " if kind == "number" else kind)
            for n in numbered
        )


def _half_assignment(module: Module, _rng: Random) -> Iterator[Change]:
    """`self.name =`: the value has the name of the attribute."""
    for node in module.of(ast.Assign):
        target, value = node.targets[0], node.value
        same = isinstance(target, ast.Attribute) and isinstance(value, ast.Name) and target.attr == value.id
        if same and module.text.startswith(" = ", module.span(target)[1]):
            end = module.span(target)[1] + 2
            yield (Splice(end, module.span(node)[1], ""),)


def _doubled_operator(module: Module, _rng: Random) -> Iterator[Change]:
    """`x = = y`, `a and and b`, `for x in in y`."""
    for token in module.tokens:
        if token.text in _DOUBLED:
            yield (Splice(token.end, token.end, " " + token.text),)


def _brace_block(module: Module, rng: Random) -> Iterator[Change]:
    """A block closed with `}` or `end`, as other languages do."""
    for node in module.of(ast.FunctionDef, ast.If, ast.For, ast.While):
        body = node.__dict__["body"]
        last, column = body[-1].end_lineno, node.__dict__["col_offset"]
        if last < len(module.lines) and not node.__dict__.get("orelse"):
            at = module.starts[last]
            yield (Splice(at, at, " " * column + rng.choice(["}\n", "}\n", "end\n"])),)


INJECTORS = (
    Injector("stray-character", "syntax", _stray_character, "x = 1\n", "x = 1`\n", 3),
    Injector("stray-fence", "syntax", _fence, "x = 1\n", "```\nx = 1\n", 0.8),
    Injector("conflict-marker", "syntax", _conflict_marker, "x = 1\n", "=======\nx = 1\n", 0.8),
    Injector("pasted-prompt", "syntax", _prompt, "x = 1\n", ">>> x = 1\n", 0.8),
    Injector("half-assignment", "syntax", _half_assignment, "self.a = a\n", "self.a =\n", 1),
    Injector("doubled-word", "syntax", _doubled_operator, "x = a and b\n", "x = a and and b\n", 1),
    Injector("brace-block", "syntax", _brace_block, "if a:\n    b\nc\n", "if a:\n    b\n}\nc\n", 0.8),
)
