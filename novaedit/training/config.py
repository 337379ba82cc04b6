"""The configuration of one training run, read from YAML; every key is a field below."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from novaedit.errors import ConfigError


@dataclass(frozen=True, slots=True)
class SftConfig:
    """Supervised fine-tuning on Examples. Paths are relative to the working directory."""

    base: str
    """A GGUF file, or a checkpoint directory that an earlier run wrote."""
    train: list[str]
    """JSONL files of Examples to learn from."""
    dev: str
    """JSONL of Examples from other repositories, only measured on."""
    out: str
    """Where checkpoints, logs and the final model go."""
    repeat: dict[str, int] = field(default_factory=dict)
    """How often an epoch holds the examples of an injector or kind; 1 for those not named, 0 for none."""
    seed: int = 0
    epochs: float = 1.0
    max_tokens: int = 420
    """Examples longer than this (prompt and answer) are left out."""
    batch_tokens: int = 2048
    """Tokens of one optimizer step, padding included."""
    learning_rate: float = 3e-4
    warmup_steps: int = 30
    final_rate: float = 0.05
    """The cosine schedule ends at this share of `learning_rate`."""
    weight_decay: float = 0.01
    clip: float = 1.0
    trained_layers: int | None = None
    """Train only this many of the last layers (and the output embeddings); None trains all.

    Frozen layers cost no backward pass: half of them trained is a third faster.
    """
    lora_rank: int | None = None
    """Train matrices of this rank beside frozen weights (lora.py); None trains the weights themselves."""
    lora_alpha: float = 128.0
    compile: bool = False
    """Compile the layers: pays on a GPU from a minute of training on."""
    length_power: float = 0.0
    """Patch-size regulariser: an example's loss is weighted by its answer's length to the -power."""
    max_minutes: float | None = None
    """Stop after this long, with the schedule stretched over the time instead of the epochs."""
    threads: int | None = None
    workers: int = 1
    """Processes that tokenise the data."""
    checkpoint_minutes: float = 10.0
    dev_examples: int = 200
    log_steps: int = 5


def load_config(path: Path) -> SftConfig:
    """Read a YAML file. Raises ConfigError naming the file and the key."""
    import yaml

    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: expected keys and values")
    return _build(path, values)


def _build(path: Path, values: dict[str, Any]) -> SftConfig:
    known = get_type_hints(SftConfig)
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"{path}: unknown key {key!r}")
        whole = type(value) is int and _is_a(0.0, known[key])  # `5` will do for 5.0
        if not _is_a(value, known[key]) and not whole:
            raise ConfigError(f"{path}: {key} must be {known[key]}, got {value!r}")
    try:
        return SftConfig(**values)
    except TypeError:
        missing = [f.name for f in fields(SftConfig) if f.name in ("base", "train", "dev", "out")]
        absent = [name for name in missing if name not in values]
        raise ConfigError(f"{path}: missing {', '.join(absent)}") from None


def _is_a(value: object, wanted: Any) -> bool:  # noqa: ANN401  # a type form has no narrower type
    """Whether a YAML value is of the type of a field: plain types, unions, list[str], dict[str, int]."""
    if wanted == list[str]:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if wanted == dict[str, int]:
        return isinstance(value, dict) and all(type(n) is int and n >= 0 for n in value.values())
    return isinstance(value, wanted)
