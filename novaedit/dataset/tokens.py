"""Records and texts as token ids, and which tokenizer made them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.dataset.example import Example
from novaedit.errors import UsageError
from novaedit.model.prompt import STYLE, PromptStyle, encode_answer, encode_prompt

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

#: Where transformers keeps a tokenizer in a folder.
_FILE = "tokenizer.json"


def load_tokenizer(path: Path) -> PreTrainedTokenizerFast:
    """The tokenizer of a GGUF file, of a checkpoint, or that `train tokenizer` wrote.

    Raises UsageError when the path holds none, and WeightsError.
    """
    if path.is_file():
        from novaedit.model.base_weights import load_tokenizer as from_gguf

        return from_gguf(path)
    if not (path / _FILE).is_file():
        raise UsageError(f"{path} is no GGUF file and no folder with a {_FILE}")
    from transformers import PreTrainedTokenizerFast

    tokenizer: PreTrainedTokenizerFast = PreTrainedTokenizerFast.from_pretrained(path)
    return tokenizer


def tokenizer_hash(tokenizer: PreTrainedTokenizerFast) -> str:
    """sha256 (hex) of all that decides which ids a text gets."""
    text: str = tokenizer.backend_tokenizer.to_str()
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def encode_examples(
    tokenizer: PreTrainedTokenizerFast, examples: Sequence[Example], style: PromptStyle = STYLE
) -> list[tuple[list[int], int]]:
    """(ids of prompt and answer, where the answer begins) of each.

    Prompt and answer are tokenised apart, as generation does, and joined.
    """
    texts: list[str] = []
    for example in examples:
        texts.append(
            encode_prompt(example.language, example.region, example.diagnostics, example.instruction, style)
        )
        texts.append(encode_answer(example.edits(), example.sparse_lines(), style))
    ids = encode_texts(tokenizer, texts)
    return [([*head, *tail], len(head)) for head, tail in zip(ids[::2], ids[1::2], strict=True)]


def encode_texts(tokenizer: PreTrainedTokenizerFast, texts: Sequence[str]) -> list[list[int]]:
    """The ids of each text, nothing added."""
    if not texts:
        return []
    ids: list[list[int]] = tokenizer(
        list(texts), add_special_tokens=False, return_attention_mask=False
    ).input_ids
    return ids


def label_of(example: Example) -> str:
    """What a record is counted as: the maker of its bug, else its kind."""
    return example.injector or example.kind
