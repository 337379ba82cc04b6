"""Rejection sampling: what is kept, what is paired, what a stopped run goes on with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from novaedit.dataset.example import Example, read_examples
from novaedit.edits import Region, Span
from novaedit.errors import ModelMissingError
from novaedit.patch.dsl import NO_EDIT
from novaedit.training.rejection import SampleConfig, answer, sample
from tests.fixer.scripted import Scripted
from tests.training.tiny import write_examples, write_model

_RIGHT = "@@ 2-2\n+     return x + 0\n"
_LONG = "@@ 1-2\n+ def f0(x, y=0):\n+     return x + y\n"
_WRONG = "@@ 2-2\n+     retrun x - 0\n"


@pytest.fixture
def config(tmp_path: Path) -> SampleConfig:
    return SampleConfig(
        model=str(write_model(tmp_path / "model")),
        examples=[str(write_examples(tmp_path / "e.jsonl", 4))],
        out=str(tmp_path / "out"),
        candidates=1,
    )


@pytest.fixture
def example(config: SampleConfig) -> Example:
    return next(read_examples(Path(config.examples[0])))


def answered(example: Example, config: SampleConfig, *texts: str) -> dict[str, Any]:
    return answer(Scripted({"": list(texts)}), example, replace(config, candidates=len(texts)))


def test_the_smallest_change_that_passes_is_kept(example: Example, config: SampleConfig) -> None:
    row = answered(example, config, _WRONG, _LONG, _RIGHT)
    assert Example.from_json(row["kept"]) == example  # the answer is the recorded patch
    assert [pair["rejected"] for pair in row["pairs"]] == [f"{_WRONG}<PATCH_END>", f"{_LONG}<PATCH_END>"]
    assert {pair["chosen"] for pair in row["pairs"]} == {f"{_RIGHT}<PATCH_END>"}


def test_another_way_that_passes_is_kept_as_it_is(example: Example, config: SampleConfig) -> None:
    row = answered(example, config, "@@ 2-2\n+     return 0 + x\n")
    assert row["kept"]["patch_dsl"] == "@@ 2-2\n-     retrun x + 0\n+     return 0 + x"
    assert row["answer"] == {"id": example.id, "confidence": pytest.approx(0.905, abs=1e-3), "right": False}


def test_the_recorded_patch_stands_in_where_nothing_passes(example: Example, config: SampleConfig) -> None:
    row = answered(example, config, _WRONG)
    assert row["kept"] is None
    assert [(pair["chosen"], pair["rejected"]) for pair in row["pairs"]] == [
        (f"{_RIGHT}<PATCH_END>", f"{_WRONG}<PATCH_END>")
    ]
    assert answered(example, replace(config, reference_pairs=False), _WRONG)["pairs"] == []


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        pytest.param([_RIGHT], True, id="right"),
        pytest.param([_WRONG, _RIGHT], True, id="the first one that passes"),
        pytest.param([_LONG, _RIGHT], False, id="surest first"),
        pytest.param([NO_EDIT, _RIGHT], None, id="abstaining is surer"),
        pytest.param([_WRONG], None, id="nothing passes"),
    ],
)
def test_what_the_product_would_have_said(
    example: Example, config: SampleConfig, texts: list[str], right: bool | None
) -> None:
    assert answered(example, config, *texts)["answer"]["right"] is right


def rows(config: SampleConfig, name: str = "judged.jsonl") -> list[Any]:
    return [json.loads(line) for line in (Path(config.out) / name).read_text().splitlines()]


def after(count: int) -> Callable[[], bool]:
    answers = iter([False] * (count - 1) + [True])
    return lambda: next(answers)


def test_a_stopped_run_goes_on_and_a_torn_row_is_done_again(config: SampleConfig, tmp_path: Path) -> None:
    whole = replace(config, out=str(tmp_path / "whole"))
    counts = sample(whole)
    assert counts == {"examples": 4, "kept": 0, "pairs": counts["pairs"]}
    assert counts["pairs"] == 4
    sample(config, stop=after(2))
    assert len(rows(config)) == 2
    path = Path(config.out) / "judged.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert sample(config) == counts
    for name in ("judged.jsonl", "pairs.jsonl", "kept.jsonl", "answers.jsonl"):
        assert rows(config, name) == rows(whole, name)


@pytest.mark.slow
def test_a_recorded_patch_is_kept_if_it_can_be_known(config: SampleConfig, tmp_path: Path) -> None:
    """The tiny model knows no answer; one of the recorded patches has a word that nobody can see."""
    recorded = list(read_examples(Path(config.examples[0])))
    recorded[0] = replace(recorded[0], patch_dsl="@@ 2-2\n-     retrun x + 0\n+     return unseen + 0")
    few = tmp_path / "few.jsonl"
    few.write_text("".join(json.dumps(example.to_json()) + "\n" for example in recorded))
    config = replace(config, examples=[str(few)])
    sample(config)
    assert not (tmp_path / "out" / "kept.jsonl").read_text()
    sample(replace(config, keep_references=True))
    assert list(read_examples(tmp_path / "out" / "kept.jsonl")) == recorded[1:]


def test_only_one_view_of_each_real_change(config: SampleConfig, tmp_path: Path) -> None:
    """Another cut of the same file is the same change; what has no finding or is made up is left out."""
    made, *_ = read_examples(Path(config.examples[0]))
    real = replace(made, kind="real", provenance=replace(made.provenance, commit="1"))
    moved = Region(real.region.path, Span(2, real.region.window.lines))
    below = replace(real, region=moved, patch_dsl=real.patch_dsl.replace("@@ 2-2", "@@ 3-3"))
    unasked = replace(real, diagnostics=(), instruction="Tidy up")
    views = tmp_path / "views.jsonl"
    rows = [json.dumps(example.to_json()) + "\n" for example in (made, real, below, unasked)]
    views.write_text("".join(rows))
    assert sample(replace(config, examples=[str(views)]))["examples"] == 4
    only = replace(config, examples=[str(views)], kind="real", one_view=True, out=str(tmp_path / "only"))
    assert sample(only)["examples"] == 1


def test_workers_give_what_one_process_gives(config: SampleConfig, tmp_path: Path) -> None:
    alone = replace(config, out=str(tmp_path / "alone"))
    sample(alone)
    sample(replace(config, workers=2))
    assert rows(config) == rows(alone)


def test_a_missing_model_is_said_before_workers_start(config: SampleConfig) -> None:
    with pytest.raises(ModelMissingError, match="the model 'no-such-model' is not installed"):
        sample(replace(config, model="no-such-model", workers=2))
