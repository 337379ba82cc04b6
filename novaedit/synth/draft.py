"""Choosing which mistakes to make in a file, before any tool has looked at them."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from novaedit.synth.injector import Family, Injector
from novaedit.synth.module import Change, Module, splice

#: Share of each family among the drafts; of the syntax drafts one in TWO_IN has two mistakes.
SHARES: Mapping[Family, float] = {"syntax": 0.36, "names": 0.28, "lint": 0.08, "types": 0.32}
_TWO_IN = 14
#: Without annotations mypy sees little: fewer of its mistakes are tried there.
_FEW_ANNOTATIONS = 5
_UNTYPED_SHARE = 0.25
_NEAR_LINES = 5
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A file before and after a mistake; `keep_broken` when no edit is the right answer."""

    path: str
    clean: str
    broken: str
    injector: str
    family: Family
    keep_broken: bool = False
    known: bool = False


class Drafter:
    """Makes drafts of one file; places are looked up once for each injector."""

    def __init__(self, path: str, text: str, injectors: Iterable[Injector], rng: Random) -> None:
        self._path = path
        self._rng = rng
        self._module = Module(text)
        self._by_family: dict[Family, list[Injector]] = {}
        for injector in injectors:
            self._by_family.setdefault(injector.family, []).append(injector)
        #: Injectors that this file was too much for.
        self.failed: Counter[str] = Counter()
        self._places: dict[str, list[Change]] = {}
        self._shares = {family: SHARES[family] for family in SHARES if family in self._by_family}
        if "types" in self._shares and text.count("->") < _FEW_ANNOTATIONS:
            self._shares["types"] *= _UNTYPED_SHARE

    def draft(self) -> Draft | None:
        """One draft, or None when the drawn injectors found no place that is left."""
        family = self._rng.choices(list(self._shares), list(self._shares.values()))[0]
        for _ in range(_TRIES):
            injector = self._pick(family)
            change = self._take(injector)
            draft = self._finish(injector, change) if change else None
            if draft and draft.broken != draft.clean:
                return draft
        return None

    def _pick(self, family: Family) -> Injector:
        injectors = self._by_family[family]
        return self._rng.choices(injectors, [injector.weight for injector in injectors])[0]

    def _take(self, injector: Injector, near: int | None = None) -> Change | None:
        """Take away a random place of the injector, near an offset if one is given."""
        if injector.name not in self._places:
            self._places[injector.name] = self._find(injector)
        places = self._places[injector.name]
        if near is not None:
            ahead = [
                place
                for place in places
                if place and self._lines_between(near, place[0].start) <= _NEAR_LINES
            ]
            return self._rng.choice(ahead) if ahead else None
        return places.pop(self._rng.randrange(len(places))) if places else None

    def _find(self, injector: Injector) -> list[Change]:
        try:
            return list(injector.find(self._module, self._rng))
        except Exception as error:
            # Code of strangers finds what nobody thought of; the other injectors are none the worse.
            self.failed[f"{injector.name} failed: {type(error).__name__}"] += 1
            return []

    def _lines_between(self, a: int, b: int) -> int:
        return self._module.text.count("\n", min(a, b), max(a, b))

    def _finish(self, injector: Injector, change: Change) -> Draft:
        name = injector.name
        if injector.family == "syntax" and self._rng.randrange(_TWO_IN) == 0:
            second = self._take(self._pick("syntax"), near=change[0].start)
            if second and self._apart(change, second):
                name, change = "two-mistakes", (*change, *second)
        text = self._module.text
        broken = splice(text, change)
        return Draft(self._path, text, broken, name, injector.family, injector.keep_broken, injector.known)

    def _apart(self, first: Change, second: Change) -> bool:
        """Whether two changes touch different lines."""
        lines = [
            {self._module.text.count("\n", 0, part.start) for part in change} for change in (first, second)
        ]
        return not lines[0] & lines[1]


def is_clean(text: str) -> bool:
    """Whether a file compiles; what it warns of does not matter."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<clean>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
