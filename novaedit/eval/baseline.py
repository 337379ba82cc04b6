"""Two runs, case by case: what was lost, what was won, and whether that may be chance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

from novaedit.errors import DataError, UsageError
from novaedit.eval.run import SCHEMA, Run

#: A loss that chance would bring less often than this is a regression: 5 % on the side that matters.
SIGNIFICANCE = 0.1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The cases that both runs had: ids fixed only before (`lost`) and only now (`won`).

    `p` is the chance of at least so lopsided a split if neither run were better (exact McNemar test,
    two-sided); `missing` are cases that only the baseline had, `changed` those that read otherwise now.
    """

    before: str
    after: str
    common: int
    fixed_before: int
    fixed_after: int
    lost: tuple[str, ...]
    won: tuple[str, ...]
    missing: int
    changed: int

    @property
    def p(self) -> float:
        """The p-value."""
        return mcnemar(len(self.lost), len(self.won))

    @property
    def is_regression(self) -> bool:
        """Whether more was lost than won, and chance does not explain it."""
        return len(self.lost) > len(self.won) and self.p < SIGNIFICANCE


def mcnemar(lost: int, won: int) -> float:
    """The exact two-sided p-value of `lost` against `won` of the pairs that differ."""
    total = lost + won
    tail = sum(comb(total, k) for k in range(min(lost, won) + 1))
    return float(min(1.0, 2 * tail / 2**total))


def read_report(place: Path) -> dict[str, Any]:
    """The report.json of a run, given it or its folder. Raises UsageError and DataError."""
    file = place / "report.json" if place.is_dir() else place
    try:
        report: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if report["schema"] != SCHEMA:
            raise DataError(f"{file}:1: is a report of another version of NovaEdit")
        report["cases"] = [
            {"id": c["id"], "fixed1": c["fixed1"], "digest": c["digest"]} for c in report["cases"]
        ]
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{file}:1: is not a report of novaedit eval ({error!r})") from None
    return report


def compare(baseline: dict[str, Any], run: Run) -> Comparison:
    """Hold `run` against a saved report. Raises UsageError when they have no case in common."""
    now = {score.id: score.fixed1 for score in run.scores}
    digests = {name: case.digest for name, case in run.cases.items()}
    before = {case["id"]: case for case in baseline["cases"]}
    common = [name for name, case in before.items() if digests.get(name) == case["digest"]]
    if not common:
        raise UsageError("the baseline has no case in common with this run")
    was = {name: bool(before[name]["fixed1"]) for name in common}
    return Comparison(
        before=str(baseline.get("solver", "")),
        after=run.solver,
        common=len(common),
        fixed_before=sum(was.values()),
        fixed_after=sum(now[name] for name in common),
        lost=tuple(name for name in common if was[name] and not now[name]),
        won=tuple(name for name in common if now[name] and not was[name]),
        missing=sum(name not in now for name in before),
        changed=sum(name in now and digests[name] != case["digest"] for name, case in before.items()),
    )


def describe(comparison: Comparison) -> list[str]:
    """A few lines for a person."""
    c = comparison
    lines = [
        f"Against {c.before}: {c.fixed_before} -> {c.fixed_after} of {c.common} cases fixed; "
        f"{len(c.lost)} lost, {len(c.won)} won (p = {c.p:.3g}, exact McNemar test)."
    ]
    if c.missing or c.changed:
        lines.append(f"Not compared: {c.missing} cases that only the baseline had, {c.changed} that changed.")
    lines += [f"{name}: {_some(ids)}" for name, ids in (("lost", c.lost), ("won", c.won)) if ids]
    lines.append("This is a regression." if c.is_regression else "This is no regression.")
    return lines


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:20])
    return shown if len(ids) <= 20 else f"{shown} and {len(ids) - 20} more"
