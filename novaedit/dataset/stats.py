"""`novaedit data stats`: how many records of which kind, and how large they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from novaedit.dataset.example import Example
from novaedit.model.prompt import encode_answer, encode_prompt

#: What records are grouped by, in the order shown.
GROUPS = ("kind", "injector", "rule", "licence", "repository")
#: What is measured of each record.
SIZES = ("window lines", "prompt characters", "answer characters", "changed lines", "diagnostics")


@dataclass(slots=True)
class Stats:
    """Counts by group and all sizes, to be filled by `add`."""

    records: int = 0
    groups: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in GROUPS})
    sizes: dict[str, Counter[int]] = field(default_factory=lambda: {name: Counter() for name in SIZES})

    def add(self, example: Example) -> None:
        """Count one record. Raises PatchError when its patch does not fit."""
        self.records += 1
        first = example.diagnostics[0] if example.diagnostics else None
        for name, key in zip(
            GROUPS,
            (
                example.kind,
                example.injector or "none",
                (first.code or first.source) if first else "none",
                example.provenance.licence,
                example.provenance.repo,
            ),
            strict=True,
        ):
            self.groups[name][key] += 1
        edits = example.edits()
        prompt = encode_prompt(example.language, example.region, example.diagnostics, example.instruction)
        for name, size in zip(
            SIZES,
            (
                len(example.region.window.lines),
                len(prompt),
                len(encode_answer(edits, example.sparse_lines())),
                sum(max(len(edit.replacement), edit.removed) for edit in edits),
                len(example.diagnostics),
            ),
            strict=True,
        ):
            self.sizes[name][size] += 1

    def as_json(self) -> dict[str, Any]:
        """All of it, groups by falling count, sizes as quantiles."""
        return {
            "records": self.records,
            **{f"by {name}": dict(_ranked(counts)) for name, counts in self.groups.items()},
            "sizes": {name: quantiles(counts) for name, counts in self.sizes.items()},
        }


def collect(examples: Iterable[Example]) -> Stats:
    """The sums of all records."""
    stats = Stats()
    for example in examples:
        stats.add(example)
    return stats


def quantiles(counts: Counter[int], shares: Sequence[float] = (0.1, 0.5, 0.9, 0.99, 1.0)) -> dict[str, int]:
    """`p50`, ..., `max`: the least size that so large a share of the records does not exceed."""
    total = counts.total()
    found: dict[str, int] = {}
    for share in shares:
        seen = 0
        for size in sorted(counts):
            seen += counts[size]
            if seen >= share * total:
                found["max" if share == 1 else f"p{share * 100:g}"] = size
                break
    return found


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def top(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    """The `most` largest, and the sum of all others under its own name."""
    ranked = _ranked(counts)
    rest = ranked[most:]
    return ranked[:most] + ([(f"{len(rest):,} others", sum(n for _, n in rest))] if rest else [])
