"""A function to break: its text, its file, what it needs, what to call it with; and its mutants."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from textwrap import indent

from novaedit.synth.fragments import is_clean
from novaedit.synth.logic.examples import Mutant
from novaedit.synth.logic.inputs import groups
from novaedit.synth.logic.mutators import MUTATORS
from novaedit.synth.logic.never_names import is_never
from novaedit.synth.logic.purity import pure_functions
from novaedit.synth.logic.sandbox import Job
from novaedit.synth.module import Module, splice

MIN_LINES = 4
MAX_LINES = 40
_MAX_CHARACTERS = 1800
#: Of one mutator's places in a function: names to confuse are many, and would crowd out the rest.
_PER_MUTATOR = 4
#: Mutators of less weight than this are left out of most functions: their mistakes are too easy to find.
_RARE = 0.5
_RARE_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Target:
    """`before + source + after` is the file at `path`; `source` is whole lines and defines `name`.

    With a `holder` the function is a method of that class, whose header ends `before`, and stands indented.
    """

    path: str
    name: str
    before: str
    source: str
    after: str
    context: str
    groups: Sequence[Sequence[str]]
    holder: str = ""

    @property
    def line(self) -> int:
        """Where the function starts, 1-based."""
        return self.before.count("\n") + 1

    def mutant(self, source: str, injector: str) -> Mutant:
        """The file with another text of the function."""
        clean, broken = (self.before + self._placed(text) + self.after for text in (self.source, source))
        return Mutant(self.path, clean, broken, self.name, self.line, injector)

    def job(self, mutants: Sequence[str]) -> Job:
        """What the sandbox is to run; `mutants` are other texts of the function."""
        if not self.holder:
            return Job(self.name, self.context, self.source, self.line, self.groups, mutants)
        source, *broken = (f"class {self.holder}:\n{self._placed(text)}" for text in (self.source, *mutants))
        name = f"{self.holder}().{self.name}"
        return Job(name, self.context, source, self.line - 1, self.groups, broken)

    def _placed(self, source: str) -> str:
        return indent(source, "    ") if self.holder else source


def targets(path: str, text: str, rng: Random, least: int = MIN_LINES) -> Iterator[Target]:
    """The functions of a file that can be run alone and have `least` lines or more, but not many."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    lines = text.splitlines(keepends=True)
    for pure in pure_functions(tree, text):
        node = pure.node
        first, last = node.lineno - 1, node.end_lineno or node.lineno
        source = "".join(lines[first:last])
        long = len(source) > _MAX_CHARACTERS or not least <= last - first <= MAX_LINES
        if long or is_never(node.name) or not source.endswith("\n") or not _returns(node):
            continue
        found = groups(node, rng)
        if found:
            before, after = "".join(lines[:first]), "".join(lines[last:])
            yield Target(path, node.name, before, source, after, pure.context, found)


def _returns(node: ast.FunctionDef) -> bool:
    return any(
        (isinstance(part, ast.Return) and part.value is not None) or isinstance(part, ast.Yield)
        for part in ast.walk(node)
    )


def mutants(source: str, rng: Random, most: int) -> list[tuple[str, str]]:
    """Up to `most` (mutator, text) of a function, drawn by the mutators' weights, each text once."""
    module = Module(source)
    places = {}
    for name, mutator in MUTATORS.items():
        if mutator.weight >= _RARE or rng.random() < _RARE_SHARE:
            places[name] = list(mutator.find(module, rng))
            rng.shuffle(places[name])
            del places[name][_PER_MUTATOR if mutator.weight >= _RARE else 1 :]
    chosen: dict[str, str] = {}
    while len(chosen) < most and any(places.values()):
        names = [name for name, found in places.items() if found]
        name = rng.choices(names, [MUTATORS[name].weight for name in names])[0]
        text = splice(source, places[name].pop())
        if text != source and text not in chosen and is_clean(text):
            chosen[text] = name
    return [(name, text) for text, name in chosen.items()]
