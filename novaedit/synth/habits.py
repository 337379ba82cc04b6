"""Making mistakes as often as people make them: weights fitted to what mining found mended.

`mine` counts the findings that people's changes removed, by rule. Each injector's rule is what the tools say
of its bad example. Half of every weight stays as it was set by hand: history shows only what was committed
broken, and a mistake that nobody committed has to be known all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from novaedit.errors import DataError
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.bulk_mypy import mypy_on
from novaedit.languages.python.syntax import parse
from novaedit.synth.draft import SHARES
from novaedit.synth.injector import Family, Injector

_FITTED = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """How often each injector is tried within its family, and each family."""

    injectors: tuple[tuple[str, float], ...] = ()
    shares: tuple[tuple[Family, float], ...] = ()


def read_habits(path: Path) -> dict[str, int]:
    """How often each rule's findings were mended, from the `habits.json` of `mine`. Raises DataError."""
    try:
        counts = json.loads(path.read_text(encoding="utf-8"))["by_rule"]
        return {str(rule): int(count) for rule, count in counts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} holds no counts by rule: {error!r}") from None


def fit(counts: Mapping[str, int], injectors: Iterable[Injector]) -> Weights:
    """The weights that follow the counts. Raises ToolError."""
    chosen = list(injectors)
    rules = rules_of(chosen)
    weights: dict[str, float] = {}
    evidence: dict[Family, int] = {}
    for family in SHARES:
        members = [injector for injector in chosen if injector.family == family]
        seen = {rules[i.name] for i in members} & set(counts)
        evidence[family] = sum(counts[rule] for rule in seen)
        weights |= _within(members, rules, counts)
    return Weights(tuple(sorted(weights.items())), tuple(_shares(evidence).items()))


def rules_of(injectors: Sequence[Injector]) -> dict[str, str]:
    """What the tools say of each injector's bad example, as mining names it; empty when they say nothing."""
    found: dict[str, str] = {}
    by_tool: dict[str, list[Injector]] = {"parser": [], "ruff": [], "mypy": []}
    for injector in injectors:
        tool = {"syntax": "parser", "types": "mypy"}.get(injector.family, "ruff")
        by_tool[tool].append(injector)
    for injector in by_tool["parser"]:
        error = parse(injector.bad, "a.py")
        found[injector.name] = re.sub(r"'[^']*'|\b\d+\b", "_", error.message) if error else ""
    for tool, run in (("ruff", ruff_on), ("mypy", mypy_on)):
        files = [("a.py", text) for i in by_tool[tool] for text in (i.good, i.bad)]
        results = [{d.code or "" for d in one or ()} for one in run(files)]
        for injector, good, bad in zip(by_tool[tool], results[::2], results[1::2], strict=True):
            found[injector.name] = min(bad - good, default="")
    return found


def _within(
    members: Sequence[Injector], rules: Mapping[str, str], counts: Mapping[str, int]
) -> dict[str, float]:
    """The weights of one family. What stands for the same rule shares its count as it did before."""
    known = [injector for injector in members if counts.get(rules[injector.name])]
    total = sum(counts[rule] for rule in {rules[injector.name] for injector in known})
    weight = sum(injector.weight for injector in known)
    fitted = {injector.name: injector.weight for injector in members}
    for injector in known:
        rule = rules[injector.name]
        same = sum(other.weight for other in known if rules[other.name] == rule)
        wanted = counts[rule] / total * weight * injector.weight / same
        fitted[injector.name] = round((1 - _FITTED) * injector.weight + _FITTED * wanted, 4)
    return fitted


def _shares(evidence: Mapping[Family, int]) -> dict[Family, float]:
    """The families' shares; one that nothing was found for keeps its own."""
    known = [family for family in evidence if evidence[family]]
    total, share = sum(evidence[family] for family in known), sum(SHARES[family] for family in known)
    fitted = dict(SHARES)
    for family in known:
        wanted = evidence[family] / total * share
        fitted[family] = round((1 - _FITTED) * SHARES[family] + _FITTED * wanted, 4)
    return fitted
