"""The real child process: what it says of mutants, and what it survives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from novaedit.synth.logic.sandbox import Job, Outcome, Sandbox

SOURCE = "def f(n):\n    total = 0\n    while n > 0:\n        total += n\n        n -= 1\n    return total\n"
CALLS = ["0", "1", "2", "3"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def _run(sandbox: Sandbox, source: str, *mutants: str, calls: list[str] = CALLS) -> Outcome | None:
    return sandbox.run(Job("f", "", source, 11, [calls], mutants or (source,)))


def test_what_a_mutant_does_instead(sandbox: Sandbox) -> None:
    """Wrong values, exceptions with the line of the file, calls that never end."""
    outcome = _run(
        sandbox,
        SOURCE,
        SOURCE.replace("n > 0", "n > 1"),
        SOURCE.replace("total += n", "total += 1 // (n - 2)"),
        SOURCE.replace("n -= 1", "n += 1"),
    )
    assert outcome is not None
    assert [(call.arguments, call.result) for call in outcome.calls] == [
        ("0", "0"),
        ("1", "1"),
        ("2", "3"),
        ("3", "6"),
    ]
    value, error, endless = outcome.wrong
    assert [(w.call.arguments, w.result) for w in value] == [("1", "0"), ("2", "2"), ("3", "5")]
    assert (error[1].error, error[1].line) == ("ZeroDivisionError", 14)
    assert [(w.call.arguments, w.error) for w in endless] == [("1", "timeout")]


def test_the_same_function_gets_nothing_wrong(sandbox: Sandbox) -> None:
    outcome = _run(sandbox, SOURCE)
    assert outcome is not None
    assert outcome.wrong == ((),)


@pytest.mark.parametrize(
    "source",
    [
        "def f(n):\n    return object()\n",
        "def f(n):\n    return 1\n",
        "def f(n):\n    raise ValueError(n)\n",
        "def f(n):\n    while True:\n        pass\n",
        "import random\ndef f(n):\n    return random.random()\n",
        "import collections\ndef f(n):\n    return collections.Counter(range(n))\n",
    ],
    ids=["no plain value", "always the same", "raises", "endless", "never the same", "reads like no value"],
)
def test_functions_of_no_use(sandbox: Sandbox, source: str) -> None:
    assert _run(sandbox, source) is None


def test_a_value_that_cannot_be_written_down_says_nothing(sandbox: Sandbox) -> None:
    """No test shows it: neither a wrong value nor an exception that the mutant never raised."""
    outcome = _run(sandbox, SOURCE, SOURCE.replace("return total", "return object()"))
    assert outcome is not None
    assert outcome.wrong == ((),)


@pytest.mark.parametrize(
    ("source", "same"),
    [
        ("def f(n):\n    return {1: n, 2: n}\n", "{2: n, 1: n}"),
        ("def f(n):\n    return [n, n == 1]\n", "[float(n), int(n == 1)]"),
        ("def f(n):\n    return {n, 9}\n", "frozenset([9, n])"),
        ("def f(n):\n    return range(n)\n", "list(range(n))"),
    ],
    ids=["order of a dict", "kinds of numbers", "kinds of sets", "lazy or not"],
)
def test_what_compares_equal_is_no_mistake(sandbox: Sandbox, source: str, same: str) -> None:
    """A test could not tell them apart."""
    head = source.split("return ")[0]
    outcome = _run(sandbox, source, f"{head}return {same}\n")
    assert outcome is not None
    assert outcome.wrong[0] == ()


@pytest.mark.parametrize(
    "bad",
    [
        "def f(n):\n    return f(n)\n",
        "def f(n):\n    return [0] * (1 << 40)\n",
        "def f(n):\n    open('x', 'w')\n",
        "def f(n:\n",
    ],
    ids=["recursion", "memory", "no open", "not Python"],
)
def test_survives(sandbox: Sandbox, bad: str) -> None:
    """A bad mutant costs its own answer, and the next job is answered as ever."""
    outcome = _run(sandbox, SOURCE, bad)
    assert outcome is not None
    assert all(wrong.error for wrong in outcome.wrong[0])
    assert _run(sandbox, SOURCE) is not None


def test_a_crash_costs_one_job(sandbox: Sandbox) -> None:
    """Here the interpreter itself is brought down; purity.py would not have let this in."""
    crash = "import ctypes\ndef f(n):\n    ctypes.string_at(0)\n"
    assert _run(sandbox, SOURCE, crash) is None
    assert _run(sandbox, SOURCE) is not None


def test_generators_are_shown_as_lists(sandbox: Sandbox) -> None:
    outcome = _run(sandbox, "def f(n):\n    for i in range(n):\n        yield i\n")
    assert outcome is not None
    assert (outcome.calls[2].result, outcome.calls[2].lazy) == ("[0, 1]", True)


def test_arguments_are_fresh_for_each_call(sandbox: Sandbox) -> None:
    """A function that changes what it is given spoils no other call."""
    source = "def f(a):\n    a.append(1)\n    return len(a)\n"
    outcome = _run(sandbox, source, calls=["[]", "[1]", "[1, 2]"])
    assert outcome is not None
    assert [call.result for call in outcome.calls] == ["1", "2", "3"]


RAISING = "def f(n):\n    if n < 0:\n        raise ValueError(f'no {n}')\n    return [n][0] + 1\n"


def test_calls_that_the_function_refuses(sandbox: Sandbox) -> None:
    """With the line of the file where it does."""
    outcome = _run(sandbox, RAISING, calls=["-1", "0", "1", "2"])
    assert outcome is not None
    assert [(r.arguments, r.error, r.message, r.line) for r in outcome.raised] == [
        ("-1", "ValueError", "no -1", 13)
    ]


def test_lines_that_calls_run(sandbox: Sandbox) -> None:
    """Those of the function, in its file; told when asked for."""
    source = "def f(n):\n    if n > 1:\n        return sum(\n i for i in range(n)\n        )\n    return -n\n"
    outcome = sandbox.run(Job("f", "", source, 11, [["0", "3", "4"]], [source], lines=True))
    assert outcome is not None
    assert [call.lines for call in outcome.calls[:2]] == [(12, 16), (12, 13, 14)]
    assert outcome.lines == (12, 13, 14, 16)
    silent = _run(sandbox, source, calls=["0", "3", "4"])
    assert silent is not None
    assert (silent.lines, silent.calls[0].lines) == ((), ())


def test_given_arguments_are_tried_first(sandbox: Sandbox) -> None:
    """However little they tell."""
    groups = [["1", "2", "3"], ["10", "20", "30"], ["100", "200", "300"]]
    outcome = sandbox.run(Job("f", "", "def f(n):\n    return n\n", 1, groups, ["x"], given=["7"]))
    assert outcome is not None
    assert outcome.calls[0].arguments == "7"


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("def test_f():\n    assert f(1) == 2\n", [None, "AssertionError"]),
        ("def test_f():\n    assert f(1) == 3\n", ["AssertionError", "AssertionError"]),
        ("def test_f():\n    with pytest.raises(ValueError):\n        f(-1)\n", [None, "AssertionError"]),
        (
            "def test_f():\n    with pytest.raises(ValueError, match='yes'):\n        f(-1)\n",
            ["ValueError", "AssertionError"],
        ),
        (
            "def test_f():\n    with pytest.raises(KeyError):\n        f(-1)\n",
            ["ValueError", "AssertionError"],
        ),
        (
            "@pytest.mark.parametrize(('n', 'm'), [(1, 2), (0, 1)])\ndef test(n, m):\n    assert f(n) == m\n",
            [None, "AssertionError"],
        ),
        (
            "@pytest.mark.parametrize('n', [1, 0])\ndef test_f(n):\n    assert f(n) == 2\n",
            ["AssertionError", "AssertionError"],
        ),
        ("def test_f():\n    while True:\n        f(1)\n", ["timeout", "timeout"]),
        ("def test_f():\n    assert unknown(1)\n", ["NameError", "NameError"]),
    ],
)
def test_trials(sandbox: Sandbox, test: str, expected: list[str | None]) -> None:
    """A test on the function and on a mutant that raises nothing and adds nothing."""
    mutant = "def f(n):\n    return n\n"
    assert sandbox.trials(Job("f", "", RAISING, 1, [], [mutant]), [test]) == [expected]
