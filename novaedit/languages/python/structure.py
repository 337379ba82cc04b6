"""What an edit takes away: statements and expressions lost between two versions of a file."""

from __future__ import annotations

import ast
import functools
import keyword
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Expressions that a fix may lose on balance: the argument or operand that was the mistake itself.
_LOSS_ALLOWED = 2
_EXPRESSIONS = (ast.Name, ast.Attribute, ast.Call, ast.Constant, ast.keyword, ast.BinOp, ast.Compare)
_EFFECTS = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)
_WORD = re.compile(r"\w+")
_STARTS = "|".join([*keyword.kwlist, "print", "exec", "match", "case", "type"])
#: What was pasted with code and is none.
_NO_CODE = re.compile(
    "|".join(
        [
            r"^(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\||```).*$",  # conflict markers and fences
            r"^[ \t]*(?:(?:In|Out) ?\[[ \d]*\]:?|\d+ ?[:.|)]|\d+(?=[ \t]+[^\W\d]))",  # prompts, line numbers
            r"</?[a-zA-Z]+ */?>|&[a-z]+;",  # tags and entities
            r'^[ \t]*(?:Traceback \(most|File ".*", line \d).*$',
            r"^[ \t]*(?:[\w.-]+@[\w.-]+:[^$#\n]*[$#]|\$ ).*$",  # what was typed at a shell
            r"^[#!]*/\S*/(?:env +)?python[\d.]*[ \t]*$",
            # A sentence: three words or more and nothing between them, the first of them no keyword.
            rf"^[ \t]*(?!(?:{_STARTS})\b)[^\W\d][\w',\u2019-]*"
            r"(?: +[\w'\",.:!?;\u2019()-]+){2,}[.:!?\u2026]*[ \t]*$",
        ]
    ),
    re.MULTILINE,
)

_COMMENTED = re.compile(r"^[ \t]*#+[ \t]*(.*?)[ \t]*$", re.MULTILINE)
#: A line that begins with a keyword and calls, sets or heads something, or sets or calls at once.
_BROKEN_CODE = re.compile(rf"(?:{_STARTS})\b.*(?:[=(\[]|:$)|[\w.]+(?:\(| = )")
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
#: What `format` and `%` fill in.
_FIELD = re.compile(r"\{\w*(?:![rsa])?(?::[^{}]*)?\}|%(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?[srdifFeEgGxXoc]")


def lost_code(before: str, after: str) -> str:
    """Say in a few words what `after` dropped of `before`; "" when nothing of weight is gone.

    With two parsable texts it compares syntax trees: no fewer statements (`pass` and `...` do not
    count), and at most two expressions fewer. When `before` does not parse it compares words:
    a repaired bracket or keyword loses none, deleting the broken line does, and so does deleting a
    whole statement, however short, or what a text is to be filled in with.
    """
    old, new = parse_quietly(before), parse_quietly(after)
    if old is None or new is None:
        return _lost_words(before, after)
    were, are = _census(old), _census(new)
    statements = were.statements - are.statements
    if statements > 0:
        return f"removes {statements} statement{'s' if statements > 1 else ''}"
    blocks = were.blocks - are.blocks
    if blocks:
        return f"removes a block: {min(blocks)}"
    gone, come = were.expressions - are.expressions, are.expressions - were.expressions
    loss = gone.total() - come.total()
    return f"removes {loss} expressions" if loss > _LOSS_ALLOWED else ""


@functools.lru_cache(maxsize=4)
def parse_quietly(code: str) -> ast.Module | None:
    """The syntax tree, or None; warnings that compiling would print are dropped.

    Several gates look at the same two texts: the tree is shared, and not to be changed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(code.removeprefix("\ufeff"))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


@dataclass(slots=True)
class _Census:
    """How many nodes of which kinds a tree has, from one walk: walking is what costs."""

    statements: int = 0
    #: Statements that hold others: a definition made a plain line is a loss.
    blocks: Counter[str] = field(default_factory=Counter)
    expressions: Counter[str] = field(default_factory=Counter)


def _census(tree: ast.Module) -> _Census:
    census = _Census()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            census.statements += not _is_filler(node)
            if _body(node):
                census.blocks[type(node).__name__] += 1
        elif isinstance(node, _EXPRESSIONS):
            census.expressions[type(node).__name__] += 1
    return census


def _body(node: ast.stmt) -> bool:
    return isinstance(getattr(node, "body", None), list)


def _is_filler(node: ast.stmt) -> bool:
    if isinstance(node, ast.Pass):
        return True
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...


def _lost_words(before: str, after: str) -> str:
    # A misspelt keyword is one word gone, whatever comes; new words do not make up for lost ones.
    code = _NO_CODE.sub(" ", before)  # not "": what stood beside a tag is no word together
    gone = _words(code) - _words(after)
    if gone.total() > _LOSS_ALLOWED:
        return f"removes {gone.total()} words"
    # A short statement has no more words than a slip has: it is told by being whole, and wholly gone.
    lost = (line.strip() for line in code.splitlines() if gone and _words(line) and _words(line) <= gone)
    whole = next((f"removes {line}" for line in lost if _is_statement(line)), "")
    return (
        whole
        or next((f"makes {line} a comment" for line in _commented(code, after)), "")
        or ("removes a field of a text" if _fields(code) > _fields(after) else "")
    )


def _commented(before: str, after: str) -> Iterator[str]:
    """Lines of code that are comments in `after`."""
    new = Counter(_COMMENTED.findall(after)) - Counter(_COMMENTED.findall(before))
    for line in map(str.strip, before.splitlines()):
        if line in new and (_BROKEN_CODE.match(line) or _is_statement(line)):
            yield line


def _fields(code: str) -> int:
    return sum(len(_FIELD.findall(text)) for text in _QUOTED.findall(code))


def _is_statement(line: str) -> bool:
    """Whether a line by itself does something: no filler, no value that nobody takes."""
    tree = parse_quietly(line)
    return tree is not None and any(_does_something(node) for node in tree.body)


def _does_something(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        return any(isinstance(part, _EFFECTS) for part in ast.walk(node))
    return not isinstance(node, ast.Pass)


def _words(code: str) -> Counter[str]:
    return Counter(_WORD.findall(code))
