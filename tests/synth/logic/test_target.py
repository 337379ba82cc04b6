"""Which functions are broken, and in how many ways."""

from __future__ import annotations

from random import Random

from novaedit.synth.logic.target import MAX_LINES, mutants, targets

GOOD = "def f(n):\n    if n > 1:\n        return n - 1\n    return 0\n"


def test_size_and_use() -> None:
    """Too short, too long and without a result: left out."""
    long = "def g(n):\n" + "    n += 1\n" * MAX_LINES + "    return n\n"
    text = GOOD + "\n\ndef a(n):\n    return n\n\n\ndef b(n):\n    n += 1\n    n += 2\n\n\n" + long
    found = list(targets("a.py", text, Random(1)))  # noqa: S311 - repeatable, not secret
    assert [target.name for target in found] == ["f"]
    assert found[0].before + found[0].source + found[0].after == text
    assert found[0].source == GOOD


def test_line_is_that_of_the_header() -> None:
    target = next(iter(targets("a.py", "# one\n\n" + GOOD, Random(1))))  # noqa: S311
    assert target.line == 3


def test_text_that_is_not_python() -> None:
    assert list(targets("a.py", "def f(:\n", Random(1))) == []  # noqa: S311


def test_mutants_are_different_and_parse() -> None:
    found = mutants(GOOD, Random(1), 30)  # noqa: S311
    texts = [text for _, text in found]
    assert len(set(texts)) == len(texts) > 8
    assert GOOD not in texts
    for text in texts:
        compile(text, "x", "exec")
    assert len(mutants(GOOD, Random(1), 3)) == 3  # noqa: S311
