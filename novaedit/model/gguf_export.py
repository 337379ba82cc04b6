"""A trained checkpoint as one GGUF file with 8-bit weights, for engines that read those (needs `train`)."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import WeightsError
from novaedit.model.architecture import Architecture
from novaedit.model.checkpoint_files import open_tensors, read_config, read_tokenizer
from novaedit.model.gguf_weights import TUNED, gguf_name
from novaedit.model.graph import Tensors
from novaedit.model.manifest import Manifest
from novaedit.model.release import replacing, seal
from novaedit.model.vocabulary import FAMILIES, pre_tokenizer

if TYPE_CHECKING:
    from gguf import GGUFWriter
    from transformers import PreTrainedTokenizerFast

#: The file of a release in this form.
MODEL = "model.gguf"

#: Values of one 8-bit block: a row is a whole number of them.
_BLOCK = 32
_MATRICES = ("q_proj", "k_proj", "v_proj", "o_proj")
_FEED_FORWARD = ("gate_proj", "up_proj", "down_proj")
_NORMS = ("input_layernorm", "post_attention_layernorm")


def write_gguf_release(checkpoint: Path, folder: Path, facts: Manifest) -> Manifest:
    """Write MODEL and a manifest to `folder`, replacing what is there; returns the manifest with its files.

    Raises WeightsError when the checkpoint is no Llama or Qwen2 in safetensors, WriteError.
    """
    with replacing(folder) as fresh:
        write_gguf(checkpoint, fresh / MODEL, name=facts.name, licence=facts.licence)
        return seal(fresh, facts)


def write_gguf(checkpoint: Path, path: Path, *, name: str, licence: str) -> None:
    """Write the Hugging Face checkpoint in `checkpoint` to the file `path`.

    Matrices become Q8_0 where their rows are whole blocks, else float32. Raises WeightsError.
    """
    from gguf import GGUFWriter, LlamaFileType

    config, tokenizer = read_config(checkpoint), read_tokenizer(checkpoint)
    sizes = Architecture.from_config(config)
    writer = GGUFWriter(path, config["model_type"])
    writer.add_name(name)
    writer.add_license(licence)
    writer.add_bool(TUNED, True)
    writer.add_file_type(LlamaFileType.MOSTLY_Q8_0)
    _add_sizes(writer, sizes)
    _add_vocabulary(writer, tokenizer, sizes.vocabulary)
    with ExitStack() as stack:
        _add_tensors(writer, open_tensors(checkpoint, stack), sizes, config["model_type"])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_sizes(writer: GGUFWriter, sizes: Architecture) -> None:
    writer.add_block_count(sizes.layers)
    writer.add_context_length(sizes.context)
    writer.add_embedding_length(sizes.width)
    writer.add_feed_forward_length(sizes.feed_forward)
    writer.add_head_count(sizes.heads)
    writer.add_head_count_kv(sizes.key_value_heads)
    writer.add_rope_freq_base(sizes.rope_theta)
    writer.add_rope_dimension_count(sizes.head_width)
    writer.add_layer_norm_rms_eps(sizes.norm_epsilon)
    writer.add_vocab_size(sizes.vocabulary)


def _add_vocabulary(writer: GGUFWriter, tokenizer: PreTrainedTokenizerFast, size: int) -> None:
    """The tokens, special ones marked as such; rows of the embedding that no token has are named too."""
    from gguf import TokenType

    ids = tokenizer.get_vocab()
    known = {index: token for token, index in ids.items()}
    special = set(tokenizer.all_special_ids) | {
        index for index, token in tokenizer.added_tokens_decoder.items() if token.special
    }
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(_family_name(tokenizer))
    writer.add_token_list([known.get(i, f"<unused-{i}>") for i in range(size)])
    kinds = {True: TokenType.CONTROL, False: TokenType.NORMAL}
    writer.add_token_types([kinds[i in special] if i in known else TokenType.UNUSED for i in range(size)])
    merges = json.loads(tokenizer.backend_tokenizer.to_str())["model"]["merges"]
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_pad_token_id(tokenizer.pad_token_id)
    writer.add_add_bos_token(False)


def _family_name(tokenizer: PreTrainedTokenizerFast) -> str:
    """Which family cuts text as the tokenizer does. Raises WeightsError when none does."""
    from tokenizers import Tokenizer, models

    def cuts(one: Tokenizer) -> object:
        return json.loads(one.to_str())["pre_tokenizer"]

    for family in FAMILIES.values():
        other = Tokenizer(models.BPE())
        other.pre_tokenizer = pre_tokenizer(family)
        if cuts(other) == cuts(tokenizer.backend_tokenizer):
            return family.name
    raise WeightsError("the tokenizer of the checkpoint cuts text in a way that has no name in GGUF")


def _add_tensors(writer: GGUFWriter, tensors: Tensors, sizes: Architecture, kind: str) -> None:
    names = ["model.embed_tokens.weight", "model.norm.weight"]
    names += [] if sizes.tied else ["lm_head.weight"]
    for layer in range(sizes.layers):
        here = f"model.layers.{layer}"
        names += [f"{here}.{part}.weight" for part in _NORMS]
        names += [f"{here}.mlp.{part}.weight" for part in _FEED_FORWARD]
        names += [f"{here}.self_attn.{part}.weight" for part in _MATRICES]
        if sizes.attention_bias:
            names += [f"{here}.self_attn.{part}.bias" for part in _MATRICES[:3]]
    for name in names:
        values = tensors(name)
        if kind == "llama" and name.endswith(("q_proj.weight", "k_proj.weight")):
            values = _pairs(values, sizes.head_width)
        _add_tensor(writer, gguf_name(name), values)


def _add_tensor(writer: GGUFWriter, name: str, values: NDArray[np.float32]) -> None:
    from gguf import GGMLQuantizationType
    from gguf.quants import quantize

    if values.ndim == 2 and values.shape[1] % _BLOCK == 0:
        kind = GGMLQuantizationType.Q8_0
        writer.add_tensor(name, quantize(values, kind), raw_dtype=kind)
    else:
        writer.add_tensor(name, values)


def _pairs(values: NDArray[np.float32], head_width: int) -> NDArray[np.float32]:
    """What GGUF does to Llama's rotary projections: two halves become pairs side by side."""
    rows, columns = values.shape
    halves = values.reshape(rows // head_width, 2, head_width // 2, columns)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows, columns))
