"""Preference tuning on a tiny model."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from novaedit.dataset.example import read_examples
from novaedit.errors import DataError
from novaedit.model.prompt import encode_answer
from novaedit.training.dpo import DpoConfig, tune
from tests.training.command import finish, losses, start, write_config
from tests.training.tiny import write_examples, write_model


def write_pairs(path: Path, count: int) -> Path:
    """The recorded patch against one that leaves the mistake."""
    rows = []
    for example in read_examples(write_examples(path.with_suffix(".examples"), count)):
        chosen = encode_answer(example.edits(), example.sparse_lines())
        rejected = chosen.replace("return", "retrun")
        rows.append({"example": example.to_json(), "chosen": chosen, "rejected": rejected})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def config(tmp_path: Path) -> DpoConfig:
    return DpoConfig(
        base=str(write_model(tmp_path / "base")),
        train=[str(write_pairs(tmp_path / "train.jsonl", 12))],
        dev=[str(write_pairs(tmp_path / "dev.jsonl", 4))],
        out=str(tmp_path / "out"),
        epochs=2,
        batch_tokens=1600,
        learning_rate=2e-3,
        warmup_steps=1,
        bf16=False,
        threads=1,
        log_steps=1,
    )


def rows(config: DpoConfig, key: str) -> list[float]:
    lines = (Path(config.out) / "metrics.jsonl").read_text().splitlines()
    return [row[key] for row in map(json.loads, lines) if key in row]


def test_chosen_answers_come_to_be_preferred(config: DpoConfig) -> None:
    measured = tune(replace(config, epochs=6))
    assert rows(config, "margin")[0] == pytest.approx(0.0, abs=1e-4)  # it starts as the reference
    assert measured["margin"] > 1.0
    assert measured["accuracy"] == 1.0
    assert (Path(config.out) / "model" / "model.safetensors").is_file()


def test_without_imitation_the_first_loss_is_that_of_a_coin(config: DpoConfig) -> None:
    tune(replace(config, imitation=0.0, epochs=0.2))
    assert losses(Path(config.out))[1] == pytest.approx(0.6931, abs=1e-3)


def test_a_stopped_run_goes_on_to_the_same_curve(config: DpoConfig, tmp_path: Path) -> None:
    whole = replace(config, out=str(tmp_path / "whole"))
    tune(whole)
    answers = iter([False, True])
    tune(config, stop=lambda: next(answers))
    assert list(losses(Path(config.out))) == [1, 2]
    tune(config)
    assert losses(Path(config.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-5)


@pytest.mark.slow
def test_two_processes_have_the_loss_of_one(config: DpoConfig, tmp_path: Path) -> None:
    whole = replace(config, out=str(tmp_path / "whole"))
    tune(whole)
    assert "2 processes" in finish(start("dpo", write_config(tmp_path / "c.yaml", asdict(config)), two=True))
    assert losses(Path(config.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-4)
    assert rows(config, "dev_margin") == pytest.approx(rows(whole, "dev_margin"), abs=1e-3)


def test_an_adapter_is_tuned_from_where_another_run_left_it(config: DpoConfig, tmp_path: Path) -> None:
    low = replace(config, lora_rank=4, lora_alpha=8.0, learning_rate=1e-2)
    tune(replace(low, epochs=6))
    assert rows(low, "margin")[-1] > 0.5
    assert not (Path(low.out) / "model" / "model.safetensors").exists()
    on = replace(low, adapter=f"{low.out}/model", out=str(tmp_path / "on"), epochs=0.2)
    tune(on)
    assert rows(on, "margin")[0] == pytest.approx(0.0, abs=1e-4)  # it is its own reference


def test_a_stopped_adapter_goes_on_to_the_same_curve(config: DpoConfig, tmp_path: Path) -> None:
    low = replace(config, lora_rank=4, lora_alpha=8.0, learning_rate=1e-2)
    whole = replace(low, out=str(tmp_path / "whole"))
    tune(whole)
    answers = iter([False, True])
    tune(low, stop=lambda: next(answers))
    assert list(losses(Path(low.out))) == [1, 2]
    tune(low)
    assert losses(Path(low.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-5)


def test_frozen_layers_stay_as_they_were(config: DpoConfig) -> None:
    from safetensors.torch import load_file

    tune(replace(config, trained_layers=1, epochs=0.5))
    old, new = (load_file(Path(p) / "model.safetensors") for p in (config.base, Path(config.out) / "model"))
    same = {name for name in old if bool((old[name] == new[name]).all())}
    assert any(".layers.0." in name for name in same)
    assert not any(".layers.1.mlp" in name for name in same)


def test_other_pairs_need_another_folder(config: DpoConfig, tmp_path: Path) -> None:
    tune(replace(config, epochs=0.2))
    more = [*config.train, str(write_pairs(tmp_path / "more.jsonl", 3))]
    with pytest.raises(DataError, match="for 16 pairs, now there are 19"):
        tune(replace(config, train=more))


@pytest.mark.parametrize(
    ("change", "message"),
    [({"max_tokens": 5}, "no pair fits into 5 tokens"), ({"train": ["e"]}, "e:1: not a pair")],
)
def test_what_is_no_pair_is_said(
    config: DpoConfig,
    change: dict[str, int],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_examples(tmp_path / "e", 1)
    with pytest.raises(DataError, match=message):
        tune(replace(config, **change))  # type: ignore[arg-type]  # by name
