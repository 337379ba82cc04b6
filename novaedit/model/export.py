"""A trained checkpoint as a release: int8 weights, tokenizer and manifest (needs the `train` extra)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from novaedit.errors import WeightsError
from novaedit.model.architecture import Architecture
from novaedit.model.checkpoint_files import open_tensors, read_config, read_tokenizer
from novaedit.model.gguf_export import write_gguf_release
from novaedit.model.manifest import Form, Manifest
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.release import TOKENIZER, load_tokenizer_graphs, write_release

# What tokenizers disagree about: spaces before digits and at line ends, contractions, other scripts.
_PROBE = "".join(SPECIAL_TOKENS) + (
    "  12 345\tx=1 \n\n    it's naïve = '日本 \u200b½' \r\n  7 <|im_start|>|\n"
    "@@ 39-39\n+     return x  # ok\n"
)

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


def export(
    checkpoint: Path,
    folder: Path,
    *,
    name: str,
    version: str,
    base: str,
    base_sha256: str,
    licence: str,
    training_run: str | None,
    metrics: Mapping[str, float] | None = None,
    min_confidence: float = 0.0,
    form: Form = Form.IR,
) -> Manifest:
    """Write the Hugging Face checkpoint in `checkpoint` to `folder` as a model that the runtime loads.

    The form GGUF is one file for other engines instead. Raises WeightsError when the checkpoint is no
    Llama or Qwen2 in safetensors, or when its tokenizer cuts one of our special tokens apart.
    """
    architecture = Architecture.from_config(read_config(checkpoint))
    tokenizer = read_tokenizer(checkpoint)
    facts = Manifest(
        name=name,
        version=version,
        base=base,
        base_sha256=base_sha256,
        licence=licence,
        training_run=training_run,
        tuned=training_run is not None,
        context=0,  # the architecture knows
        special_tokens=_special_ids(tokenizer),
        metrics=dict(metrics or {}),
        min_confidence=min_confidence,
    )
    if form is Form.GGUF:
        return write_gguf_release(checkpoint, folder, replace(facts, context=architecture.context))
    with ExitStack() as stack:
        converted = Path(stack.enter_context(TemporaryDirectory()))
        save_tokenizer(tokenizer, converted)
        _check_tokenizer(tokenizer, converted)
        return write_release(folder, facts, architecture, open_tensors(checkpoint, stack), converted)


def export_adapter(folder: Path, facts: Mapping[str, Any], target: Path) -> None:
    """Write the adapter and tokenizer in `folder` to `target`, what `novaedit model pull` adds to weights.

    `facts` go into adapter.json: version, training_run, metrics, min_confidence. Raises WeightsError.
    """
    tokenizer = read_tokenizer(folder)
    with TemporaryDirectory() as name:
        converted = Path(name)
        save_tokenizer(tokenizer, converted)
        _check_tokenizer(tokenizer, converted)
        target.mkdir(parents=True, exist_ok=True)
        for file in TOKENIZER:
            shutil.copyfile(converted / file, target / file)
    shutil.copyfile(folder / "adapter.safetensors", target / "adapter.safetensors")
    (target / "adapter.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def save_tokenizer(tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write the tokenizer as the graphs that the runtime loads (release.TOKENIZER)."""
    import openvino as ov
    from openvino_tokenizers import convert_tokenizer

    encoder, decoder = convert_tokenizer(tokenizer, with_detokenizer=True)
    ov.save_model(encoder, folder / "tokenizer.xml")
    ov.save_model(decoder, folder / "detokenizer.xml")


def _check_tokenizer(tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Raise WeightsError if the exported tokenizer cuts a probe differently from the trained one."""
    converted = load_tokenizer_graphs(*((folder / name).read_bytes() for name in TOKENIZER))
    encoded = converted.encode(_PROBE, add_special_tokens=False).input_ids.data[0].tolist()
    if encoded != tokenizer.encode(_PROBE, add_special_tokens=False):
        raise WeightsError(
            "the tokenizer of the checkpoint cannot be converted: OpenVINO cuts text differently"
        )


def _special_ids(tokenizer: PreTrainedTokenizerFast) -> dict[str, int]:
    ids = {}
    for token in SPECIAL_TOKENS:
        encoded = tokenizer.encode(token, add_special_tokens=False)
        if len(encoded) != 1:
            raise WeightsError(f"the tokenizer cuts {token} into {len(encoded)} tokens")
        ids[token] = encoded[0]
    return ids
