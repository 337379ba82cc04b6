"""A tiny model with random weights, trained by nobody, exported the way that releases are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from novaedit.model.export import export
from novaedit.model.store import Installed
from novaedit.model.vocabulary import FAMILIES, build_tokenizer, pre_tokenizer, take_over

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

CODE = Path(__file__).read_text("utf-8")


@pytest.fixture(autouse=True)
def novaedit_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Never the user's cache."""
    home = tmp_path / "novaedit-home"
    monkeypatch.setenv("NOVAEDIT_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def tokenizer() -> PreTrainedTokenizerFast:
    """About 400 tokens, cut the way SmolLM2 cuts, with our special tokens at 3 to 16."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    family = FAMILIES["smollm"]
    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizer(family)
    trained.train_from_iterator(
        [CODE],
        trainers.BpeTrainer(
            vocab_size=400,
            show_progress=False,
            special_tokens=[
                "<|endoftext|>",
                "<|im_start|>",
                "<|im_end|>",
                *(f"<spare{i}>" for i in range(14)),
            ],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        ),
    )
    vocabulary = sorted(trained.get_vocab(), key=lambda token: trained.token_to_id(token) or 0)
    return build_tokenizer(take_over(vocabulary, family), _merges(trained), family)


def _merges(trained: object) -> list[str]:
    import json

    from tokenizers import Tokenizer

    assert isinstance(trained, Tokenizer)
    return [" ".join(pair) for pair in json.loads(trained.to_str())["model"]["merges"]]


@pytest.fixture(scope="session")
def checkpoint(tokenizer: PreTrainedTokenizerFast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of 2 layers with grouped-query attention and tied embeddings."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(**_sizes(tokenizer), tie_word_embeddings=True)
    return _saved(LlamaForCausalLM(config), tokenizer, tmp_path_factory.mktemp("llama"))


@pytest.fixture(scope="session")
def qwen_checkpoint(tokenizer: PreTrainedTokenizerFast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2 of 2 layers, whose projections have biases and whose output matrix is its own."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    model = Qwen2ForCausalLM(Qwen2Config(**_sizes(tokenizer), tie_word_embeddings=False))
    for name, parameter in model.named_parameters():
        if name.endswith(".bias"):
            torch.nn.init.normal_(parameter, std=0.3)
    return _saved(model, tokenizer, tmp_path_factory.mktemp("qwen"))


@pytest.fixture(scope="session")
def released(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The tiny Llama as a release. Not to be changed: copy it first."""
    return release(checkpoint, tmp_path_factory.mktemp("models") / "tiny")


def release(checkpoint: Path, folder: Path) -> Installed:
    """Export `checkpoint` as the model `tiny`."""
    manifest = export(
        checkpoint,
        folder,
        name="tiny",
        version="1",
        base="random",
        base_sha256="0" * 64,
        licence="Apache-2.0",
        training_run=None,
        metrics={"fixed@1": 0.0},
    )
    return Installed(folder, manifest, "path")


def _sizes(tokenizer: PreTrainedTokenizerFast) -> dict[str, Any]:
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 512,
        "initializer_range": 0.25,
        "rope_theta": 10_000.0,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": None,
    }


def _saved(model: object, tokenizer: PreTrainedTokenizerFast, folder: Path) -> Path:
    from transformers import PreTrainedModel

    assert isinstance(model, PreTrainedModel)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
