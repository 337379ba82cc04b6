"""Choosing which mistakes to make in a file, before any tool has looked at them."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Literal

from novaedit.synth import fragments
from novaedit.synth.dated import Style, dated
from novaedit.synth.injector import Family, Injector
from novaedit.synth.injectors import group_of
from novaedit.synth.module import Change, Module, splice
from novaedit.synth.places import Places

#: Share of each family among the drafts.
SHARES: Mapping[Family, float] = {"syntax": 0.36, "names": 0.28, "lint": 0.08, "types": 0.24, "hints": 0.12}
#: Of the syntax drafts so many are made in a snippet instead of the whole file ...
_FRAGMENTS = 0.5
#: ... so many have another mistake beside the first, and so many the same one again on lines near by.
_ANOTHER = 0.07
_AGAIN = 0.07
#: Of the snippets that print, so many are Python 2: whoever posts those posts prints.
_OLD = 0.55
#: Without annotations mypy sees little: fewer of its mistakes are tried there.
_FEW_ANNOTATIONS = 5
_UNTYPED_SHARE = 0.25
#: How the types of a file are annotated when they are broken: as they are, or as before Python 3.10.
_STYLES: dict[Style | None, float] = {None: 0.2, "names": 0.58, "module": 0.12, "comments": 0.1}
#: Of the errors that the text proves so many are told as mypy tells them.
_BY_MYPY = 0.25
#: Families whose mistakes are in annotations, or seen through them.
ANNOTATED: frozenset[Family] = frozenset({"types", "hints"})
_TRIES = 12
#: Lines between a mistake and what Python says of it.
_IN_SIGHT = 4


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
    #: What a snippet goes by; "" when `clean` is the whole file at `path`.
    snippet: str = ""
    #: Whose words the finding is to be in, where no tool is asked.
    checker: Literal["pyre", "mypy"] = "pyre"


def _is_told(text: str, change: Change) -> bool:
    """Whether a mistake breaks the parse by itself and where it is made: its own finding will be hidden."""
    last = text.count("\n", 0, max(part.end for part in change)) + 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(splice(text, change), "<broken>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return abs((error.lineno or 0) - last) <= _IN_SIGHT
    return False


class Drafter:
    """Makes drafts of one file; places are looked up once for each injector."""

    def __init__(
        self,
        path: str,
        text: str,
        injectors: Iterable[Injector],
        rng: Random,
        shares: Mapping[Family, float] = SHARES,
        risks: Mapping[str, float] | None = None,
    ) -> None:
        self._path = path
        self._rng = rng
        #: Injectors that this file was too much for.
        self.failed: Counter[str] = Counter()
        self._risks = risks
        self._text = text
        self._whole = Places(Module(text), rng, self.failed, risks)
        self._by_family: dict[Family, list[Injector]] = {}
        for injector in injectors:
            self._by_family.setdefault(injector.family, []).append(injector)
        self._shares = {family: shares[family] for family in shares if family in self._by_family}
        for family in self._shares:
            if family in ANNOTATED and text.count("->") < _FEW_ANNOTATIONS:
                self._shares[family] *= _UNTYPED_SHARE

    @cached_property
    def _typed(self) -> Places:
        """The same file for mistakes with types."""
        style = self._rng.choices(list(_STYLES), list(_STYLES.values()))[0]
        text = dated(self._text, style) if style else self._text
        if text == self._text or not fragments.is_clean(text):
            return self._whole
        return Places(Module(text), self._rng, self.failed, self._risks)

    def draft(self) -> Draft | None:
        """One draft, or None when the drawn injectors found no place that is left."""
        family = self._rng.choices(list(self._shares), list(self._shares.values()))[0]
        if family == "syntax" and self._rng.random() < _FRAGMENTS:
            text = fragments.cut(self._whole.module, self._rng)
            if text is not None:
                return self._in_snippet(text)
        places = self._typed if family in ANNOTATED else self._whole
        return self._in(places, [i for i in self._by_family[family] if not i.posted])

    def _in_snippet(self, text: str) -> Draft | None:
        injectors = self._by_family["syntax"]
        old = [injector for injector in injectors if group_of(injector.name) == "python2"]
        if old and "print(" in text and self._rng.random() < _OLD:
            injectors = old
        places = Places(Module(text), self._rng, self.failed, self._risks)
        return self._in(places, injectors, self._rng.choice(fragments.NAMES))

    def _in(self, places: Places, injectors: Sequence[Injector], snippet: str = "") -> Draft | None:
        for _ in range(_TRIES if injectors else 0):
            injector = self._pick(injectors)
            change = places.take(injector)
            draft = self._finish(places, injector, change, snippet) if change else None
            if draft and draft.broken != draft.clean:
                return draft
        return None

    def _pick(self, injectors: Sequence[Injector]) -> Injector:
        return self._rng.choices(injectors, [injector.weight for injector in injectors])[0]

    def _finish(self, places: Places, injector: Injector, change: Change, snippet: str) -> Draft:
        name, text = injector.name, places.module.text
        drawn = self._rng.random()
        if injector.family == "syntax" and drawn < _ANOTHER + _AGAIN:
            others = [i for i in self._by_family["syntax"] if snippet or not i.posted]
            other = self._pick(others) if drawn < _ANOTHER else injector
            second = places.beside(other, change)
            if second and _is_told(text, change) and _is_told(text, second):
                name, change = "two-mistakes", (*change, *second)
        broken = splice(text, change)
        checker: Literal["pyre", "mypy"] = "pyre"
        if injector.family == "hints" and self._rng.random() < _BY_MYPY:
            checker = "mypy"
        return Draft(
            *(self._path, text, broken, name, injector.family, injector.keep_broken, injector.known, snippet),
            checker=checker,
        )
