"""A file, a request for a test, and the edits that add the test: before anything of it has been tried."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from novaedit.edits import Edit
from novaedit.errors import PatchError
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.synth.logic.target import Target
from novaedit.synth.logic.testing import writing
from novaedit.synth.logic.testing.cases import Case
from novaedit.synth.logic.testing.choice import is_typical
from novaedit.synth.logic.testing.layout import import_pytest
from novaedit.synth.logic.testing.wording import instruction

#: In what share of drafts a way of testing is drawn, if there are cases for it.
WAYS = {"asserts": 40, "parametrize": 22, "told": 12, "raises": 12, "case": 14}
_PLACES = (
    *("{name}.py", "{name}.py", "test_{bare}.py", "test_{bare}.py", "utils.py", "helpers.py", "main.py"),
    *("src/{name}.py", "tools.py", "solution.py", "snippet.py"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """`edits` add to `before`, whose lines `first` to `last` are shown, what `wanted` asks for.

    `test` is the test with nothing but the new in it, as text to be tried; `whole` is what it belongs to.
    """

    path: str
    before: str
    first: int
    last: int
    edits: tuple[Edit, ...]
    wanted: str
    way: str
    name: str
    test: str
    whole: str

    @property
    def after(self) -> str:
        """The file with the test. Raises PatchError."""
        return apply_edits(self.before, self.edits)


@dataclass(frozen=True, slots=True)
class Subject:
    """A function to test: what is known of it, and the cases to write down, of which `best` tells most.

    `alone` is a short file of its own, or None; `in_place` whether its text tells all that it does.
    """

    target: Target
    alone: str | None
    in_place: bool
    chosen: tuple[Case, ...]
    best: Case
    errors: tuple[Case, ...]

    @property
    def quote(self) -> str:
        """The quote that the function's author likes."""
        source = self.target.source
        return "'" if source.count("'") > source.count('"') else '"'


def drafts(subject: Subject, most: int, rng: Random) -> Iterator[Draft]:
    """Up to `most` drafts, each for another way of testing."""
    ways = {way: weight for way, weight in WAYS.items() if way != "raises" or subject.errors}
    if subject.alone is None or len(subject.chosen) < 3:
        ways.pop("case")
    if subject.alone is None:
        ways = {way: weight for way, weight in ways.items() if way in {"asserts", "told"}}
    for _ in range(min(most, len(ways))):
        way = rng.choices(list(ways), list(ways.values()))[0]
        del ways[way]
        try:
            yield _BY_WAY[way](subject, rng)
        except PatchError:
            continue


def _asserts(subject: Subject, rng: Random) -> Draft:
    return _added(subject, "asserts", subject.chosen, rng)


def _told(subject: Subject, rng: Random) -> Draft:
    return _added(subject, "told", [subject.best], rng)


def _added(subject: Subject, way: str, cases: Sequence[Case], rng: Random) -> Draft:
    name = subject.target.name
    test = writing.asserts(name, cases, writing.name_of_test(name))
    return _new_test(subject, way, test, cases[0], rng)


def _parametrized(subject: Subject, rng: Random) -> Draft:
    rows = _rows(subject.chosen)
    return _new_test(subject, "parametrize", _table(subject, rows), rows[0], rng)


def _rows(cases: Sequence[Case]) -> Sequence[Case]:
    """The cases of the shape that most of them have: a table has the same columns in each row."""
    shapes = [one.shape for one in cases]
    return [one for one in cases if one.shape == max(shapes, key=shapes.count)]


def _table(subject: Subject, rows: Sequence[Case]) -> list[str]:
    target = subject.target
    node = _function(target)
    names = writing.parameters(node)
    if len(rows) < 2 or not any(map(is_typical, rows)) or not writing.is_free(names, target.name):
        raise PatchError("no table")
    return writing.parametrized(target.name, rows, names, writing.name_of_test(target.name))


def _function(target: Target) -> ast.FunctionDef:
    node = ast.parse(target.source).body[0]
    if not isinstance(node, ast.FunctionDef):
        raise PatchError("no function")
    return node


def _raises(subject: Subject, rng: Random) -> Draft:
    name, one = subject.target.name, rng.choice(subject.errors)
    test = writing.raising(name, one, writing.name_of_test(name, f"_raises_{writing.snake(one.error)}"))
    return _new_test(subject, "raises", test, one, rng)


def _new_test(subject: Subject, way: str, test: Sequence[str], one: Case, rng: Random) -> Draft:
    """A draft that puts a test below everything that is shown."""
    target = subject.target
    test = writing.in_quotes(test, subject.quote)
    text = _text(test)
    alone = subject.alone
    needs_pytest = "pytest." in text
    if alone is None or (subject.in_place and not needs_pytest and rng.random() < 0.3):
        before = target.before + target.source + target.after
        first, last = target.line, target.line + target.source.count("\n") - 1
        path = target.path
    else:
        before, path = alone, _path(target.name, rng)
        first, last = 1, alone.count("\n")
    lines = line_texts(before)
    edits = [Edit(last + 1, last, ("", "", *test))]
    if needs_pytest and (imported := import_pytest(lines)):
        edits.insert(0, imported)
    wanted = _wanted(way, target, one, rng)
    return Draft(path, before, first, last, tuple(edits), wanted, way, target.name, text, text)


def _case(subject: Subject, rng: Random) -> Draft:
    """A draft that adds one more case to a test that is there."""
    name, alone = subject.target.name, subject.alone or ""
    cases = list(subject.chosen)
    new = cases.pop(rng.randrange(1, len(cases)))
    as_table = len(_rows(subject.chosen)) == len(subject.chosen) and rng.random() < 0.4
    test = writing.name_of_test(name)

    def written(each: Sequence[Case]) -> list[str]:
        lines = _table(subject, each) if as_table else writing.asserts(name, each, test)
        return writing.in_quotes(lines, subject.quote)

    if as_table and (imported := import_pytest(line_texts(alone))):
        alone = apply_edits(alone, (imported,))
    before, after = (f"{alone}\n\n{_text(written(each))}" for each in (cases, [*cases, new]))
    only, whole = _text(writing.asserts(name, [new], test)), _text(written([*cases, new]))
    wanted = _wanted("case", subject.target, new, rng)
    edits = diff_edits(before, after)
    return Draft(_path(name, rng), before, 1, before.count("\n"), edits, wanted, "case", name, only, whole)


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _path(name: str, rng: Random) -> str:
    return rng.choice(_PLACES).format(name=name.strip("_"), bare=name.strip("_"))


def _wanted(way: str, target: Target, one: Case, rng: Random) -> str:
    call = writing.called(target.name, one.arguments, lazy=one.lazy)
    return instruction(
        way,
        rng,
        name=target.name,
        call=call,
        result=one.expected or "",
        arguments=one.arguments,
        error=one.error,
        test=writing.name_of_test(target.name),
    )


_BY_WAY: dict[str, Callable[[Subject, Random], Draft]] = {
    "asserts": _asserts,
    "parametrize": _parametrized,
    "told": _told,
    "raises": _raises,
    "case": _case,
}
