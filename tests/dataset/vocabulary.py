"""A tokenizer to test with: bytes and our special tokens, no merges."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from novaedit.model.vocabulary import FAMILIES, PADDING, build_tokenizer, take_over

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


@cache
def byte_tokenizer() -> PreTrainedTokenizerFast:
    """One token a byte: 273 ids."""
    from tokenizers import pre_tokenizers

    spare = [f"<spare{number}>" for number in range(16)]
    vocabulary = [PADDING, *spare, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    family = FAMILIES["smollm"]
    return build_tokenizer(take_over(vocabulary, family), [], family)
