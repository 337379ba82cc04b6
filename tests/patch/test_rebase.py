"""Rebased edits agree with `git merge-file`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novaedit.edits import Edit
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.patch.rebase import rebase_edits

BASE = "".join(f"line {number}\n" for number in range(1, 13))


def _merge_file(folder: Path, ours: str, base: str, theirs: str) -> str | None:
    for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
        (folder / name).write_text(text)
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=folder, capture_output=True, check=False
    )
    return done.stdout.decode() if done.returncode == 0 else None


@st.composite
def _versions(draw: st.DrawFn) -> str:
    lines = BASE.splitlines()
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines)))
        stop = min(len(lines), at + draw(st.integers(0, 2)))
        lines[at:stop] = draw(st.lists(st.sampled_from(["new", "other", "third"]), max_size=2))
    return "".join(f"{line}\n" for line in lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=_versions(), theirs=_versions())
def test_the_result_is_that_of_git_merge_file(tmp_path: Path, ours: str, theirs: str) -> None:
    moved = rebase_edits(diff_edits(BASE, theirs), diff_edits(BASE, ours))
    merged = _merge_file(tmp_path, ours, BASE, theirs)
    if moved is not None:
        assert apply_edits(ours, moved) == merged


@pytest.mark.parametrize(
    ("edit", "change", "expected"),
    [
        pytest.param(Edit(5, 5, ("x",)), Edit(2, 1, ("a", "b")), (Edit(7, 7, ("x",)),), id="insertion above"),
        pytest.param(Edit(5, 5, ("x",)), Edit(1, 2, ()), (Edit(3, 3, ("x",)),), id="deletion above"),
        pytest.param(Edit(5, 5, ("x",)), Edit(7, 7, ()), (Edit(5, 5, ("x",)),), id="change below"),
        pytest.param(Edit(5, 5, ("x",)), Edit(5, 5, ("x",)), (), id="the same change"),
        pytest.param(Edit(5, 5, ("x",)), Edit(5, 5, ("y",)), None, id="the same line"),
        pytest.param(Edit(5, 5, ("x",)), Edit(6, 6, ("y",)), None, id="the next line"),
        pytest.param(Edit(5, 5, ("x",)), Edit(5, 4, ("y",)), None, id="insertion just above"),
        pytest.param(Edit(5, 5, ("x",)), Edit(6, 5, ("y",)), None, id="insertion just below"),
        pytest.param(Edit(5, 4, ("x",)), Edit(5, 4, ("y",)), None, id="two insertions at one place"),
        pytest.param(Edit(5, 5, ("x",)), Edit(3, 3, ("y",)), (Edit(5, 5, ("x",)),), id="one line between"),
    ],
)
def test_one_edit_over_one_change(edit: Edit, change: Edit, expected: tuple[Edit, ...] | None) -> None:
    assert rebase_edits([edit], [change]) == expected
