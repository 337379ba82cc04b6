"""Clean source text with its tokens, tree and offsets, as injectors look at it."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from novaedit.lines import split_lines

Node = TypeVar("Node", bound=ast.AST)

_LAYOUT = frozenset(
    {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.ENDMARKER}
)


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """Put `text` in the place of the characters `start`..`end` (0-based, end excluded)."""

    start: int
    end: int
    text: str


#: One mistake: splices that do not overlap.
Change = tuple[Splice, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One token that carries meaning. `line` is 0-based; `depth` counts the brackets open around it."""

    kind: int
    text: str
    start: int
    end: int
    line: int
    depth: int

    @property
    def is_name(self) -> bool:
        """Whether it is an identifier or a keyword."""
        return self.kind == tokenize.NAME

    @property
    def is_string(self) -> bool:
        """Whether it is a string literal, f-strings included."""
        return self.kind == tokenize.STRING


class Module:
    """A file that parses. Everything is computed when first asked for.

    Raises SyntaxError or ValueError on first use if the text is not Python.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        """The contents of the lines, without endings."""
        return [content for content, _ in split_lines(self.text)]

    @cached_property
    def starts(self) -> list[int]:
        """Offset of each line's first character, and of the end of the text."""
        starts = [0]
        for content, ending in split_lines(self.text):
            starts.append(starts[-1] + len(content) + len(ending))
        return starts

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes of the tree."""
        return list(ast.walk(self.tree))

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens without comments and layout, in order."""
        return list(self._read_tokens())

    @cached_property
    def names(self) -> frozenset[str]:
        """Every identifier and keyword of the file, those inside string annotations excepted."""
        return frozenset(token.text for token in self.tokens if token.is_name)

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The parent of every node but the module."""
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    @cached_property
    def bodies(self) -> list[list[ast.stmt]]:
        """The statements of every block, those of the module first."""
        fields = (
            node.__dict__.get(field) for node in self.nodes for field in ("body", "orelse", "finalbody")
        )
        return [body for body in fields if isinstance(body, list) and body]

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """All function definitions, outermost first."""
        return [node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    def of(self, *kinds: type[Node]) -> Iterator[Node]:
        """The nodes of these classes, outermost first."""
        return (node for node in self.nodes if isinstance(node, kinds))

    def offset(self, line: int, column: int) -> int:
        """Offset of a place given as the tree gives it: 1-based line, column in UTF-8 bytes."""
        text = self.lines[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="ignore"))
        return self.starts[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Start and end offsets of a node that has a place."""
        where = node.__dict__
        start = self.offset(where["lineno"], where["col_offset"])
        return start, self.offset(where["end_lineno"], where["end_col_offset"])

    def source(self, node: ast.AST) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def _read_tokens(self) -> Iterator[Token]:
        depth = 0
        # Python's tokenizer splits lines as `io` does: only at \n, \r\n and \r, like ours.
        for token in tokenize.generate_tokens(io.StringIO(self.text, newline="").readline):
            if token.type in _LAYOUT:
                continue
            if token.string in ")]}" and token.type == tokenize.OP:
                depth -= 1
            (first, start), (last, end) = token.start, token.end
            yield Token(
                token.type,
                token.string,
                self.starts[first - 1] + start,
                self.starts[last - 1] + end,
                first - 1,
                depth,
            )
            if token.string in "([{" and token.type == tokenize.OP:
                depth += 1


def name_of(node: ast.expr) -> str:
    """A name, or the last part of a dotted one; "" for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def parameters_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    """What may be passed one by one: all parameters but `*args` and `**kwargs`."""
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def splice(text: str, change: Iterable[Splice]) -> str:
    """Carry out a change."""
    parts, position = [], 0
    for part in sorted(change):
        parts += [text[position : part.start], part.text]
        position = part.end
    return "".join([*parts, text[position:]])
