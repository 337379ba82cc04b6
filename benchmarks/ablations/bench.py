"""One arm: trained and scored, or asked."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from benchmarks import candidates, precision
from benchmarks.ablations.data import by_group, group_of
from benchmarks.ablations.plan import Arm, Plan
from benchmarks.ablations.row import Counts, Row, counts
from novaedit.dataset.example import Example, read_examples
from novaedit.dataset.tokens import label_of, load_tokenizer
from novaedit.errors import DataError
from novaedit.model.loading import open_model
from novaedit.training.batches import Reading, encode_files
from novaedit.training.checkpoint import load_progress
from novaedit.training.config import SftConfig
from novaedit.training.loss import DevScore
from novaedit.training.sft import train

#: Of a development sample all is measured.
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Bench:
    """Where everything is: `weights` by the names that arms use, folders of the samples and of the runs."""

    plan: Plan
    weights: Mapping[str, str]
    data: Path
    runs: Path
    machine: str
    workers: int = 1
    threads: int | None = None

    def run(self, name: str, arm: Arm) -> Row:
        """Go on with the arm until its row is there. Raises NovaEditError when something is missing."""
        if arm.weights not in self.weights:
            raise DataError(f"--{arm.weights} is not given")
        if absent := [sample for sample in arm.samples if not self._sample(sample).is_file()]:
            raise DataError(f"there is no {self._sample(absent[0])}: see data.py")
        return self._trained(name, arm) if arm.parts else self._asked(name, arm)

    def forget(self, name: str) -> None:
        """Of an arm whose row is kept drop the weights; the curves stay."""
        for place in ("checkpoint", "model"):
            for folder in (self.runs / name).glob(f"*/{place}"):
                shutil.rmtree(folder)

    def _sample(self, name: str) -> Path:
        return self.data / f"{name}.jsonl"

    # ---- trained ---------------------------------------------------------------------------------

    def _trained(self, name: str, arm: Arm) -> Row:
        base = self.weights[arm.weights]
        configs: list[SftConfig] = []
        scores: list[DevScore] = []
        for number in range(len(arm.parts)):
            configs.append(self._config(name, arm, number, base))
            scores.append(train(configs[-1]))
            base = f"{configs[-1].out}/model"
        steps = [load_progress(Path(config.out) / "checkpoint") for config in configs]
        return Row(
            arm=name,
            machine=self.machine,
            exact=_exact(scores[-1], read_examples(self._sample(arm.dev))),
            examples=sum(step.examples for step in steps),
            tokens=sum(step.tokens for step in steps),
            minutes=round(sum(step.seconds for step in steps) / 60, 2),
            loss=scores[-1].loss,
            **self._shown(arm, configs[-1]),
        )

    def _config(self, name: str, arm: Arm, number: int, base: str) -> SftConfig:
        part = arm.parts[number]
        minutes = self.plan.minutes
        return self.plan.config(
            part,
            f"arm {name}",
            base=base,
            train=[str(self._sample(part.data))],
            dev=str(self._sample(arm.dev)),
            out=str(self.runs / name / str(number)),
            max_minutes=None if minutes is None else minutes * part.share,
            epochs=part.share if minutes is None else 1.0,
            dev_examples=_ALL,
            workers=self.workers,
            threads=self.threads,
        )

    def _shown(self, arm: Arm, config: SftConfig) -> dict[str, Any]:
        """How long prompts and answers are, and what the loss is of."""
        reading = Reading(config.max_tokens, config.style, config.window)
        items = encode_files(load_tokenizer(Path(self.weights[arm.weights])), [config.dev], reading)
        written = "with" if config.style.removals else "without"
        return {
            "prompt_tokens": round(mean(item.start for item in items)),
            "answer_tokens": round(mean(len(item.ids) - item.start for item in items)),
            "loss_of": f"{len(items)} of {arm.dev}, {arm.weights}, {written} removals",
        }

    # ---- asked -----------------------------------------------------------------------------------

    def _asked(self, name: str, arm: Arm) -> Row:
        can_be_asked = candidates.has_edits if arm.candidates is None else candidates.is_fair
        groups = by_group(read_examples(self._sample(arm.dev))).values()
        most = self.plan.asked_per_group
        examples = [one for group in groups for one in islice(filter(can_be_asked, group), most)]
        if len(examples) < 2:
            raise DataError(f"{self._sample(arm.dev)}: nothing to ask")
        weights = self.weights[arm.weights]
        if arm.weights == "unrounded":
            runtime = precision.unrounded(Path(weights), self.threads)
        else:
            runtime = open_model(weights, threads=self.threads)
        found: Sequence[candidates.Outcome | precision.Answer]
        if arm.candidates is None:
            found = list(precision.answers(runtime, examples))
        else:
            found = list(candidates.ask(runtime, examples, arm.candidates))
        right = {one.id for one in found if one.exact}
        gated = [one for one in found if isinstance(one, candidates.Outcome)]
        seconds = [one.seconds for one in found]
        return Row(
            arm=name,
            machine=self.machine,
            exact=counts(examples, lambda example: example.id in right),
            fixed=sum(one.fixed for one in gated) if gated else None,
            fixed_by_any=sum(one.fixed_by_any for one in gated) if gated else None,
            p50_seconds=median(seconds),
            p95_seconds=quantiles(seconds, n=20)[-1],
            answers=[asdict(one) for one in found],
        )


def _exact(score: DevScore, dev: Iterable[Example]) -> Counts:
    """By group; what the arm was not shown is not right."""
    members = list(dev)
    groups = {label_of(example): group_of(example) for example in members}
    right: Counter[str | None] = Counter()
    for label, (hits, _) in score.exact_by_label.items():
        right[groups[label]] += hits
    return {group: (right[group], count) for group, (_, count) in counts(members, lambda _: True).items()}
