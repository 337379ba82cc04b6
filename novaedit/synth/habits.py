"""Making mistakes as often as people make them: weights fitted to what mining found mended.

`mine` counts the findings that people's changes removed, by rule and by what had been done to the tokens.
Each injector's rule is what the tools say of its bad example, its kind is what that example does to the
tokens of the good one. `mine` also counts what kind of line was mended, against all lines shown: where
people err more often than elsewhere, so does `synth`. Half of every weight stays as it was set by hand:
history shows only what was committed broken, and what nobody committed has to be known all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from novaedit.dataset.mistakes import mistakes
from novaedit.errors import DataError
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.bulk_mypy import mypy_on
from novaedit.languages.python.syntax import parse
from novaedit.synth.draft import SHARES
from novaedit.synth.injector import Family, Injector

_FITTED = 0.5
#: Lines of a kind are at most so many times as risky as others; fewer mended lines than this say little.
_MOST_RISK = 4.0
_FEW = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """What was mended how often: by rule, by rule and kind; and how risky a kind of line is (1: average)."""

    rules: Mapping[str, int]
    kinds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    risks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """How often each injector is tried within its family, each family, and each kind of line."""

    injectors: tuple[tuple[str, float], ...] = ()
    shares: tuple[tuple[Family, float], ...] = ()
    risks: tuple[tuple[str, float], ...] = ()


def read_habits(path: Path) -> Counts:
    """The counts of the `habits.json` of `mine`. Raises DataError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kinds = {rule: _counts(kinds) for rule, kinds in found.get("by_rule_and_kind", {}).items()}
        risks = _risks(_counts(found.get("by_place", {})), _counts(found.get("lines_by_place", {})))
        return Counts(_counts(found["by_rule"]), kinds, risks)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} holds no counts by rule: {error!r}") from None


def fit(counts: Counts, injectors: Iterable[Injector]) -> Weights:
    """The weights that follow the counts. Raises ToolError."""
    chosen = list(injectors)
    rules = rules_of(chosen)
    weights: dict[str, float] = {}
    evidence: dict[Family, int] = {}
    for family in SHARES:
        members = [injector for injector in chosen if injector.family == family]
        seen = {rules[i.name] for i in members} & set(counts.rules)
        evidence[family] = sum(counts.rules[rule] for rule in seen)
        weights |= _within(members, rules, counts)
    risks = {place: round(1 - _FITTED + _FITTED * risk, 4) for place, risk in counts.risks.items()}
    return Weights(
        tuple(sorted(weights.items())), tuple(_shares(evidence).items()), tuple(sorted(risks.items()))
    )


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


def _within(members: Sequence[Injector], rules: Mapping[str, str], counts: Counts) -> dict[str, float]:
    """The weights of one family."""
    known = [injector for injector in members if counts.rules.get(rules[injector.name])]
    total = sum(counts.rules[rule] for rule in {rules[injector.name] for injector in known})
    weight = sum(injector.weight for injector in known)
    fitted = {injector.name: injector.weight for injector in members}
    for rule in {rules[injector.name] for injector in known}:
        same = [injector for injector in known if rules[injector.name] == rule]
        for injector, share in zip(same, _by_kind(same, counts.kinds.get(rule, {})), strict=True):
            wanted = counts.rules[rule] / total * weight * share
            fitted[injector.name] = round((1 - _FITTED) * injector.weight + _FITTED * wanted, 4)
    return fitted


def _by_kind(same: Sequence[Injector], kinds: Mapping[str, int]) -> list[float]:
    """How the injectors of one rule share its count: by the kinds that they make, else as set by hand."""
    made = [_kind(injector) if kinds else "" for injector in same]
    total = sum(kinds.values())
    weight = sum(injector.weight for injector in same)
    unmade = 1 - sum(kinds.get(kind, 0) for kind in set(made)) / total if total else 1.0
    alike = {kind: sum(i.weight for i, k in zip(same, made, strict=True) if k == kind) for kind in made}
    return [
        unmade * injector.weight / weight
        + (kinds.get(kind, 0) / total * injector.weight / alike[kind] if total else 0.0)
        for injector, kind in zip(same, made, strict=True)
    ]


def _kind(injector: Injector) -> str:
    """What its bad example does to the tokens of the good one, as mining names it."""
    good, bad = injector.good.splitlines(), injector.bad.splitlines()
    changes = [o for o in SequenceMatcher(None, bad, good, autojunk=False).get_opcodes() if o[0] != "equal"]
    wrong = [line for _, i, j, _, _ in changes for line in bad[i:j]]
    right = [line for _, _, _, k, m in changes for line in good[k:m]]
    return mistakes(wrong, right)[0]


def _counts(found: Mapping[str, Any]) -> dict[str, int]:
    return {str(key): int(count) for key, count in found.items()}


def _risks(mended: Mapping[str, int], shown: Mapping[str, int]) -> dict[str, float]:
    """How often a line of each kind is mended, against the average line. Thin evidence is drawn to 1."""
    total, lines = sum(mended.values()), sum(shown.values())
    return {
        place: min(_MOST_RISK, (count + _FEW) / (total * shown[place] / lines + _FEW))
        for place, count in mended.items()
        if shown.get(place)
    }


def _shares(evidence: Mapping[Family, int]) -> dict[Family, float]:
    """The families' shares; one that nothing was found for keeps its own."""
    known = [family for family in evidence if evidence[family]]
    total, share = sum(evidence[family] for family in known), sum(SHARES[family] for family in known)
    fitted = dict(SHARES)
    for family in known:
        wanted = evidence[family] / total * share
        fitted[family] = round((1 - _FITTED) * SHARES[family] + _FITTED * wanted, 4)
    return fitted
