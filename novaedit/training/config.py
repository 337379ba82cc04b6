"""The configuration of one training run, read from YAML; every key is a field below."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from novaedit.model.prompt import STYLE, PromptStyle
from novaedit.training.mixture import Stage
from novaedit.training.settings import read_settings


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
    stages: list[Stage] = field(default_factory=list)
    """Parts of the run with their own ratios (mixture.py), instead of `repeat`. `epochs` says how many
    examples all of them read together; a run that ends by the clock has no stages."""
    seed: int = 0
    epochs: float = 1.0
    max_tokens: int = 420
    """Examples longer than this (prompt and answer) are left out."""
    style: PromptStyle = STYLE
    """How prompt and answer are written: any style but the default makes a model that only measures it."""
    window: int | None = None
    """Show at most about this many lines around a finding; None shows what the records hold.

    Examples whose patch lies outside are left out (dataset/narrow.py).
    """
    batch_tokens: int = 2048
    """Tokens of one optimizer step, over all processes, padding included."""
    learning_rate: float = 3e-4
    warmup_steps: int = 30
    """At most a tenth of the run, however many."""
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
    adapter: str | None = None
    """An adapter to go on from, of this rank and alpha: a released file, whose `base` is the published
    one cut by `novaedit train cut --like`, or the `model` folder of an earlier run."""
    compile: bool = False
    """Compile the layers: pays on a GPU from a minute of training on."""
    length_power: float = 0.0
    """Patch-size regulariser: an example's loss is weighted by its answer's length to the -power."""
    max_minutes: float | None = None
    """Stop after this long, with the schedule stretched over the time instead of the epochs."""
    bf16: bool | None = None
    """Precision of matrix products; None takes bf16 where it is faster."""
    threads: int | None = None
    workers: int = 1
    """Processes that tokenise the data."""
    checkpoint_minutes: float = 10.0
    dev_examples: int = 200
    log_steps: int = 5


def load_config(path: Path) -> SftConfig:
    """Read a YAML file. Raises ConfigError naming the file and the key."""
    return read_settings(path, SftConfig)
