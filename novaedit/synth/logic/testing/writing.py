"""Tests as text, laid out as ruff's formatter would: asserts, rows of parameters, errors."""

from __future__ import annotations

import ast
import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Sequence

from novaedit.synth.logic.testing.cases import Case

WIDTH = 88
#: Rows that fit on one line of this length stand there.
_SHORT = 80
_SAFE = re.compile(r"[A-Za-z][\w ,'-]*")


def asserts(name: str, cases: Sequence[Case], test: str) -> list[str]:
    """A test function with a line for each case."""
    return [f"def {test}():", *(assertion(name, one) for one in cases)]


def assertion(name: str, one: Case) -> str:
    """The line that says what a call returns."""
    call = called(name, one.arguments, lazy=one.lazy)
    if one.expected == "True":
        return f"    assert {call}"
    if one.expected == "False":
        return f"    assert not {call}"
    return f"    assert {call} {'is' if one.expected == 'None' else '=='} {one.expected}"


def called(name: str, arguments: str, *, lazy: bool) -> str:
    """The call; what comes one by one is put into a list."""
    return f"list({name}({arguments}))" if lazy else f"{name}({arguments})"


def parametrized(name: str, cases: Sequence[Case], names: Sequence[str], test: str) -> list[str]:
    """A test function that is run for each case; `names` are those of the function's parameters."""
    first = cases[0]
    columns = [*names[: len(first.positional)], *(key for key, _ in first.keywords)]
    result = "expected" if "expected" not in columns else "result"
    heads = f"({', '.join(repr(column) for column in [*columns, result])})"
    rows = [row(one) for one in cases]
    short = f"@pytest.mark.parametrize({heads}, [{', '.join(rows)}])"
    given = [*columns[: len(first.positional)], *(f"{key}={key}" for key, _ in first.keywords)]
    call = called(name, ", ".join(given), lazy=first.lazy)
    compared = "is" if all(one.expected in {"True", "False"} for one in cases) else "=="
    return [
        *([short] if len(short) <= _SHORT else _spread(heads, rows)),
        f"def {test}({', '.join([*columns, result])}):",
        f"    assert {call} {compared} {result}",
    ]


def _spread(heads: str, rows: Sequence[str]) -> list[str]:
    return [
        "@pytest.mark.parametrize(",
        f"    {heads},",
        "    [",
        *(f"        {text}," for text in rows),
        "    ],",
        ")",
    ]


def row(one: Case) -> str:
    """A case as a tuple."""
    texts = [*one.positional, *(text for _, text in one.keywords), one.expected or "None"]
    return f"({', '.join(texts)})"


def raising(name: str, one: Case, test: str) -> list[str]:
    """A test function that says how a call fails."""
    match = f", match={one.message!r}" if one.message else ""
    call = called(name, one.arguments, lazy=one.lazy)
    return [f"def {test}():", f"    with pytest.raises({one.error}{match}):", f"        {call}"]


def refusal(function: ast.FunctionDef, line: int, error: str) -> str | None:
    """How the message begins that a line of a function raises `error` with; None if it does not raise it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.lineno == line and isinstance(node.exc, ast.Call):
            kind = node.exc.func
            if isinstance(kind, ast.Name) and kind.id == error and hasattr(builtins, error):
                return _beginning(node.exc.args)
    return None


def _beginning(arguments: Sequence[ast.expr]) -> str:
    """The words of a message before the first that depends on the call, where a pattern may hold them."""
    text: object = ""
    if arguments and isinstance(arguments[0], ast.Constant):
        text = arguments[0].value
    elif arguments and isinstance(arguments[0], ast.JoinedStr) and arguments[0].values:
        first = arguments[0].values[0]
        text = first.value if isinstance(first, ast.Constant) else ""
    match = _SAFE.match(text) if isinstance(text, str) else None
    words = match[0].rstrip(" ,'-") if match else ""
    return words if " " in words and len(words) <= 44 and words.count("'") % 2 == 0 else ""


def name_of_test(name: str, ending: str = "") -> str:
    """What a test of a function is called."""
    return f"test_{name.strip('_')}{ending}"


def snake(error: str) -> str:
    """`ValueError` as part of a name."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", error).lower()


def parameters(node: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters that may be given by place."""
    return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]


def is_free(names: Sequence[str], function: str) -> bool:
    """Whether a test may have parameters of these names: none is the function's, or pytest's own."""
    return not {function, "pytest", "request", "list"} & set(names) and not any(map(keyword.iskeyword, names))


def in_quotes(lines: Sequence[str], quote: str) -> list[str]:
    """The lines with their strings in `quote`, where that needs no escapes."""
    if quote == "'":
        return list(lines)
    text = "".join(f"{line}\n" for line in lines)
    changed = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        string = token.string
        if token.type == tokenize.STRING and '"' not in string and "\\'" not in string:
            string = string.replace("'", '"')
        changed.append((token.type, string, token.start, token.end, token.line))
    # The lengths don't change, so nothing else does.
    return tokenize.untokenize(changed).removesuffix("\n").split("\n")
