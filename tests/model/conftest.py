"""A tiny model with random weights, trained by nobody, exported the way that releases are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray

from novaedit.model.export import export
from novaedit.model.gguf_weights import gguf_name
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
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    config = LlamaConfig(**_sizes(tokenizer), tie_word_embeddings=True)
    return _saved(LlamaForCausalLM(config), tokenizer, tmp_path_factory.mktemp("llama"))


@pytest.fixture(scope="session")
def qwen_checkpoint(tokenizer: PreTrainedTokenizerFast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2 of 2 layers, whose projections have biases and whose output matrix is its own."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(0)
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


@pytest.fixture(scope="session")
def gguf(
    checkpoint: Path, tokenizer: PreTrainedTokenizerFast, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The tiny Llama as a GGUF file of the kind that is published: 8-bit blocks, rotary rows in pairs."""
    from gguf import GGMLQuantizationType, GGUFWriter
    from gguf.quants import quantize
    from safetensors.numpy import load_file

    path = tmp_path_factory.mktemp("gguf") / "tiny.gguf"
    writer = GGUFWriter(path, "llama")
    writer.add_block_count(2)
    writer.add_context_length(512)
    writer.add_embedding_length(64)
    writer.add_feed_forward_length(96)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_vocab_size(len(tokenizer))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    tokens = [str(tokenizer.convert_ids_to_tokens(i)) for i in range(len(tokenizer))]
    writer.add_token_list([f"<reserved{i}>" if 3 <= i < 17 else token for i, token in enumerate(tokens)])
    writer.add_token_merges(_merges(tokenizer.backend_tokenizer))
    for name, values in load_file(checkpoint / "model.safetensors").items():
        if name.endswith(("q_proj.weight", "k_proj.weight")):
            values = _pairs(values)
        if values.ndim == 1:
            writer.add_tensor(gguf_name(name), values)
        else:
            kind = GGMLQuantizationType.Q8_0
            writer.add_tensor(gguf_name(name), quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _pairs(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """How llama.cpp's converter stores rotary rows of heads of width 16."""
    rows, columns = values.shape
    halves = values.reshape(rows // 16, 2, 8, columns)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows, columns))
