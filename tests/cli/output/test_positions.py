"""Whole-line edits as character ranges agree with the applier, whatever the text ends in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.cli.output.positions import Place, TextEdit, byte_column, edited, text_edits
from novaedit.edits import Edit
from novaedit.lines import split_lines
from novaedit.patch.apply import apply_edits

_LINES = st.lists(st.sampled_from(["", "a", "é", "\x0c x"]), max_size=3)


def _apply(text: str, edit: TextEdit) -> str:
    start, end = (_offset(text, place) for place in (edit.start, edit.end))
    return text[:start] + edit.text + text[end:]


def _offset(text: str, place: Place) -> int:
    lines = [content + ending for content, ending in split_lines(text)]
    return sum(map(len, lines[: place.line - 1])) + place.column - 1


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a", "b", "\u2028é"]), st.sampled_from(["\n", "\r\n", "\r"])),
        max_size=5,
    ),
    st.sampled_from(["", "end"]),
    st.data(),
)
def test_text_edit_does_what_apply_edits_does(
    pairs: list[tuple[str, str]], tail: str, data: st.DataObject
) -> None:
    text = "".join(content + ending for content, ending in pairs) + tail
    count = len(split_lines(text))
    start = data.draw(st.integers(1, count + 1))
    end = data.draw(st.integers(start - 1, count)) if start <= count else start - 1
    replacement = data.draw(_LINES.filter(lambda lines: bool(lines) or end >= start))
    edit = Edit(start, end, tuple(replacement))
    (text_edit,) = text_edits(text.encode(), (edit,))
    assert _apply(text, text_edit) == apply_edits(text, [edit])


@pytest.mark.parametrize(("column", "expected"), [(1, 1), (2, 3), (3, 4), (9, 10)])
def test_byte_column(column: int, expected: int) -> None:
    assert byte_column("éa\n".encode(), Place(1, column)) == expected


def test_undecodable_bytes_survive() -> None:
    assert edited(b"\xff\xfea\nb\n", [Edit(2, 2, ("c",))]) == b"\xff\xfea\nc\n"


def test_a_byte_order_mark_stays_and_counts_only_in_bytes() -> None:
    content = b"\xef\xbb\xbfa\n"
    assert edited(content, [Edit(1, 1, ("b",))]) == b"\xef\xbb\xbfb\n"
    assert text_edits(content, (Edit(1, 1, ("b",)),))[0].start == Place(1, 1)
    assert byte_column(content, Place(1, 1)) == 4
