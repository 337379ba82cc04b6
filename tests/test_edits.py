"""What an edit removes and adds."""

from __future__ import annotations

import pytest

from novaedit.edits import Edit, changed_lines


@pytest.mark.parametrize(
    ("edit", "removed", "growth"),
    [
        pytest.param(Edit(1, 2, ("a",)), 2, -1, id="one line for two"),
        pytest.param(Edit(5, 4, ("b", "c")), 0, 2, id="an insertion"),
        pytest.param(Edit(3, 3, ()), 1, -1, id="a deletion"),
    ],
)
def test_lines(edit: Edit, removed: int, growth: int) -> None:
    assert (edit.removed, edit.growth) == (removed, growth)


def test_changed_lines_are_removed_plus_added() -> None:
    assert changed_lines([Edit(1, 2, ("a",)), Edit(5, 4, ("b", "c"))]) == 5
