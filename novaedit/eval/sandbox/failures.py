"""What a failed test says: the exception, its message as pytest would put it, where, and what was called.

Part of the program that runs inside a sandbox (harness.py): standard library only.
"""

import ast
import os
import traceback
import types
from pathlib import Path
from typing import Any

Failure = dict[str, Any]

#: The module that the tests are executed as.
TEST_NAME = "novaedit_tests"


def failure_of(error: BaseException, place: Path, tests: str) -> Failure:
    """The exception, its message, and the deepest line of the code under test that was running."""
    line = None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if os.path.realpath(frame.f_code.co_filename) == os.path.realpath(place):
            line = number
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).name == place.name:
        line = error.lineno
    message = str(error)
    if not message.startswith("assert ") and isinstance(error, AssertionError):
        message = message or _assertion(error, tests)
    return {
        "type": type(error).__name__,
        "message": " ".join(part.strip() for part in message.split("\n")[:3])[:400],
        "line": line,
        "called": _called(error, tests),
    }


def _failed_assert(error: BaseException, tests: str) -> tuple[ast.Assert, types.FrameType] | None:
    if not isinstance(error, AssertionError) or error.__traceback__ is None:
        return None
    frame, number = list(traceback.walk_tb(error.__traceback__))[-1]
    if TEST_NAME not in frame.f_code.co_filename:
        return None
    for node in ast.walk(ast.parse(tests)):
        if isinstance(node, ast.Assert) and node.lineno <= number <= (node.end_lineno or number):
            return node, frame
    return None


def _assertion(error: BaseException, tests: str) -> str:
    """What pytest would say of a failed assertion: the values of its sides, and where they come from."""
    found = _failed_assert(error, tests)
    if found is None:
        return str(error)
    node, frame = found
    test = node.test
    try:
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            sides = [_value(side, frame) for side in (test.left, test.comparators[0])]
            symbol = ast.unparse(ast.Compare(ast.Name("a"), test.ops, [ast.Name("b")]))[1:-1]
            said = f"assert {sides[0]}{symbol}{sides[1]}"
            origin = test.left if isinstance(test.left, ast.Call) else test.comparators[0]
            shown = sides[0] if origin is test.left else sides[1]
        else:
            origin, shown = test, _value(test, frame)
            said = f"assert {shown}"
    except BaseException:
        return f"assert {ast.unparse(test)}"
    return f"{said} +  where {shown} = {ast.unparse(origin)}" if isinstance(origin, ast.Call) else said


def _value(node: ast.expr, frame: types.FrameType) -> str:
    code = compile(ast.Expression(node), "<assert>", "eval")
    text = repr(eval(code, frame.f_globals, frame.f_locals))  # noqa: S307 # once more, in the sandbox
    return text if len(text) <= 120 else f"{text[:117]}..."


def _called(error: BaseException, tests: str) -> list[str]:
    """Names called in the failed assertion, outermost first."""
    found = _failed_assert(error, tests)
    calls = [node.func for node in ast.walk(found[0]) if isinstance(node, ast.Call)] if found else []
    return [
        f.attr if isinstance(f, ast.Attribute) else f.id
        for f in calls
        if isinstance(f, ast.Attribute | ast.Name)
    ]
