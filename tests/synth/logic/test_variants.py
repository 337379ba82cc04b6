"""The same function, written in another way."""

from __future__ import annotations

from random import Random

import pytest

from novaedit.synth.logic.library import entries
from novaedit.synth.logic.sandbox import Call, Job, Sandbox
from novaedit.synth.logic.variants import as_method, renamed, with_docstring, without_annotations

SOURCE = '''\
def total(items: list[int], n: int = 2) -> int:
    """Sum of n items."""
    result = 0
    for item in items[:n]:
        result += item
    return result
'''
CALLS = [Call("[1, 2]", "3", False)]


def test_renamed_functions_do_the_same() -> None:
    """A sample of ours: the renamed text, called by its new name, returns what it did."""
    rng = Random(3)  # noqa: S311 - repeatable, not secret
    changed = 0
    with Sandbox() as sandbox:
        for entry in list(entries())[::12]:
            name, text = renamed(entry.source, entry.name, entry.context, rng, 1.0)
            changed += text != entry.source
            outcomes = [
                sandbox.run(Job(n, entry.context, source, 1, [entry.arguments], [source]), 1)
                for n, source in ((entry.name, entry.source), (name, text))
            ]
            assert outcomes[0] is not None
            assert outcomes[1] is not None
            assert outcomes[0].calls == outcomes[1].calls
    assert changed > 20


def test_method() -> None:
    """`self` comes first, and recursion goes through it."""
    source = "def f(n):\n    if n < 1:\n        return 0\n    return f(n - 1) + a.f(n)\n"
    text = as_method(source, "f")
    assert text.splitlines()[0] == "def f(self, n):"
    assert text.splitlines()[-1] == "    return self.f(n - 1) + a.f(n)"


def test_without_annotations() -> None:
    assert without_annotations(SOURCE).startswith("def total(items, n = 2):\n")


@pytest.mark.parametrize("seed", range(6))
def test_docstring_with_examples(seed: int) -> None:
    """The old text, then the examples; the body stays."""
    text = with_docstring(SOURCE, "total", CALLS, Random(seed))  # noqa: S311
    compile(text, "x", "exec")
    assert '    """Sum of n items.\n\n' in text
    assert "total([1, 2])" in text
    assert text.endswith(SOURCE.split('"""\n')[1])


def test_docstring_for_a_function_that_had_none() -> None:
    bare = "def f(a):\n    return a\n"
    assert with_docstring(bare, "f", [], Random(1)) == bare  # noqa: S311
    assert '"""' in with_docstring(bare, "f", CALLS, Random(1))  # noqa: S311
