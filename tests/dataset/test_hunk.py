"""Pieces of a file as collections of fixes keep them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.hunk import as_hunk, piece
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span

LINES = (
    *("import os", "", ""),
    *(f"v{number} = {number}" for number in range(20)),
    *("", "", "def f(", "    x: str = None,", "    y: int = 1,", "):", "    return x", "", ""),
    *(f"w{number} = {number}" for number in range(30)),
)
LINE = LINES.index("    x: str = None,") + 1
EXAMPLE = Example(
    kind="synthetic",
    language="python",
    region=Region("a.py", Span(1, LINES)),
    diagnostics=(
        Diagnostic(
            "pyre", "Incompatible variable type [9]", "x is declared to have", "a.py", LINE, None, LINE
        ),
    ),
    patch_dsl=f"@@ {LINE}-{LINE}\n-     x: str = None,\n+     x: Optional[str] = None,",
    provenance=Provenance("someone/store", "abc", "a.py", "MIT"),
    injector="lost-optional",
)


def _hunks(example: Example, count: int = 200) -> list[Example]:
    made = [as_hunk(example, LINES, Random(seed)) for seed in range(count)]  # noqa: S311 - repeatable
    return [hunk for hunk in made if hunk is not None]


def test_half_are_as_a_diff_has_them_and_the_others_begin_anywhere() -> None:
    """The change is on any of the first lines; the patch is the same but for its place."""
    hunks = _hunks(EXAMPLE)
    assert len(hunks) == 200
    places = Counter(hunk.edits()[0].start_line for hunk in hunks)
    assert 90 < places[2] < 140
    assert {1, 3, 4, 5} <= places.keys()
    for hunk in hunks:
        assert problem_of(hunk) is None
        (edit,) = hunk.edits()
        assert edit.replacement == ("    x: Optional[str] = None,",)


def test_a_line_is_named_half_of_the_time() -> None:
    """It is the change's, counted as the piece's lines are."""
    hunks = _hunks(EXAMPLE)
    named = [hunk for hunk in hunks if hunk.diagnostics[0].line is not None]
    assert 70 < len(named) < 130
    assert all(hunk.diagnostics[0].line == hunk.edits()[0].start_line for hunk in named)


def test_a_rule_is_not_always_kept_apart() -> None:
    """It may be in the message, or its number alone, or nowhere. mypy's findings stay as they are."""
    told = Counter((h.diagnostics[0].code, h.diagnostics[0].message[:12]) for h in _hunks(EXAMPLE, 400))
    assert told.keys() == {
        ("Incompatible variable type [9]", "x is declare"),
        ("9", "x is declare"),
        (None, "x is declare"),
        (None, "Incompatible"),
    }
    mypy = replace(EXAMPLE, diagnostics=(replace(EXAMPLE.diagnostics[0], source="mypy", code="assignment"),))
    assert {hunk.diagnostics[0].code for hunk in _hunks(mypy)} == {"assignment"}


def test_the_line_of_the_finding_is_in_the_piece() -> None:
    """A few lines off it is; farther off it is no piece."""
    found = EXAMPLE.diagnostics[0]
    near = replace(EXAMPLE, diagnostics=(replace(found, line=LINE + 3, end_line=LINE + 3),))
    for hunk in _hunks(near, 30):
        line = hunk.diagnostics[0].line
        assert line is None or line - hunk.edits()[0].start_line == 3
    far = replace(EXAMPLE, diagnostics=(replace(found, line=LINE + 30, end_line=LINE + 30),))
    assert _hunks(far, 30) == []


def test_what_is_inserted_has_its_neighbours() -> None:
    """One line before, one after, where a diff has one of each."""
    made = replace(EXAMPLE, patch_dsl=f"@@ {LINE}-{LINE - 1}\n+     z: int,", diagnostics=(_at(LINE - 1),))
    places = Counter(hunk.edits()[0] for hunk in _hunks(made))
    assert places.most_common(1)[0][0] == Edit(2, 1, ("    z: int,",))


def test_nothing_to_do_is_no_piece() -> None:
    """There is no change to cut around."""
    assert as_hunk(replace(EXAMPLE, patch_dsl="<NO_EDIT>"), LINES, Random(1)) is None  # noqa: S311 - repeatable


def test_a_long_piece_is_shown_as_the_product_shows_it() -> None:
    """The window around the line that is named; all of it if the change would not be seen."""
    whole = piece(EXAMPLE, LINES, 1, 40, with_line=True, rng=Random(1))  # noqa: S311 - repeatable
    assert len(whole.region.window.lines) < 20
    far = replace(EXAMPLE, diagnostics=(_at(2),))
    assert piece(far, LINES, 1, 40, with_line=True, rng=Random(1)).region.window == Span(1, LINES[:40])  # noqa: S311


def _at(line: int) -> Diagnostic:
    return replace(EXAMPLE.diagnostics[0], line=line, end_line=line)
