"""Runs a Hugging Face checkpoint with torch: for GPUs, and for evaluating while training."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import ModelError, ModelMissingError
from novaedit.model.generation import TokenRuntime
from novaedit.model.graph import TOP
from novaedit.model.sequence import Cache, Rows

if TYPE_CHECKING:
    from transformers import DynamicCache, PreTrainedModel, PreTrainedTokenizerFast


class TorchRuntime(TokenRuntime):
    """Runs a model that training holds, or one that `load_checkpoint` gives."""

    def __init__(
        self,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerFast,
        *,
        name: str = "torch",
        drafting: bool = True,
    ) -> None:
        """The model is used as it is: on its device, in its precision, without dropout."""
        end, context = tokenizer.eos_token_id, model.config.max_position_embeddings
        super().__init__(name, int(end), int(context), drafting=drafting)
        self._model, self._tokenizer = model, tokenizer

    @cached_property
    def cache(self) -> Cache:
        """The tokens that the model holds."""
        return Cache(_TorchEngine(self._model))

    def encode(self, text: str) -> list[int]:
        """Token ids of `text`; our special tokens are one each."""
        return list(self._tokenizer.encode(text, add_special_tokens=False))

    def decode(self, tokens: list[int]) -> str:
        """The text of token ids, special tokens included."""
        return str(self._tokenizer.decode(tokens, skip_special_tokens=False))


def load_checkpoint(
    folder: Path, *, device: str | None = None, threads: int | None = None, bf16: bool | None = None
) -> TorchRuntime:
    """The checkpoint in `folder`, in bfloat16 on a GPU where there is one, else in float32 on the CPU.

    `bf16` decides the precision wherever it runs.

    Raises ModelMissingError when there is no checkpoint, and ModelError without torch.
    """
    if not (folder / "config.json").is_file():
        raise ModelMissingError(f"{folder}: no checkpoint there (config.json is missing)")
    try:
        import torch
        from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast
    except ImportError as error:
        raise ModelError(
            f"a checkpoint needs torch and transformers ({error}): pip install 'novaedit[train]'"
        ) from error
    if threads is not None:
        torch.set_num_threads(threads)
    chosen = device or ("cuda" if torch.cuda.is_available() else "cpu")
    dtype = torch.bfloat16 if (chosen != "cpu" if bf16 is None else bf16) else torch.float32
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
    model.to(torch.device(chosen))  # type: ignore[arg-type]  # transformers wraps `to` without its types
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
    return TorchRuntime(model, tokenizer, name=folder.name)


class _TorchEngine:
    """The steps that sequence.Cache asks for, on a transformers model."""

    # What a longer chunk costs on a GPU is not measurable; on a CPU it is little.
    chunk = 8
    width = 64

    def __init__(self, model: PreTrainedModel) -> None:
        self._model = model
        self._past: DynamicCache | None = None
        # Releases of transformers differ in what they call it.
        known = inspect.signature(model.forward).parameters
        self._cache_name = "cache" if "cache" in known else "past_key_values"

    def reset(self) -> None:
        self._past = None

    def filled(self, count: int) -> int:
        return count

    def step(
        self,
        tokens: NDArray[np.int64],
        positions: NDArray[np.int64],
        mask: NDArray[np.int64],
        rows: int,
        sequences: Sequence[int],
    ) -> Rows:
        import torch
        from transformers import DynamicCache

        def on_device(array: NDArray[np.int64]) -> torch.Tensor:
            return torch.from_numpy(array).to(self._model.device)

        if self._past is None:
            self._past = DynamicCache(config=self._model.config)
        elif list(sequences) != list(range(self._past.batch_size)):
            self._past.batch_select_indices(on_device(np.array(sequences, dtype=np.int64)))
        was_training = self._model.training
        self._model.train(False)
        with torch.inference_mode():
            logits = self._model(
                input_ids=on_device(tokens),
                attention_mask=on_device(mask),
                position_ids=on_device(positions),
                logits_to_keep=rows,
                **{self._cache_name: self._past},
            ).logits
            chances = torch.log_softmax(logits.float(), dim=-1)
            top = chances.topk(min(TOP, chances.shape[-1]), dim=-1)
        self._model.train(was_training)
        return top.values.cpu().numpy(), top.indices.to(torch.int32).cpu().numpy()
