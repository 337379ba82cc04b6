"""`novaedit train merge`: an adapter's run as a model that can be asked and tuned further."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from novaedit.errors import WeightsError
from novaedit.training.checkpoint import ADAPTER
from novaedit.training.config import SftConfig
from novaedit.training.merging import merge
from novaedit.training.portable import shrink_adapter
from novaedit.training.sft import train
from tests.training.command import finish, run_train, start, write_config
from tests.training.tiny import write_examples


@pytest.fixture
def config(tmp_path: Path, gguf: Path) -> SftConfig:
    return SftConfig(
        base=str(gguf),
        train=[str(write_examples(tmp_path / "train.jsonl", 12))],
        dev=str(write_examples(tmp_path / "dev.jsonl", 4)),
        out=str(tmp_path / "out"),
        batch_tokens=800,
        learning_rate=2e-2,
        warmup_steps=1,
        lora_rank=4,
        lora_alpha=8.0,
        threads=1,
        log_steps=1,
    )


@pytest.mark.parametrize("released", [False, True])
def test_what_is_merged_answers_as_what_was_trained(
    config: SftConfig, tmp_path: Path, released: bool
) -> None:
    ended = train(config)
    adapter, merged = Path(config.out) / "model", tmp_path / "merged"
    if released:
        shrink_adapter(adapter, tmp_path / "small", kept=None, alpha=8)
        adapter = tmp_path / "small" / "adapter.safetensors"
    merge(Path(config.base), adapter, merged)
    asked = replace(config, base=str(merged), lora_rank=None, learning_rate=0.0, out=str(tmp_path / "asked"))
    assert train(asked).loss == pytest.approx(ended.loss, abs=0.05)


def test_an_adapter_of_another_model_is_refused(
    config: SftConfig, tmp_path: Path, checkpoint: Path, gguf: Path
) -> None:
    train(replace(config, base=str(checkpoint)))
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / ADAPTER).write_bytes((Path(config.out) / "model" / ADAPTER).read_bytes()[:-7])
    with pytest.raises(WeightsError, match="cannot be read"):
        merge(gguf, broken, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


@pytest.mark.slow
def test_from_an_adapter_over_its_own_answers_to_a_better_one(config: SftConfig, tmp_path: Path) -> None:
    """sft, merge, sample and dpo, each as its command."""

    def run(kind: str, **values: object) -> str:
        return finish(start(kind, write_config(tmp_path / f"{kind}.yaml", values)))

    run("sft", **asdict(config))
    adapter, merged = f"{config.out}/model", str(tmp_path / "merged")
    assert run_train("merge", config.base, adapter, merged).returncode == 0
    sampled = run("sample", model=merged, examples=config.train, out=str(tmp_path / "sampled"), candidates=2)
    assert "examples 12" in sampled
    tuned = run(
        "dpo",
        base=config.base,
        adapter=adapter,
        lora_rank=4,
        train=[str(tmp_path / "sampled" / "pairs.jsonl")],
        lora_alpha=8.0,
        out=str(tmp_path / "tuned"),
        learning_rate=0.01,
        epochs=3,
        threads=1,
    )
    assert float(tuned.split("margin ")[-1].split(",")[0]) > 0
    assert (tmp_path / "tuned" / "model" / ADAPTER).is_file()
