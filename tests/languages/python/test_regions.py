"""Regions: what is shown of a file."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.languages.python.regions import (
    MAX_IMPORT_LINES,
    SIZE,
    Size,
    named_region,
    region,
    selected_region,
)
from novaedit.lines import line_texts


def _file(count: int) -> str:
    return "".join(f"x{n} = {n}\n" for n in range(1, count + 1))


def _diagnostic(
    line: int | None, message: str = "m", code: str | None = "X1", end: int | None = None
) -> Diagnostic:
    return Diagnostic("ruff", code, message, "a.py", line, end_line=end)


@pytest.mark.parametrize(
    ("line", "end", "window"),
    [
        (20, None, (20 - SIZE.before, 20 + SIZE.after)),
        (1, None, (1, 1 + SIZE.after)),
        (40, None, (40 - SIZE.before, 40)),
        (20, 26, (20 - SIZE.before, 28)),
        (99, None, (40 - SIZE.before, 40)),
    ],
)
def test_window(line: int, end: int | None, window: tuple[int, int]) -> None:
    """A few lines either side, clipped to the file."""
    found = region(_file(40), _diagnostic(line, end=end))
    assert (found.window.start_line, found.window.end_line) == window
    assert found.imports is None
    assert found.window.lines == tuple(_file(40).splitlines()[window[0] - 1 : window[1]])


@pytest.mark.parametrize(
    ("size", "figures"),
    [
        pytest.param(SIZE, (7, 6, 12, 9, 900), id="what the product shows"),
        pytest.param(Size(7), (3, 3, 8, 6, 450), id="half of it"),
        pytest.param(Size(40), (20, 19, 25, 22, 2571), id="three times as much"),
    ],
)
def test_all_grows_with_the_number_of_lines(size: Size, figures: tuple[int, ...]) -> None:
    assert (
        size.before,
        size.after,
        size.most_before,
        size.after_opening,
        size.characters,
    ) == figures
    found = region(_file(100), _diagnostic(50), size).window
    assert (50 - found.start_line, found.end_line - 50, len(found.lines)) == (*figures[:2], size.lines)


def test_reaches_up_to_the_function_and_stops_before_the_next() -> None:
    """The header is shown when it is near; the next function is not."""
    body = "".join(f"    a{n} = {n}\n" for n in range(SIZE.most_before - 1))
    code = f"y = 1\ndef f(a):\n{body}    return a\n\n\n@deco\ndef g():\n    pass\n"
    found = region(code, _diagnostic(2 + SIZE.most_before))
    assert found.window.lines[0] == "def f(a):"
    assert found.window.lines[-1] == "    return a"


def test_window_has_a_size_limit() -> None:
    """Long lines drop the farthest ones, never the diagnostic's own."""
    code = "".join(f"x{n} = '{'y' * 200}'\n" for n in range(1, 40))
    found = region(code, _diagnostic(20))
    assert sum(len(line) + 1 for line in found.window.lines) <= SIZE.characters
    assert found.window.start_line <= 20 <= found.window.end_line
    code = f"a = 1\nb = '{'y' * 3000}'\nc = 1\n"
    assert region(code, _diagnostic(2)).window.lines[0].startswith("b = 'yyy")


def test_opening_bracket_shows_more_below() -> None:
    """The cause of "never closed" lies below the opening that is named."""
    found = region(_file(40), _diagnostic(20, "'(' was never closed", "invalid-syntax"))
    assert found.window.end_line == 20 + SIZE.after_opening


def test_syntax_error_reaches_the_line_that_it_names() -> None:
    """`on line N` and the `try:` without `except` are in the window when they are near."""
    message = f"']' does not match opening parenthesis '(' on line {20 - SIZE.most_before}"
    found = region(_file(40), _diagnostic(20, message, "invalid-syntax"))
    assert found.window.start_line == 20 - SIZE.most_before
    code = "try:\n" + "".join(f"    x{n} = 1\n" for n in range(SIZE.most_before - 1)) + "y = 1\n"
    message = "expected 'except' or 'finally' block"
    assert region(code, _diagnostic(1 + SIZE.most_before, message, "invalid-syntax")).window.start_line == 1


def _unclosed(count: int) -> str:
    items = "".join(f"    item_{n},\n" for n in range(count))
    return f"{_file(20)}y = call(\n{items}\nz = 2\n{_file(20)}"


@pytest.mark.parametrize(
    ("count", "first", "opening"),
    [(3, 21 - SIZE.before, None), (12, 21, None), (23, 21, None), (24, 21 + 24 - SIZE.before, (21, 22))],
)
def test_of_a_bracket_that_nothing_closes_where_it_ends(
    count: int, first: int, opening: tuple[int, int] | None
) -> None:
    """A bracket goes to the end of what it holds, however far from its opening that is."""
    code = _unclosed(count)
    found = region(code, _diagnostic(21, "'(' was never closed", "invalid-syntax"))
    assert found.window.start_line == first
    assert found.covers([Edit(22 + count, 21 + count, (")",))])
    assert (found.imports and (found.imports.start_line, found.imports.end_line)) == opening
    whole = [line for span in found.spans for line in span.lines]
    assert "y = call(" in whole
    assert "z = 2" in whole


def test_a_bracket_at_the_end_of_the_file() -> None:
    code = "x = [\n" + "    1,\n" * 60
    found = region(code, _diagnostic(1, "'[' was never closed", "invalid-syntax"))
    assert found.covers([Edit(62, 61, ("]",))])
    assert found.imports is not None
    assert found.imports.lines == ("x = [", "    1,")


IMPORTS = '"""Doc."""\nimport os\nfrom a import (\n    b,\n)\n\n' + _file(40)


@pytest.mark.parametrize(
    "diagnostic",
    [
        _diagnostic(30, "Undefined name `sys`", "F821"),
        _diagnostic(30, 'Name "sys" is not defined  [name-defined]', "name-defined"),
        _diagnostic(30, 'Module has no attribute "x"', "attr-defined"),
        _diagnostic(30, "Unbound name [10]: Name `sys` is used but not defined", None),
        _diagnostic(30, '"sys" is not defined', "reportUndefinedVariable"),
        _diagnostic(30, "Name `sys` is used but not defined in the current scope.", "Unbound name [10]"),
        _diagnostic(30, "Annotation `A` is not defined as a type.", "Undefined or invalid type [11]"),
        _diagnostic(30, "name 'sys' is not defined", "NameError"),
    ],
    ids=lambda d: str(d.code),
)
def test_imports_for_names(diagnostic: Diagnostic) -> None:
    """A wrong name of any tool shows the import block too."""
    found = region(IMPORTS, diagnostic)
    assert found.imports is not None
    assert (found.imports.start_line, found.imports.end_line) == (2, 5)
    assert found.covers([Edit(2, 1, ("import sys",)), Edit(6, 5, ("import sys",)), Edit(30, 30, ())])


@pytest.mark.parametrize(
    "diagnostic",
    [
        _diagnostic(30, "`x` is too complex", "C901"),
        _diagnostic(30, '"Foo" has no attribute "x"', "attr-defined"),
    ],
    ids=lambda d: str(d.code),
)
def test_no_imports_otherwise(diagnostic: Diagnostic) -> None:
    """Nothing else pays for the import block."""
    assert region(IMPORTS, diagnostic).imports is None


def test_near_imports_join_the_window() -> None:
    """Adjacent and overlapping spans become one."""
    found = region(IMPORTS, _diagnostic(7 + SIZE.before, "Undefined name `sys`", "F821"))
    assert found.imports is None
    assert found.window.start_line == 2
    assert found.window.end_line == 7 + SIZE.before + SIZE.after


def test_long_import_block_keeps_whole_statements_at_its_end() -> None:
    """A few lines, beginning with a statement."""
    block = "".join(f"from m{n} import (\n    a{n},\n    b{n},\n)\n" for n in range(10))
    found = region(block + _file(40), _diagnostic(70, "Undefined name `sys`", "F821"))
    assert found.imports is not None
    assert found.imports.lines[0] == f"from m{10 - MAX_IMPORT_LINES // 4} import ("
    assert found.imports.end_line == 40
    one = "from m import (\n" + "".join(f"    a{n},\n" for n in range(30)) + ")\n"
    found = region(one + _file(40), _diagnostic(70, "Undefined name `sys`", "F821"))
    assert found.imports is not None
    assert len(found.imports.lines) == MAX_IMPORT_LINES
    assert found.imports.lines[-1] == ")"


_LONG = [
    "import Sys",
    "from collections.abc import Callable",
    "from json import dumps",
    "import traceback",
    *(f"from package.m{n} import a{n}, b{n}, c{n}" for n in range(20)),
]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param("sys", "import Sys", id="what is spelt alike"),
        pytest.param("json", "from json import dumps", id="a module of which a part is taken"),
        pytest.param("a7", "from package.m7 import a7, b7, c7", id="the name itself"),
        pytest.param("Mapping", "from collections.abc import Callable", id="the module that has it"),
        pytest.param("walk_tb", "import traceback", id="the module as a whole"),
        pytest.param("nothing_like_it", _LONG[-1], id="else the end"),
    ],
)
def test_of_a_long_import_block_what_the_name_may_have_to_do_with(name: str, line: str) -> None:
    code = "\n".join(_LONG) + "\n\n" + _file(40)
    found = region(code, _diagnostic(60, f"Undefined name `{name}`", "F821"))
    assert found.imports is not None
    assert line in found.imports.lines
    assert 1 < len(found.imports.lines) <= MAX_IMPORT_LINES
    first = found.imports.start_line - 1
    assert list(found.imports.lines) == _LONG[first : first + len(found.imports.lines)]


def test_the_end_of_an_import_that_is_too_long_itself() -> None:
    long = ["from m import (", *(f"    a{n}," for n in range(30)), ")"]
    code = "\n".join(long + [f"from package.m{n} import b{n}, c{n}" for n in range(20)]) + "\n\n" + _file(40)
    found = region(code, _diagnostic(90, "Undefined name `a3`", "F821"))
    assert found.imports is not None
    assert list(found.imports.lines) == long[-MAX_IMPORT_LINES:]


def test_no_imports_gives_the_place_of_the_first_one() -> None:
    """After shebang, comments and docstring an import can be inserted inside the region."""
    code = '#!/usr/bin/env python\n# x\n"""Doc\nmore"""\n\n' + _file(40)
    found = region(code, _diagnostic(30, "Undefined name `sys`", "F821"))
    assert found.imports is not None
    assert found.imports.covers(Edit(5, 4, ("import sys",)))
    assert len(found.imports.lines) == 2


def test_without_a_line_the_named_function() -> None:
    """The message or the instruction names the function; else the top of the file."""
    code = "import os\n\ndef alpha():\n    return 1\n\n\nclass C:\n    def beta(self):\n        return 2\n"
    assert region(code, _diagnostic(None, "wrong result of `beta`")).window.start_line == 8
    assert named_region(code, "a.py", "Make alpha() return 3").window.lines == (
        "def alpha():",
        "    return 1",
    )
    assert named_region(_file(100), "a.py", "tidy up").window.end_line == 40


def test_the_whole_function_for_what_a_test_found() -> None:
    """Its cause may be anywhere in it; one too long to show gets the lines around the place."""
    body = "".join(f"    x{n} = {n}\n" for n in range(30))
    code = f"import os\n\n\ndef alpha():\n{body}\n\ndef beta():\n    return 2\n"
    for line in (4, 20, 34):
        found = region(code, Diagnostic("pytest", "AssertionError", "m", "a.py", line)).window
        assert (found.start_line, found.end_line) == (4, 34)
    assert region(code, _diagnostic(20)).window.start_line > 4
    long = code.replace(body, body * 2)
    assert region(long, Diagnostic("pytest", "AssertionError", "m", "a.py", 30)).window.start_line > 4
    assert region(code, Diagnostic("pytest", "NameError", "m", "a.py", 1)).window.start_line == 1


def test_selected_lines() -> None:
    """A user's selection is shown as it is, clipped to the file."""
    assert selected_region(_file(9), "a.py", 3, 99).window.lines[0] == "x3 = 3"
    assert selected_region(_file(9), "a.py", 3, 99).window.end_line == 9


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_endings(ending: str) -> None:
    """C24: only CRLF, LF and CR end a line; a form feed and U+2028 don't."""
    code = _file(30).replace("x10 = 10", "x10 = '\x0c\u2028\x0b\x85'").replace("\n", ending)
    found = region(code, _diagnostic(20))
    assert found.window.lines[SIZE.before] == "x20 = 20"
    assert not any("\r" in line or "\n" in line for line in found.window.lines)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="a(:'\"#\\ \t\n\r\x0c\0@", max_size=200),
    st.integers(0, 60),
    st.sampled_from(["Undefined name `a`", "'(' was never closed", "x"]),
)
def test_any_text(code: str, line: int, message: str) -> None:
    """Whatever the text, the spans are true, in order and apart."""
    lines = line_texts(code)
    found = region(code, Diagnostic("ruff", "F821", message, "a.py", line or None))
    assert found == region(code, Diagnostic("ruff", "F821", message, "a.py", line or None))
    last = 0
    for span in found.spans:
        assert span.start_line > last
        assert span.lines == tuple(lines[span.start_line - 1 : span.end_line])
        last = span.end_line
    if line and lines:
        assert found.window.start_line <= min(line, len(lines)) <= found.window.end_line


def test_is_fast() -> None:
    """A large file costs milliseconds (a generous limit: other work may share the machine)."""
    code = "import os\n" + "".join(
        f"def f{n}(a, b):\n    total_{n} = a + b  # sum\n    return self.total_{n}\n\n\n" for n in range(400)
    )
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        region(code, _diagnostic(1500, "Undefined name `totl_300`", "F821"))
        best = min(best, time.perf_counter() - start)
    assert best < 0.05
