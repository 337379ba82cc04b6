"""Places are used once, and mistakes that belong together stand near each other on lines of their own."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from novaedit.synth.injectors import INJECTORS
from novaedit.synth.module import Module, Splice
from novaedit.synth.places import Places

COLON = INJECTORS["missing-colon"]
TEXT = "if a:\n    b()\nelse:\n    c()\n" + "x = 1\n" * 9 + "if d:\n    e()\n"


def test_no_place_is_used_twice() -> None:
    """Three headers, three places."""
    places = Places(Module(TEXT), Random(1))  # noqa: S311 - repeatable, not secret
    taken = [places.take(COLON) for _ in range(4)]
    assert taken[3] is None
    assert len(set(taken)) == 4


def test_beside_is_near_but_not_on_the_same_line() -> None:
    """The `else` goes with its `if`; the `if` far below goes with nothing."""
    places = Places(Module(TEXT), Random(1))  # noqa: S311 - repeatable, not secret
    changes = [change for _ in range(3) if (change := places.take(COLON))]
    places = Places(Module(TEXT), Random(1))  # noqa: S311 - repeatable, not secret
    first, second, far = sorted(changes)
    assert places.beside(COLON, first) == second
    assert places.beside(COLON, far) is None


def test_risky_lines_come_first() -> None:
    """Where people err more often: nearly always, when the others have next to no weight."""
    firsts = set()
    for seed in range(20):
        places = Places(Module(TEXT), Random(seed), risks={"else": 4.0, "if": 0.001})  # noqa: S311 - repeatable
        change = places.take(COLON)
        firsts.add(TEXT[: change[0].start].splitlines()[-1] if change else "")
    assert firsts == {"else"}


def test_the_end_of_a_file_is_a_place() -> None:
    """Text that is added after the last line has no line to be judged by."""
    places = Places(Module(TEXT), Random(1), risks={"if": 2.0})  # noqa: S311 - repeatable, not secret
    at_end = (Splice(len(TEXT), len(TEXT), "}\n"),)
    injector = replace(COLON, find=lambda *_: iter([at_end]))
    assert places.take(injector) == at_end
