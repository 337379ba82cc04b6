"""A window is read as code wherever it was cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.dataset.fragment import cuts, fragments
from novaedit.edits import Region, Span
from tests.dataset.records import example


def _window(text: str, patch: str = "<NO_EDIT>", start: int = 10) -> tuple[str, ...]:
    record = replace(example(patch=patch), region=Region("a.py", Span(start, tuple(text.split("\n")))))
    return tuple("" if (error := side.error()) is None else error.msg for side in fragments(record))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = 1", id="at the left margin"),
        pytest.param("    return x", id="inside a function"),
        pytest.param("        y = 2\n    return x\n\nz = 3", id="back to two lesser depths"),
        pytest.param("            a()\n        else:\n            b()", id="inside an if with an else"),
        pytest.param("        a()\n    except OSError:\n        b()", id="inside a try"),
        pytest.param(
            "        a()\n    except OSError:\n        b()\n    finally:\n        c()", id="and its end"
        ),
        pytest.param("\ta()\nb()", id="tabs"),
        pytest.param("      # odd comment\n    await x", id="a comment is no depth"),
    ],
)
def test_cut_code_is_readable(text: str) -> None:
    """Headers stand for what is cut off."""
    assert _window(text) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def f(:\n    pass", id="a bracket"),
        pytest.param("    x = 1\n        y = 2", id="an indentation"),
        pytest.param("    return x)", id="a surplus bracket inside a function"),
    ],
)
def test_broken_code_stays_broken(text: str) -> None:
    """No header hides a mistake."""
    assert all(_window(text))


def test_both_sides_of_a_patch() -> None:
    """Before with the mistake, after without; lines keep their numbers whatever stands before them."""
    before, after = fragments(example())
    error = before.error()
    assert error is not None
    assert before.number(error.lineno) == 7
    assert after.error() is None
    assert after.text == "import os\ndef f(x):\n    return x\n"
    assert after.numbers == (1, 7, 8)


def test_what_is_edited_or_complained_of_is_never_cut_off() -> None:
    """Line 7 has the finding and the edit: only line 8 may go."""
    assert list(cuts(example())) == [(0, 0), (0, 1)]


def test_least_is_cut_off_first() -> None:
    """Each cut takes as much as the one before it, or more."""
    lines = tuple(f"x = {n}" for n in range(10, 20))
    record = replace(example(patch="@@ 14-14\n- x = 14\n+ x = 0"), region=Region("a.py", Span(10, lines)))
    found = list(cuts(replace(record, diagnostics=())))
    assert [head + tail for head, tail in found] == sorted(head + tail for head, tail in found)
    assert max(head for head, _ in found) == 4
    assert max(tail for _, tail in found) == 5
