"""The samples that all arms share, drawn once: whoever is compared has read and answered the same.

synthetic.jsonl, real.jsonl      from DATA/train.jsonl
dev.jsonl                        from DATA/dev.jsonl, as many of each group
wide.jsonl, wide-dev.jsonl       from WIDE, made by `novaedit synth --window 40`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.ablations.plan import Plan
from novaedit.dataset.example import Example, dump, read_examples
from novaedit.dataset.sample import Wanted, sample
from novaedit.synth.injectors import INJECTORS

GROUPS = ("syntax", "names", "lint", "types", "hints", "logic", "real")
_SEED = 0


def group_of(example: Example) -> str | None:
    """What an Example counts under; None for what none of the questions is about."""
    name = example.injector or ""
    if example.kind == "real":
        return "real"
    if name in INJECTORS:
        return INJECTORS[name].family
    if name == "two-mistakes":
        return "syntax"
    return "logic" if name.startswith("logic-") else None


def prepare(out: Path, plan: Plan, data: Path | None, wide: Path | None) -> None:
    """Draw what is not there yet into `out`, of the folders that are given."""
    out.mkdir(parents=True, exist_ok=True)
    for name, folder in (
        ("synthetic", data),
        ("real", data),
        ("dev", data),
        ("wide", wide),
        ("wide-dev", wide),
    ):
        path = out / f"{name}.jsonl"
        if folder is None or path.is_file():
            continue
        drawn = _dev(folder, plan) if name.endswith("dev") else _train(folder, plan, real=name == "real")
        partial = path.with_suffix(".part")
        partial.write_text("".join(map(dump, drawn)), encoding="utf-8", newline="\n")
        partial.replace(path)


def by_group(examples: Iterable[Example]) -> Mapping[str, list[Example]]:
    """The Examples of each group that has any, in the order of GROUPS."""
    found: dict[str, list[Example]] = {group: [] for group in GROUPS}
    for example in examples:
        if (group := group_of(example)) is not None:
            found[group].append(example)
    return {group: members for group, members in found.items() if members}


def _train(folder: Path, plan: Plan, *, real: bool) -> list[Example]:
    examples = (one for one in read_examples(folder / "train.jsonl") if (one.kind == "real") == real)
    return sample(examples, Wanted(), plan.train_examples, _SEED)


def _dev(folder: Path, plan: Plan) -> list[Example]:
    groups = by_group(read_examples(folder / "dev.jsonl")).values()
    return [one for members in groups for one in sample(members, Wanted(), plan.dev_per_group, _SEED)]
