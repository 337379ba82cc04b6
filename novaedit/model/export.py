"""A trained checkpoint as a release: int8 weights, tokenizer and manifest (needs the `train` extra)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import WeightsError
from novaedit.model.architecture import Architecture
from novaedit.model.graph import Tensors
from novaedit.model.manifest import Manifest
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.quantise import SCALES
from novaedit.model.release import TOKENIZER, load_tokenizer_graphs, write_release
from novaedit.model.vocabulary import FAMILIES, pre_tokenizer

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
) -> Manifest:
    """Write the Hugging Face checkpoint in `checkpoint` to `folder` as a model that the runtime loads.

    Raises WeightsError when the checkpoint is no Llama or Qwen2 in safetensors, or when its tokenizer
    cuts one of our special tokens apart.
    """
    architecture = Architecture.from_config(_config(checkpoint))
    tokenizer = _tokenizer(checkpoint)
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
    with ExitStack() as stack:
        converted = Path(stack.enter_context(TemporaryDirectory()))
        save_tokenizer(tokenizer, converted)
        _check_tokenizer(tokenizer, converted)
        return write_release(folder, facts, architecture, _tensors(checkpoint, stack), converted)


def export_adapter(folder: Path, facts: Mapping[str, Any], target: Path) -> None:
    """Write the adapter and tokenizer in `folder` to `target`, what `novaedit model pull` adds to weights.

    `facts` go into adapter.json: version, training_run, metrics, min_confidence. Raises WeightsError.
    """
    tokenizer = _tokenizer(folder)
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


def _tokenizer(checkpoint: Path) -> PreTrainedTokenizerFast:
    from transformers import PreTrainedTokenizerFast

    if not (checkpoint / "tokenizer.json").is_file():
        raise WeightsError(f"{checkpoint}: no tokenizer.json there")
    tokenizer: PreTrainedTokenizerFast = PreTrainedTokenizerFast.from_pretrained(checkpoint)
    if '"type":"Digits"' in tokenizer.backend_tokenizer.to_str():
        # One pattern instead of two cuts: the same tokens, and OpenVINO gets them right.
        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizer(FAMILIES["smollm"])
    return tokenizer


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


def _config(checkpoint: Path) -> dict[str, Any]:
    path = checkpoint / "config.json"
    try:
        config: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path}: not the configuration of a checkpoint ({error})") from error
    return config


def _tensors(checkpoint: Path, stack: ExitStack) -> Tensors:
    """Read tensors by name from all safetensors files, through torch, for numpy has no bfloat16."""
    from safetensors import safe_open

    where: dict[str, Any] = {}
    for path in sorted(checkpoint.glob("*.safetensors")):
        opened = stack.enter_context(safe_open(path, framework="pt"))
        where |= dict.fromkeys(opened.keys(), opened)

    def tensor(name: str) -> NDArray[np.float32]:
        if name not in where:
            raise WeightsError(f"{checkpoint}: no tensor {name} in its safetensors files")
        array: NDArray[np.float32] = where[name].get_tensor(name).float().numpy()
        if name + SCALES in where:  # rounded on the machine that trained it (training/portable.py)
            array = array * where[name + SCALES].get_tensor(name + SCALES).float().numpy()
        return array

    return tensor
