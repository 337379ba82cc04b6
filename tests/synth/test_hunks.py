"""A record without the rest of its file."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from novaedit.dataset.check import problem_of
from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region, Span
from novaedit.synth.hunks import as_hunk

EXAMPLE = Example(
    kind="synthetic",
    language="python",
    region=Region("a.py", Span(41, ("def f(x: str = None):", "    return x"))),
    diagnostics=(Diagnostic("pyre", "Incompatible variable type [9]", "x is declared", "a.py", 41),),
    patch_dsl="@@ 41-41\n- def f(x: str = None):\n+ def f(x: str | None = None):",
    provenance=Provenance("someone/store", "abc", "a.py", "MIT"),
    injector="lost-optional",
)


def test_numbers_begin_at_one_and_a_line_is_named_half_of_the_time() -> None:
    """The patch is the same but for its place."""
    made = [as_hunk(EXAMPLE, Random(seed)) for seed in range(20)]  # noqa: S311 - repeatable, not secret
    assert {example.diagnostics[0].line for example in made} == {1, None}
    for example in made:
        assert example.edits() == (Edit(1, 1, ("def f(x: str | None = None):",)),)
        assert example.region.window.start_line == 1
        assert problem_of(example) is None


def test_a_patch_outside_the_window_needs_the_file() -> None:
    """Nothing is cut off then."""
    imports = Span(1, ("import os",))
    region = Region("a.py", EXAMPLE.region.window, imports)
    example = replace(EXAMPLE, region=region, patch_dsl="@@ 2-1\n+ import sys")
    assert as_hunk(example, Random(1)) is example  # noqa: S311 - repeatable, not secret
