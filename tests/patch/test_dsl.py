"""The DSL is read strictly and written so that it reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given

from novaedit.edits import Edit
from novaedit.errors import DslError, PatchError
from novaedit.lines import line_texts
from novaedit.patch.dsl import format_dsl, parse_dsl
from tests.patch.texts import edited_texts

LINES = ["def f():", "    return 1", "", "x = 2"]


@given(edited_texts())
def test_what_is_written_reads_back_the_same(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    lines = line_texts(text)
    assert parse_dsl(format_dsl(edits, lines), lines) == edits
    short = format_dsl(edits, lines, removals=False)
    assert parse_dsl(short, lines, removals=False) == edits


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        pytest.param("<NO_EDIT>", (), id="no edit"),
        pytest.param(" <NO_EDIT>\n", (), id="no edit with blanks around it"),
        pytest.param(
            "@@ 2-2\n-     return 1\n+     return 2", (Edit(2, 2, ("    return 2",)),), id="replace"
        ),
        pytest.param("@@ 3-3\n- ", (Edit(3, 3, ()),), id="delete an empty line"),
        pytest.param("@@ 1-0\n+ import os", (Edit(1, 0, ("import os",)),), id="insert before the first line"),
        pytest.param("@@ 5-4\n+ y = 3\n+ ", (Edit(5, 4, ("y = 3", "")),), id="append after the last line"),
        pytest.param("@@ 4-4\n- x = 2\n+ @@ 1-1\n", (Edit(4, 4, ("@@ 1-1",)),), id="a final newline is fine"),
    ],
)
def test_well_formed_patches(text: str, edits: tuple[Edit, ...]) -> None:
    assert parse_dsl(text, LINES) == edits


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("x = 3", id="no header"),
        pytest.param("@@ 4-4 @@\n- x = 2\n+ x = 3", id="unified header"),
        pytest.param("@@ 04-04\n- x = 2\n+ x = 3", id="padded number"),
        pytest.param("@@ 0-0\n+ x", id="line zero"),
        pytest.param("@@ 5-5\n- \n+ x", id="past the end"),
        pytest.param("@@ 6-5\n+ x", id="insertion past the end"),
        pytest.param("@@ 4-2\n+ x", id="end before start"),
        pytest.param("@@ 99999999999-99999999999\n+ x", id="absurd number"),
        pytest.param("@@ 4-4\n- x = 1\n+ x = 3", id="removes another line"),
        pytest.param("@@ 4-4\n- x = 2 \n+ x = 3", id="removes the line with a trailing blank"),
        pytest.param("@@ 4-4\n+ x = 3", id="the removal is missing"),
        pytest.param("@@ 1-2\n- def f():\n+ def g():", id="a removal is missing"),
        pytest.param("@@ 4-4\n+ x = 3\n- x = 2", id="additions first"),
        pytest.param("@@ 4-4\n-x = 2\n+x = 3", id="no space after the sign"),
        pytest.param("@@ 4-4\n- x = 2\n+", id="no space after the sign of an empty line"),
        pytest.param("@@ 4-4\n- x = 2\n  x = 3", id="context line"),
        pytest.param("@@ 1-0", id="inserts nothing"),
        pytest.param("@@ 4-4\n- x = 2\n\n@@ 1-0\n+ y", id="blank line between hunks"),
        pytest.param("@@ 4-4\n- x = 2\n@@ 1-1\n- def f():", id="descending"),
        pytest.param("@@ 1-2\n- def f():\n-     return 1\n@@ 2-2\n-     return 1", id="overlapping"),
        pytest.param("@@ 1-0\n+ a\n@@ 1-0\n+ b", id="two insertions at one place"),
        pytest.param("@@ 4-4\n- x = 2\n+ x = 3\r", id="a carriage return in a replacement"),
        pytest.param("<NO_EDIT>\n@@ 1-0\n+ a", id="no edit, and yet an edit"),
    ],
)
def test_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(DslError):
        parse_dsl(text, LINES)


def test_the_short_form_may_not_carry_removals() -> None:
    with pytest.raises(DslError):
        parse_dsl("@@ 4-4\n- x = 2\n+ x = 3", LINES, removals=False)


def test_an_empty_file_takes_an_insertion() -> None:
    assert parse_dsl("@@ 1-0\n+ x = 1", []) == (Edit(1, 0, ("x = 1",)),)


def test_edits_past_the_content_cannot_be_written() -> None:
    with pytest.raises(PatchError):
        format_dsl((Edit(5, 5, ("x",)),), LINES)
