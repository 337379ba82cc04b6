"""Which calls to put into a test: a few short ones of one kind that together tell the most."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from novaedit.synth.logic.testing.cases import Case
from novaedit.synth.logic.testing.typed import EMPTY

#: Costs in characters, beside a call's length: of what is harder to read, and of a mark that means nothing.
_FLOAT, _NESTED, _ODD, _MARK = 3, 4, 5, 16
_BASE = 14
_MUTANT, _LINE, _KNOWN, _RESULT, _WRITTEN = 2.0, 1.0, 1.0, 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Points:
    """What a call is good for: mutants that it tells from the function, lines that it runs, marks in it."""

    mutants: frozenset[int]
    lines: frozenset[int]
    marks: frozenset[str] = frozenset()

    def worth(self, known: Points) -> float:
        """How much it adds."""
        told = _MUTANT * len(self.mutants - known.mutants) + _LINE * len(self.lines - known.lines)
        return told + _KNOWN * bool(self.marks - known.marks)

    def __or__(self, other: Points) -> Points:
        return Points(self.mutants | other.mutants, self.lines | other.lines, self.marks | other.marks)


_NOTHING = Points(frozenset(), frozenset())


@dataclass(slots=True)
class Choice:
    """The calls to choose from, some `written` by people; `marks` are characters that the function knows."""

    points: Mapping[Case, Points]
    written: Set[Case]
    marks: Set[str]
    _costs: dict[Case, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._costs = {one: cost(one, self.marks, written=one in self.written) for one in self.points}
        if self.written:
            self.points = {
                one: points
                for one, points in self.points.items()
                if any(fits(one, other) for other in self.written)
            }

    def best(self, most: int) -> list[Case]:
        """Up to `most` calls, the shortest first."""
        found: list[Case] = []
        score = 0.0
        for first in self.points:
            chosen = self._greedy(first, most)
            value = self._worth_of_all(chosen)
            if value > score:
                found, score = chosen, value
        return sorted(found, key=lambda one: (len(one.positional) + len(one.keywords), len(one.arguments)))

    def _worth_of_all(self, chosen: Sequence[Case]) -> float:
        known = _NOTHING
        for one in chosen:
            known |= self.points[one]
        if not any(map(is_typical, chosen)):
            return 0.0
        results = len({one.expected for one in chosen})
        value = known.worth(_NOTHING) + _RESULT * results + _WRITTEN * len(self.written & set(chosen))
        return value - 0.05 * sum(self._costs[one] for one in chosen)

    def _greedy(self, first: Case, most: int) -> list[Case]:
        chosen = [first]
        known = self.points[first]
        while len(chosen) < most:
            results = {one.expected for one in chosen}
            kin = [
                one
                for one in self.points
                if one not in chosen and one.lazy == first.lazy and all(fits(one, other) for other in chosen)
            ]
            if len(chosen) == most - 1 and not any(map(is_typical, chosen)):
                kin = [one for one in kin if is_typical(one)]

            def worth(one: Case, known: Points = known, results: Set[str | None] = results) -> float:
                new = self.points[one].worth(known) + _RESULT * (one.expected not in results)
                return (new + _WRITTEN * (one in self.written)) / (_BASE + self._costs[one])

            best = max(kin, key=worth, default=None)
            if best is None or (len(chosen) >= 2 and not self.points[best].worth(known)):
                break
            chosen.append(best)
            known |= self.points[best]
        return chosen


def cost(one: Case, marks: Set[str], *, written: bool = False) -> int:
    """How much there is to read and to wonder about."""
    text = f"{one.arguments} {one.expected or ''}"
    total = (
        len(text) + _FLOAT * len(re.findall(r"\d\.\d", text)) + _ODD * len(re.findall(r"-\d|\d{4,}", text))
    )
    total += _NESTED * sum(map(text.count, ("[[", "[(", ": {", ": [", "{(", "['', ", ", '']")))
    texts = strings_of(one.arguments)
    strings = "".join(texts)
    # What is given as a mark by itself may stand in the other texts.
    strange = {c for c in strings if not c.isalnum() and c != " "} - marks - {*texts}
    if " " not in marks and (strings.startswith(" ") or strings.endswith(" ") or "  " in strings):
        strange.add(" ")
    return total + (0 if written else _MARK * len(strange))


def is_typical(one: Case) -> bool:
    """Whether a call shows what a function does: nothing is empty, and what is given does not come back."""
    given = {*one.positional, *(text for _, text in one.keywords)}
    comes_back = one.expected in given and one.expected not in {"True", "False"}
    return not EMPTY & {*given, one.expected} and not comes_back


def strings_of(arguments: str) -> list[str]:
    """The strings in a call's arguments."""
    nodes = [node for node in ast.walk(ast.parse(f"f({arguments})")) if isinstance(node, ast.Constant)]
    texts = [n.value.decode("latin-1") if isinstance(n.value, bytes) else n.value for n in nodes]
    return [text for text in texts if isinstance(text, str)]


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    """What a literal is, with what it holds: `list int`; of an empty one only the first word."""
    value = ast.literal_eval(text) if text != "set()" else set[object]()
    items = value if isinstance(value, dict | list | tuple | set) else ()
    return " ".join([type(value).__name__, *sorted({type(item).__name__ for item in items})])


def fits(one: Case, other: Case) -> bool:
    """Whether the arguments at each place are of one kind; what is empty, or None, fits to others."""
    pairs = list(zip(one.positional, other.positional, strict=False))
    names = dict(other.keywords)
    pairs += [(text, names[name]) for name, text in one.keywords if name in names]
    return all(_alike(kind_of(first), kind_of(second)) for first, second in pairs)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or "NoneType" in (one, other) or (" " not in short and long.startswith(f"{short} "))
