"""Records with fewer lines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from novaedit.dataset import example as module
from novaedit.dataset.example import Example, Provenance
from novaedit.dataset.narrow import narrowed
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.languages.python.regions import SIZE, Size, region
from novaedit.patch.dsl import NO_EDIT

_CODE = Path(module.__file__).read_text(encoding="utf-8")
_UNDEFINED = Diagnostic("ruff", "F821", "Undefined name `json`", "a.py", 1)
_UNUSED = Diagnostic("ruff", "F841", "Local variable `x` is never used", "a.py", 1)
_OPEN = Diagnostic("parser", "invalid-syntax", "'(' was never closed", "a.py", 1)
_LINES = tuple(f"x{n} = {n}" for n in range(1, 41))


def _example(shown: Region, found: Diagnostic, patch: str = NO_EDIT) -> Example:
    return Example("synthetic", "python", shown, (found,), patch, Provenance("a/b", "0", "a.py", "MIT"))


@pytest.mark.parametrize("finding", [_UNDEFINED, _UNUSED, _OPEN], ids=lambda found: found.code)
@pytest.mark.parametrize("lines", [7, SIZE.lines, 40])
def test_it_is_what_the_region_would_have_been(finding: Diagnostic, lines: int) -> None:
    """At every line of a file of ours, from windows of forty lines."""
    for line in range(1, _CODE.count("\n") + 1):
        found = replace(finding, line=line)
        wide = _example(region(_CODE, found, Size(40)), found)
        less = narrowed(wide, lines)
        assert less is not None
        assert less.region == region(_CODE, found, Size(lines))


def test_a_patch_out_of_sight_leaves_nothing_to_learn() -> None:
    wide = _example(
        Region("a.py", Span(1, _LINES)), replace(_UNUSED, line=20), "@@ 12-12\n- x12 = 12\n+ y = 1"
    )
    less = narrowed(wide, 20)
    assert less is not None
    assert less.region.window.start_line == 10
    assert less.edits() == wide.edits()
    assert narrowed(wide, 7) is None


@pytest.mark.parametrize(
    "found", [(), (replace(_UNUSED, line=None),)], ids=["no finding", "a finding without a line"]
)
def test_what_is_no_window_around_a_finding_stays(found: tuple[Diagnostic, ...]) -> None:
    whole = replace(_example(Region("a.py", Span(1, _LINES)), _UNUSED), diagnostics=found)
    assert narrowed(whole, 7) is whole
