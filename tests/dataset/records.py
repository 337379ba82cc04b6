"""Examples to test with."""

from __future__ import annotations

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span

LINES = ("def f(x)", "    return x")


def example(
    *,
    patch: str = "@@ 7-7\n- def f(x)\n+ def f(x):",
    repo: str = "someone/something",
    licence: str = "MIT",
    lines: tuple[str, ...] = LINES,
) -> Example:
    """A record about line 7 of a file and what follows, with a missing colon."""
    return Example(
        kind="synthetic",
        language="python",
        region=Region("src/a.py", Span(7, lines), Span(1, ("import os",))),
        diagnostics=(Diagnostic("parser", "invalid-syntax", "expected ':'", "src/a.py", 7, 9),),
        patch_dsl=patch,
        provenance=Provenance(repo, "abc", "src/a.py", licence),
        injector="missing-colon",
    )
