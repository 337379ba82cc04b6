"""Line numbers through a row of edits, against the texts themselves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.fixer.tracking import LineMap, edits_within, shift
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits


@st.composite
def edits_of(draw: st.DrawFn, count: int) -> tuple[Edit, ...]:
    """Up to three edits, a line apart at least, of a text of `count` lines."""
    edits = []
    position = 1
    for _ in range(draw(st.integers(0, 3))):
        if position > count:
            break
        start = draw(st.integers(position, count))
        end = draw(st.integers(start - 1, min(start + 2, count)))
        new = tuple(draw(st.lists(st.sampled_from(["new", "other"]), min_size=int(end < start), max_size=3)))
        edits.append(Edit(start, end, new))
        position = end + 3
    return tuple(edits)


@given(st.data())
def test_unchanged_lines_keep_their_numbers(data: st.DataObject) -> None:
    text = "".join(f"line {n}\n" for n in range(1, 13))
    lines = LineMap.identity(12)
    for _ in range(3):
        edits = data.draw(edits_of(len(line_texts(text))))
        text, lines = apply_edits(text, edits), lines.after(edits)
        for current, origin in zip(line_texts(text), lines.origins, strict=True):
            assert current == (f"line {origin}" if origin else current)


@given(st.data())
def test_every_change_belongs_to_the_step_that_made_it(data: st.DataObject) -> None:
    original = text = "".join(f"line {n}\n" for n in range(1, 13))
    lines, gaps = LineMap.identity(12), []
    for _ in range(2):
        edits = data.draw(edits_of(len(line_texts(text))))
        gaps += [lines.gap(edit) for edit in edits]
        text, lines = apply_edits(text, edits), lines.after(edits)
    whole = diff_edits(original, text)
    assert set(edits_within(whole, gaps)) == set(whole)


def test_a_finding_moves_with_its_line() -> None:
    finding = Diagnostic("ruff", "F821", "m", "a.py", line=5, end_line=6)
    moved = shift(finding, [Edit(1, 0, ("a", "b")), Edit(3, 3, ())])
    assert (moved.line, moved.end_line) == (6, 7)


def test_the_original_line_of_a_rewritten_one_is_the_one_above() -> None:
    lines = LineMap.identity(3).after([Edit(2, 2, ("x", "y"))])
    assert [lines.original_line(n) for n in (1, 2, 3, 4)] == [1, 1, 1, 3]
    assert lines.is_rewritten(2)
