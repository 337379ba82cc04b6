"""What a caller asks of a run. Every view (command, hook, server) fills in the same options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from novaedit.diagnostics import Diagnostic, Fingerprint
from novaedit.edits import Edit

#: Edits of lines first..last of a text, any of which may answer a finding; see synth/neighbours.py.
Neighbours = Callable[[str, Diagnostic, int, int], Sequence[tuple[Edit, ...]]]

#: The least confidence by default in a fix that makes a failing test pass: the test says more than the
#: model does. Measured: runs/README.md.
LEAST_TESTED = 0.1


@dataclass(frozen=True, slots=True)
class Options:
    """`select`/`ignore` are code prefixes, `per_file_ignores` pairs of a glob and such prefixes.

    `lines` are selected ranges (path, first, last); `tools` None means what the project uses;
    `max_time` is in seconds for the whole run;
    `foreign` are diagnostics read from a file; `tests` is the command, split into words;
    `only`, if given, are the findings to answer, beside syntax errors and failing tests;
    `avoid` are texts of a file that no fix may lead to: what was proposed before, when asked once more.
    `min_confidence_tested` takes the place of `min_confidence` where a failing test is what is answered.
    `neighbours`, if given, are tried where a parser, a type checker or a failing test decides, and nothing
    likelier that the model wrote helps.
    `slow_runs` is how often mypy and the tests may run for candidates; each costs about a second.
    """

    whole_file: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lines: tuple[tuple[str, int, int], ...] = ()
    instruction: str | None = None
    tests: tuple[str, ...] = ()
    foreign: tuple[Diagnostic, ...] = ()
    tools: tuple[str, ...] | None = None
    python: str | None = None
    max_time: float = 60.0
    min_confidence: float = 0.0
    min_confidence_tested: float = 0.0
    candidates: int = 8
    only: frozenset[Fingerprint] | None = None
    avoid: frozenset[str] = frozenset()
    slow_runs: int = 24
    neighbours: Neighbours | None = None
