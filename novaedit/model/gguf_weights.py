"""A GGUF file as float32 tensors under their Hugging Face names; numpy only (needs the `base` extra)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import ModelError, WeightsError
from novaedit.model.architecture import Architecture
from novaedit.model.vocabulary import Family, family_named

if TYPE_CHECKING:
    from gguf import ReaderTensor

#: Set in a file that we wrote: the embeddings of our tokens are trained.
TUNED = "novaedit.tuned"

_TOP = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
}
_IN_LAYER = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
# Two roundings of one matrix differ by about a twentieth; two different matrices by more than one.
_SAME = 0.3


class GgufWeights:
    """What a GGUF file holds. Tensors are read and dequantised one at a time, when asked for."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises WeightsError when it is no Llama or Qwen2 in GGUF."""
        try:
            from gguf import GGUFReader
        except ImportError as error:
            raise ModelError(
                f"reading GGUF needs a package that is not installed ({error}): pip install 'novaedit[base]'"
            ) from error
        self._path = path
        try:
            reader = GGUFReader(path)
            self._fields = reader.fields
            self._tensors: dict[str, ReaderTensor] = {tensor.name: tensor for tensor in reader.tensors}
            self.kind: str = self._field("general.architecture")
            self.family: Family = family_named(self._field("tokenizer.ggml.pre"))
            self.architecture = self._architecture()
            self.tuned: bool = TUNED in self._fields
        except (ValueError, KeyError, IndexError, OSError) as error:
            raise WeightsError(f"{path}: not a GGUF file that can be read ({error})") from error
        self._shares_output = self._is_tied()
        self.architecture = replace(self.architecture, tied=self._shares_output)

    @property
    def vocabulary(self) -> list[str]:
        """The token of each id."""
        tokens: list[str] = self._field("tokenizer.ggml.tokens")
        return tokens

    @property
    def merges(self) -> list[str]:
        """The byte-pair merges, `left right` each, by rank."""
        merges: list[str] = self._field("tokenizer.ggml.merges")
        return merges

    def tensor(self, name: str) -> NDArray[np.float32]:
        """The tensor of that Hugging Face name, in its shape. Raises WeightsError when there is none."""
        source = gguf_name(name)
        if source == "token_embd.weight" and self._shares_output and "output.weight" in self._tensors:
            source = "output.weight"  # the same matrix, kept with more bits
        if source not in self._tensors:
            raise WeightsError(f"{self._path}: no tensor {name} in it")
        values = self._read(source)
        if self.kind == "llama" and name.endswith(("q_proj.weight", "k_proj.weight")):
            return _halves(values, self.architecture.head_width)
        return values

    def _read(self, name: str, rows: int | None = None) -> NDArray[np.float32]:
        from gguf.quants import dequantize

        tensor = self._tensors[name]
        values: NDArray[np.float32] = dequantize(tensor.data[:rows], tensor.tensor_type)
        values = np.asarray(values, dtype=np.float32)
        return values if values.flags.writeable else values.copy()  # not a view of the file

    def _is_tied(self) -> bool:
        if "output.weight" not in self._tensors:
            return True
        inputs, outputs = (self._read(name, 64) for name in ("token_embd.weight", "output.weight"))
        return bool(np.abs(inputs - outputs).mean() < _SAME * np.abs(outputs).mean())

    def _architecture(self) -> Architecture:
        def number(key: str) -> Any:  # noqa: ANN401  # a whole number or a fraction, by key
            return self._field(f"{self.kind}.{key}")

        if self.kind not in ("llama", "qwen2"):
            raise WeightsError(f"{self._path}: the architecture {self.kind!r} is not supported")
        heads, width = number("attention.head_count"), number("embedding_length")
        return Architecture(
            layers=number("block_count"),
            width=width,
            feed_forward=number("feed_forward_length"),
            heads=heads,
            key_value_heads=number("attention.head_count_kv"),
            head_width=width // heads,
            vocabulary=len(self._field("tokenizer.ggml.tokens")),
            rope_theta=float(number("rope.freq_base")),
            norm_epsilon=float(number("attention.layer_norm_rms_epsilon")),
            context=number("context_length"),
            attention_bias=self.kind == "qwen2",
            tied=True,
        )

    def _field(self, key: str) -> Any:  # noqa: ANN401  # GGUF fields are of any type
        return self._fields[key].contents()


def gguf_name(name: str) -> str:
    """What GGUF calls the tensor of a Hugging Face name."""
    if name in _TOP:
        return _TOP[name]
    _, _, layer, rest = name.split(".", 3)
    part, _, suffix = rest.rpartition(".")
    return f"blk.{layer}.{_IN_LAYER.get(part, part)}.{suffix}"


def _halves(values: NDArray[np.float32], head_width: int) -> NDArray[np.float32]:
    """Undo what GGUF does to Llama's rotary projections: pairs side by side become two halves."""
    rows, columns = values.shape
    pairs = values.reshape(rows // head_width, head_width // 2, 2, columns)
    return pairs.swapaxes(1, 2).reshape(rows, columns)
