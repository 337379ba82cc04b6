"""What is right for one region of a file that is wrong in many places."""

from __future__ import annotations

import pytest

from novaedit.edits import Region, Span
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.synth.rejected import RejectedError
from novaedit.synth.steps import next_step

CLEAN = "".join(f"print({i})\n" for i in range(12))
BROKEN = "".join(f"print {i}\n" for i in range(12))


def _region(first: int, last: int) -> Region:
    return Region("a.py", Span(first, tuple(line_texts(BROKEN)[first - 1 : last])))


def test_only_the_region_is_mended() -> None:
    """Up to its last line everything is right; the rest is for the next turn."""
    edits = next_step(BROKEN, diff_edits(BROKEN, CLEAN), _region(1, 5))
    assert apply_edits(BROKEN, edits) == "".join(CLEAN.splitlines(True)[:5] + BROKEN.splitlines(True)[5:])


def test_an_error_before_the_region_is_not_passed_over() -> None:
    """The first error would stay, so this region is the wrong one."""
    with pytest.raises(RejectedError, match="outside the region"):
        next_step(BROKEN, diff_edits(BROKEN, CLEAN), _region(3, 7))
