"""Sizes of a model: as YAML (configs/), as an Architecture, and as what `transformers` builds from."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from novaedit.errors import ConfigError
from novaedit.model.architecture import Architecture

if TYPE_CHECKING:
    from transformers import PreTrainedConfig, PreTrainedTokenizerFast

CONFIGS = Path(__file__).parent / "configs"


def read_architecture(wanted: str) -> Architecture:
    """The sizes named `wanted` (`novaedit-small`) or in that YAML file. Raises ConfigError."""
    import yaml

    path = CONFIGS / f"{wanted}.yaml"
    if not path.is_file():
        path = Path(wanted)
    try:
        values: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Architecture(**values)
    except OSError:
        known = ", ".join(sorted(file.stem for file in CONFIGS.glob("*.yaml")))
        raise ConfigError(f"no sizes named {wanted!r}, and no such file (known are {known})") from None
    except (yaml.YAMLError, TypeError) as error:
        keys = ", ".join(field.name for field in fields(Architecture))
        raise ConfigError(
            f"{path}: not the sizes of a model, which are {keys} ({' '.join(str(error).split())})"
        ) from None


def transformers_config(
    kind: str, sizes: Architecture, tokenizer: PreTrainedTokenizerFast
) -> PreTrainedConfig:
    """What `transformers` builds a `kind` (llama or qwen2) of these sizes from."""
    from transformers import AutoConfig

    config: PreTrainedConfig = AutoConfig.for_model(
        kind,
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.width,
        intermediate_size=sizes.feed_forward,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        num_key_value_heads=sizes.key_value_heads,
        max_position_embeddings=sizes.context,
        rms_norm_eps=sizes.norm_epsilon,
        rope_parameters={"rope_type": "default", "rope_theta": sizes.rope_theta},
        tie_word_embeddings=sizes.tied,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return config
