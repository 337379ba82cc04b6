"""A few calls that tell much and are easy to read."""

from __future__ import annotations

from novaedit.synth.logic.testing.cases import Case, case
from novaedit.synth.logic.testing.choice import Choice, Points, cost, fits, is_typical


def _case(arguments: str, expected: str) -> Case:
    one = case(arguments, expected)
    assert one is not None
    return one


def _points(mutants: set[int], lines: set[int]) -> Points:
    return Points(frozenset(mutants), frozenset(lines))


def test_what_tells_more_is_chosen_and_no_more_than_needed() -> None:
    points = {
        _case("'abc'", "3"): _points({0, 1}, {1, 2}),
        _case("''", "0"): _points({2}, {1, 3}),
        _case("'ab'", "2"): _points({0}, {1}),
        _case("'a'", "1"): _points({0}, {1}),
    }
    assert [one.arguments for one in Choice(points, set(), set()).best(2)] == ["''", "'abc'"]
    assert len(Choice(points, set(), set()).best(4)) < 4


def test_what_people_wrote_goes_first_and_decides_the_kind() -> None:
    written = _case("[1]", "1")
    points = {
        _case("'abc'", "3"): _points({0, 1, 2}, {1, 2}),
        _case("'a'", "1"): _points({0}, {1, 3}),
        written: _points({0}, {1}),
        _case("[1, 2]", "2"): _points({1}, {1}),
    }
    assert [one.arguments for one in Choice(points, {written}, set()).best(4)] == ["[1]", "[1, 2]"]


def test_kinds_are_not_mixed() -> None:
    one = _case("['a'], 1", "1")
    assert fits(one, _case("['b', 'c'], 2", "1"))
    assert fits(one, _case("[], 2", "1"))
    assert fits(one, _case("None, 2", "1"))
    assert not fits(one, _case("[1], 2", "1"))
    assert not fits(one, _case("['a'], 1.5", "1"))
    assert not fits(_case("'a', key=1", "1"), _case("'a', key='b'", "1"))


def test_nothing_typical_nothing_chosen() -> None:
    """Calls that give back what they got, or are about nothing, make no test by themselves."""
    points = {_case("'a'", "'a'"): _points({0}, {1}), _case("''", "0"): _points({1}, {1})}
    assert Choice(points, set(), set()).best(3) == []
    assert is_typical(_case("'a', 1", "'A'"))
    assert is_typical(_case("True", "True"))
    assert not is_typical(_case("'a', []", "'A'"))
    assert not is_typical(_case("3", "3"))


def test_marks_that_mean_nothing_cost() -> None:
    plain, odd = _case("'abc'", "1"), _case("'a=c'", "1")
    assert cost(odd, set()) > cost(plain, set()) + 10
    assert cost(odd, {"="}) == cost(plain, set())
    assert cost(odd, set(), written=True) == cost(plain, set())
    # A mark that is given by itself is known.
    assert cost(_case("'a=c', '='", "1"), set()) == cost(_case("'abc', 'b'", "1"), set())
