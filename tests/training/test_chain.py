"""The whole way at a tiny size, through the command: tokenizer, pretrain, sft, export, an answer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from novaedit.dataset.example import read_examples
from novaedit.model.decoding import decode
from novaedit.model.loading import open_model
from novaedit.model.prompt import encode_prompt
from tests.training.code import write_corpus
from tests.training.command import finish, start, write_config
from tests.training.tiny import write_examples

_ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_from_plain_code_to_a_model_that_answers(tmp_path: Path) -> None:
    corpus = str(write_corpus(tmp_path / "corpus.jsonl"))
    examples = write_examples(tmp_path / "examples.jsonl", 4)
    tokenizer, pretrained, tuned = (str(tmp_path / name) for name in ("tokenizer", "pretrained", "tuned"))

    def train(kind: str, **values: object) -> str:
        return finish(start(kind, write_config(tmp_path / f"{kind}.yaml", values)))

    assert "512 tokens" in train("tokenizer", files=[corpus], out=tokenizer, vocabulary=512)
    train(
        "pretrain",
        size="tiny",
        tokenizer=tokenizer,
        train=[corpus],
        out=pretrained,
        steps=60,
        context=64,
        batch_tokens=512,
        learning_rate=0.003,
        warmup_steps=5,
        bf16=False,
        threads=1,
    )
    scored = train(
        "sft",
        base=f"{pretrained}/model",
        train=[str(examples)],
        dev=str(examples),
        out=tuned,
        epochs=400,  # 150 were just enough for one text of the corpus, which are our own modules
        learning_rate=0.003,
        warmup_steps=5,
        threads=1,
        log_steps=50,
    )
    assert "exact 100.0%" in scored  # the few examples are learned by heart
    _export(Path(tuned) / "model", tmp_path / "tiny", Path(pretrained) / "model" / "model.safetensors")
    runtime = open_model(str(tmp_path / "tiny"), threads=1)
    for example in read_examples(examples):
        prompt = encode_prompt(example.language, example.region, example.diagnostics)
        answer = runtime.greedy(prompt, max_tokens=60)
        assert decode(answer, example.region, 2) == example.edits()


def _export(checkpoint: Path, out: Path, base: Path) -> None:
    facts = ("--name", "tiny", "--version", "1", "--base", "none", "--base-file", str(base), "--run", "none")
    subprocess.run(
        [sys.executable, "-m", "novaedit.cli", "model", "export", str(checkpoint), str(out), *facts],
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        check=True,
    )
