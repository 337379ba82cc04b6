"""Edits change the lines they name and not one byte more."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from novaedit.edits import Edit
from novaedit.errors import PatchError
from novaedit.lines import line_texts, split_lines
from novaedit.patch.apply import apply_edits, diff_edits, minimal_edits
from tests.patch.texts import edited_texts, texts


def _expected_lines(text: str, edits: tuple[Edit, ...]) -> list[str]:
    lines = line_texts(text)
    for edit in reversed(edits):
        lines[edit.start_line - 1 : edit.end_line] = edit.replacement
    return lines


@given(edited_texts())
def test_the_lines_are_those_asked_for(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    assert line_texts(apply_edits(text, edits)) == _expected_lines(text, edits)


@given(edited_texts())
def test_untouched_lines_keep_their_bytes(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    first = edits[0].start_line - 1
    head = "".join(content + ending for content, ending in split_lines(text)[: max(0, first - 1)])
    assert apply_edits(text, edits).startswith(head)


@given(edited_texts())
def test_whether_the_text_ends_in_a_newline_stays(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    expected = _expected_lines(text, edits)
    if text and expected and expected[-1]:
        assert apply_edits(text, edits).endswith(("\n", "\r")) == text.endswith(("\n", "\r"))


@given(edited_texts())
def test_the_difference_of_the_result_is_the_edit(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    result = apply_edits(text, edits)
    again = apply_edits(text, diff_edits(text, result))
    assert line_texts(again) == line_texts(result)
    if len({ending for _, ending in split_lines(text) if ending}) == 1:
        assert again == result


@given(edited_texts())
def test_minimal_edits_do_the_same_with_less(case: tuple[str, tuple[Edit, ...]]) -> None:
    text, edits = case
    lines = line_texts(text)
    shrunk = minimal_edits(edits, lines)
    assert _expected_lines(text, shrunk) == _expected_lines(text, edits)
    assert sum(len(edit.replacement) for edit in shrunk) <= sum(len(edit.replacement) for edit in edits)
    assert minimal_edits(shrunk, lines) == shrunk


@given(texts())
def test_no_edits_and_no_difference(text: str) -> None:
    assert apply_edits(text, ()) == text
    assert diff_edits(text, text) == ()


@pytest.mark.parametrize(
    ("text", "edit", "result"),
    [
        pytest.param("a\r\nb\r\n", Edit(2, 2, ("c", "d")), "a\r\nc\r\nd\r\n", id="CRLF"),
        pytest.param("a\rb\r", Edit(1, 1, ("c",)), "c\rb\r", id="CR"),
        pytest.param(
            "a\nb\r\nc\n", Edit(2, 2, ("x", "y")), "a\nx\r\ny\r\nc\n", id="mixed: the replaced line's"
        ),
        pytest.param(
            "a\r\nb\nc\r\n", Edit(3, 2, ("x",)), "a\r\nb\nx\r\nc\r\n", id="insertion: the commonest"
        ),
        pytest.param("a\nb", Edit(2, 2, ("c",)), "a\nc", id="no final newline"),
        pytest.param("a\nb", Edit(3, 2, ("c",)), "a\nb\nc", id="appending to no final newline"),
        pytest.param("a\nb", Edit(2, 2, ()), "a", id="deleting the open last line"),
        pytest.param("a", Edit(1, 0, ("b",)), "b\na", id="inserting before the only line"),
        pytest.param("a\n\nb", Edit(3, 3, ()), "a\n\n", id="an empty last line needs its ending"),
        pytest.param("\ufeffa\n", Edit(2, 1, ("b",)), "\ufeffa\nb\n", id="BOM"),
        pytest.param("", Edit(1, 0, ("a",)), "a\n", id="empty"),
        pytest.param("a\n", Edit(1, 1, ()), "", id="to empty"),
        pytest.param(
            "a\x0cb\nc\u2028d\n", Edit(2, 2, ("e",)), "a\x0cb\ne\n", id="form feed and U+2028 end no line"
        ),
    ],
)
def test_endings(text: str, edit: Edit, result: str) -> None:
    assert apply_edits(text, [edit]) == result


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([Edit(3, 3, ())], id="past the end"),
        pytest.param([Edit(4, 3, ("x",))], id="insertion past the end"),
        pytest.param([Edit(1, 2, ()), Edit(2, 2, ())], id="overlap"),
        pytest.param([Edit(2, 2, ()), Edit(1, 1, ())], id="descending"),
        pytest.param([Edit(1, 0, ("x",)), Edit(1, 0, ("y",))], id="two insertions at one place"),
    ],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(PatchError):
        apply_edits("a\nb\n", edits)


def test_a_long_file_takes_milliseconds() -> None:
    lines = [f"line {number % 700}" for number in range(20_000)]
    after = ["new", *lines[1:10_000], *lines[10_001:-1], "last"]
    before_text, after_text = "\n".join(lines) + "\n", "\n".join(after) + "\n"
    diff_edits(before_text, after_text)
    started = time.perf_counter()
    edits = diff_edits(before_text, after_text)
    assert time.perf_counter() - started < 0.5
    assert edits == (Edit(1, 1, ("new",)), Edit(10_001, 10_001, ()), Edit(20_000, 20_000, ("last",)))


@pytest.mark.parametrize(
    ("text", "edit", "after"),
    [
        ("a\n\n\rb\n", Edit(4, 3, ("",)), "a\n\n\r\rb\n"),  # put in
        ("a\rx\n\nb\n", Edit(2, 2, ()), "a\r\rb\n"),  # left over
    ],
)
def test_no_two_lines_become_one(text: str, edit: Edit, after: str) -> None:
    assert apply_edits(text, [edit]) == after
