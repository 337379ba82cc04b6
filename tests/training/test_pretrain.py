"""Training from scratch: a tiny model on our own code."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from novaedit.errors import ConfigError, DataError
from novaedit.training.pretrain import PretrainConfig, pretrain
from novaedit.training.tokenizer import learn
from tests.training.code import texts, write_corpus
from tests.training.command import finish, losses, start, write_config


@pytest.fixture(scope="module")
def tokenizer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizer")
    learn(texts("patch"), 512, 2).save_pretrained(folder)
    return folder


@pytest.fixture
def config(tmp_path: Path, tokenizer_folder: Path) -> PretrainConfig:
    return PretrainConfig(
        size="tiny",
        tokenizer=str(tokenizer_folder),
        train=[str(write_corpus(tmp_path / "train.jsonl"))],
        dev=[str(write_corpus(tmp_path / "dev.jsonl", "repository"))],
        out=str(tmp_path / "out"),
        steps=12,
        context=64,
        batch_tokens=512,
        micro_tokens=256,
        learning_rate=3e-3,
        warmup_steps=2,
        bf16=False,
        threads=1,
        log_steps=1,
    )


def stopped_after(steps: int) -> Callable[[], bool]:
    answers = iter([False] * (steps - 1) + [True])
    return lambda: next(answers)


def test_the_loss_falls_and_a_model_is_written(config: PretrainConfig) -> None:
    measured = pretrain(replace(config, steps=60))
    curve = losses(Path(config.out))
    assert curve[60] < 0.8 * curve[1]
    assert 0 < measured["loss"] < curve[1]
    assert (Path(config.out) / "model" / "model.safetensors").is_file()


def test_a_stopped_run_goes_on_to_the_same_curve(config: PretrainConfig, tmp_path: Path) -> None:
    config = replace(config, fill_in_rate=0.5)
    whole = replace(config, out=str(tmp_path / "whole"))
    pretrain(whole)
    pretrain(config, stop=stopped_after(5))
    assert list(losses(Path(config.out))) == [1, 2, 3, 4, 5]
    pretrain(config)
    assert losses(Path(config.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-6)


def test_parts_of_a_batch_add_up_to_the_whole(config: PretrainConfig, tmp_path: Path) -> None:
    whole = replace(config, micro_tokens=512, out=str(tmp_path / "whole"))
    pretrain(whole)
    pretrain(config)
    assert losses(Path(config.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-4)


def test_turning_texts_round_changes_what_is_learned(config: PretrainConfig, tmp_path: Path) -> None:
    turned = replace(config, fill_in_rate=0.9, out=str(tmp_path / "turned"), steps=1)
    pretrain(turned)
    pretrain(replace(config, steps=1))
    assert losses(Path(turned.out)) != losses(Path(config.out))


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_curve(config: PretrainConfig, tmp_path: Path) -> None:
    config = replace(config, steps=150, checkpoint_minutes=0.0)
    whole = replace(config, out=str(tmp_path / "whole"), checkpoint_minutes=10.0)
    pretrain(whole)
    path = write_config(tmp_path / "c.yaml", asdict(config))
    process = start("pretrain", path)
    metrics = Path(config.out) / "metrics.jsonl"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (not metrics.is_file() or metrics.read_text().count("\n") < 20):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.communicate()
    before = metrics.read_text()
    assert 20 <= before.count("\n") < 150
    first_step = re.search(r"step (\d+)/150", finish(start("pretrain", path)))
    assert first_step is not None
    assert int(first_step[1]) > 15  # it did not begin anew
    assert losses(Path(config.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-6)


@pytest.mark.slow
def test_two_processes_have_the_loss_of_one(config: PretrainConfig, tmp_path: Path) -> None:
    whole = replace(config, out=str(tmp_path / "whole"))
    pretrain(whole)
    printed = finish(start("pretrain", write_config(tmp_path / "c.yaml", asdict(config)), two=True))
    assert "2 processes" in printed
    assert printed.count("step 12/12") == 1
    assert losses(Path(config.out)) == pytest.approx(losses(Path(whole.out)), abs=1e-4)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"context": 1_000_000}, DataError, "less than one chunk"),
        ({"size": "huge"}, ConfigError, "no sizes named 'huge'"),
    ],
)
def test_what_cannot_be_trained_is_said(
    config: PretrainConfig, change: dict[str, int], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        pretrain(replace(config, **change))  # type: ignore[arg-type]  # by name


def test_a_vocabulary_too_large_for_the_sizes_is_said(config: PretrainConfig, tmp_path: Path) -> None:
    learn(texts("model"), 600, 2).save_pretrained(tmp_path / "large")
    with pytest.raises(ConfigError, match="a vocabulary of 512, the tokenizer 600"):
        pretrain(replace(config, tokenizer=str(tmp_path / "large")))
