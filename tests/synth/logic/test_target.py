"""Which functions are broken, and in how many ways."""

from __future__ import annotations

from random import Random

from novaedit.synth.logic.sandbox import Sandbox
from novaedit.synth.logic.target import MAX_LINES, Target, mutants, targets

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


def test_method_of_a_class() -> None:
    """The text is at the margin for the mutators, and indented in the file and where it is run."""
    source = GOOD.replace("f(n)", "f(self, n)")
    target = Target("a.py", "f", "class C:\n", source, "", "", [["0", "2", "5"]], "C")
    mutant = target.mutant(source.replace("n - 1", "n"), "x")
    compile(mutant.clean, "x", "exec")
    assert mutant.broken.startswith(
        "class C:\n    def f(self, n):\n        if n > 1:\n            return n\n"
    )
    assert mutant.line == 2
    with Sandbox() as sandbox:
        outcome = sandbox.run(target.job([source.replace("n - 1", "1 // (n - n)")]))
    assert outcome is not None
    assert [(w.call.arguments, w.error, w.line) for w in outcome.wrong[0]] == [
        ("2", "ZeroDivisionError", 4),
        ("5", "ZeroDivisionError", 4),
    ]


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
