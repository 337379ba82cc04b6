"""Our own functions: all of them run, none is one of the benchmarks'."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.logic.library import FOLDER, entries
from novaedit.synth.logic.never_names import is_never
from novaedit.synth.logic.sandbox import Job, Sandbox


def test_every_function_runs_with_every_sample_call() -> None:
    """Deterministic plain results, two different ones at least."""
    found = list(entries())
    names = [entry.name for entry in found]
    defined = [
        node.name
        for path in FOLDER.glob("*.txt")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert sorted(names) == sorted(defined)
    assert len(set(names)) == len(names) >= 250
    with Sandbox() as sandbox:
        for entry in found:
            job = Job(entry.name, entry.context, entry.source, 1, [entry.arguments], [entry.source])
            outcome = sandbox.run(job, 2)
            assert outcome is not None, entry.name
            assert {call.arguments for call in outcome.calls} == set(entry.arguments), entry.name


def test_none_has_a_name_of_the_never_list() -> None:
    assert [entry.name for entry in entries() if is_never(entry.name)] == []


@pytest.mark.parametrize("name", ["gcd", "QuickSort", "is_prime", "topological_ordering"])
def test_names_are_refused_however_they_are_written(name: str) -> None:
    assert is_never(name)


@pytest.mark.parametrize("name", ["gcd_of_lists", "spiral"])
def test_other_names_are_not(name: str) -> None:
    assert not is_never(name)
