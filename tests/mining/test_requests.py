"""Which small fixes become records by their message alone."""

from __future__ import annotations

import pytest

from novaedit.dataset.example import Example
from novaedit.languages import languages
from novaedit.mining.origin import Origin
from novaedit.mining.requests import request_of
from novaedit.patch.apply import diff_edits
from tests.fixer.scripted import TextTree
from tests.mining.histories import MENDED, pair_of

_AFTER = MENDED.replace("result = 0", "result = 1")
_MESSAGE = "Fix total starting at zero"


def _request(
    before: str = MENDED, after: str = _AFTER, message: str = _MESSAGE, path: str = "a.py", *others: str
) -> Example | None:
    pair = pair_of(before, after, message, path, *others)
    edits = diff_edits(before, after)
    return request_of(pair, (), (), edits, languages["python"], TextTree({}), Origin("a/b", "", "MIT"))


def test_a_few_lines_of_one_function() -> None:
    """The function is the region, the message the instruction; tests may change too."""
    example = _request(MENDED, _AFTER, _MESSAGE, "a.py", "tests/test_a.py")
    assert example is not None
    assert (example.instruction, example.region.window.start_line) == (_MESSAGE, 4)


def test_a_long_function_is_cut_around_the_change() -> None:
    """As somebody would select the lines."""
    body = "".join(f"    value_{n} = {n}\n" for n in range(50))
    before = f"def f():\n{body}    return value_1\n"
    example = _request(before, before.replace("value_20 = 20", "value_20 = 21"), "Fix wrong value of 20")
    assert example is not None
    assert (example.region.window.start_line, example.region.window.end_line) == (14, 30)


@pytest.mark.parametrize(
    ("after", "message", "path", "others"),
    [
        pytest.param(_AFTER, "Change the start", "a.py", (), id="no fix"),
        pytest.param(_AFTER, _MESSAGE, "tests/test_a.py", (), id="a test"),
        pytest.param(_AFTER, _MESSAGE, "a.py", ("b.py",), id="another file too"),
        pytest.param(_AFTER.replace("HOME", "USER"), _MESSAGE, "a.py", (), id="two hunks"),
        pytest.param(MENDED.replace('"HOME"', '"USER"'), _MESSAGE, "a.py", (), id="only text"),
        pytest.param(MENDED.replace("= 0", "= 0  # zero"), _MESSAGE, "a.py", (), id="only a comment"),
        pytest.param(MENDED.replace("import os", "import os, total"), _MESSAGE, "a.py", (), id="no function"),
        pytest.param(MENDED.replace("= 0", "= start"), _MESSAGE, "a.py", (), id="a word out of nowhere"),
        pytest.param(
            MENDED.replace("    return result", "    result += 1\n" * 7 + "    return result"),
            _MESSAGE,
            "a.py",
            (),
            id="too many lines",
        ),
        pytest.param(MENDED.replace("    return result\n", ""), _MESSAGE, "a.py", (), id="a statement less"),
    ],
)
def test_others_do_not(after: str, message: str, path: str, others: tuple[str, ...]) -> None:
    """Nobody could tell from the message what to do, or it is not the code that changes."""
    assert _request(MENDED, after, message, path, *others) is None
