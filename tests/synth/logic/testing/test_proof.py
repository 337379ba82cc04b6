"""Tests of records, run again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.dataset.example import Example, Provenance
from novaedit.edits import Edit, Region, Span
from novaedit.patch.dsl import format_dsl
from novaedit.synth.logic.testing.proof import try_tests

_CODE = ("import math", "", "STEP = 2", "", "", "def up(n):", "    return math.ceil(n) + STEP")
_TEST = ("def test_up():", "    assert up(1.5) == 4")


def _record(*test: str, code: tuple[str, ...] = _CODE, head: tuple[str, ...] = ()) -> Example:
    edits = [Edit(1, 0, head)] if head else []
    edits.append(Edit(len(code) + 1, len(code), ("", "", *test)))
    region = Region("up.py", Span(1, code))
    dsl = format_dsl(edits, code)
    return Example("tests", "python", region, (), dsl, Provenance("a/b", "", "up.py", "MIT"), "Test up.")


_ROWS = "@pytest.mark.parametrize(('n', 'expected'), [(1, 3), (0.5, {})])"
_TABLE = ("def test_up(n, expected):", "    assert up(n) == expected")
_RAISES = ("def test_up():", "    with pytest.raises(TypeError):", "        up({})")
_HEAD = ("import pytest", "", "")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(_record(*_TEST), "passes", id="asserts"),
        pytest.param(_record(*_TEST, code=_CODE[5:]), "undecided", id="what it needs is not shown"),
        pytest.param(_record("def test_up():", "    assert up(1.5) == 5"), "fails", id="wrong value"),
        pytest.param(_record(_ROWS.format(3), *_TABLE, head=_HEAD), "passes", id="table"),
        pytest.param(_record(_ROWS.format(4), *_TABLE, head=_HEAD), "fails", id="wrong row"),
        pytest.param(_record(_ROWS.format(3), *_TABLE), "undecided", id="pytest is not imported"),
        pytest.param(_record(*_RAISES[:2], "        up('a')", head=_HEAD), "passes", id="raises"),
        pytest.param(_record(*_RAISES[:2], "        up(1)", head=_HEAD), "fails", id="does not raise"),
        pytest.param(
            _record("def test_up():", "    open('x', 'w')", "    assert up(1.5) == 4"),
            "undecided",
            id="not pure",
        ),
        pytest.param(_record("@fixture", *_TEST), "undecided", id="another decorator"),
        pytest.param(_record("def test_up(:"), "undecided", id="not Python"),
        pytest.param(_record("X = 1"), "undecided", id="no test"),
        pytest.param(_record("def test_up():", "    while True:", "        pass"), "fails", id="hangs"),
        pytest.param(replace(_record(*_TEST), kind="code"), None, id="another kind"),
    ],
)
def test_records(record: Example, expected: str | None) -> None:
    assert try_tests([record]) == [expected]


def test_a_case_that_is_added_to_a_test() -> None:
    """The whole test is run, and the tests that were there before are not."""
    code = (*_CODE, "", "", *_TEST, "", "", "def test_other():", "    assert up(1) == 99")
    for line, expected in (("    assert up(3) == 5", "passes"), ("    assert up(3) == 6", "fails")):
        region = Region("up.py", Span(1, code))
        dsl = format_dsl([Edit(12, 11, (line,))], code)
        record = Example("tests", "python", region, (), dsl, Provenance("a/b", "", "up.py", "MIT"), "More.")
        assert try_tests([record]) == [expected]
