"""Our own vocabulary, from code: `novaedit train tokenizer --config FILE`.

Byte-level BPE: any file can be written in it. Digits stand alone, the operators of
model/vocabulary.py are one token each, and the ids of our special tokens come first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from novaedit.errors import DataError
from novaedit.model.vocabulary import (
    FAMILIES,
    FIM_TOKENS,
    OPERATORS,
    PADDING,
    build_tokenizer,
    pre_tokenizer,
    take_over,
)
from novaedit.training.corpus import read_texts

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

_FAMILY = FAMILIES["novaedit"]
#: Ids kept for special tokens, of today and to come; the last ones are those of FIM_TOKENS.
_RESERVED = 32


@dataclass(frozen=True, slots=True)
class TokenizerConfig:
    """Training a vocabulary. Paths are relative to the working directory."""

    files: list[str]
    """JSONL of code: `{"text": ...}`, or Examples of kind `code`."""
    out: str
    """Folder for the tokenizer."""
    vocabulary: int = 32768
    """Tokens in all; fewer when the corpus does not give so many."""
    min_frequency: int = 2
    texts: int | None = None
    """Read only so many texts."""


def train_tokenizer(config: TokenizerConfig) -> PreTrainedTokenizerFast:
    """Train the vocabulary and write it to `config.out`. Raises DataError when there is no text."""
    texts = read_texts(map(Path, config.files))
    tokenizer = learn(islice(texts, config.texts), config.vocabulary, config.min_frequency)
    tokenizer.save_pretrained(config.out)
    return tokenizer


def learn(texts: Iterable[str], size: int, min_frequency: int) -> PreTrainedTokenizerFast:
    """A tokenizer of at most `size` tokens. Raises DataError when `size` is too small or nothing is read."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    fixed = [*_reserved(), *alphabet]
    operators = list(_operator_merges())
    if size < len(fixed) + len(operators):
        raise DataError(f"a vocabulary needs {len(fixed) + len(operators)} tokens at least, not {size}")
    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizer(_FAMILY)
    trainer = trainers.BpeTrainer(
        vocab_size=size - _RESERVED,
        min_frequency=min_frequency,
        show_progress=False,
        initial_alphabet=alphabet,
    )
    trained.train_from_iterator(texts, trainer)
    merges = [(left, right) for left, right in json.loads(trained.to_str())["model"]["merges"]]
    if not merges:
        raise DataError("there is no text to learn a vocabulary from")
    # The operators' merges rank first: whatever the corpus says, nothing can cut them.
    vocabulary = dict.fromkeys(fixed)
    kept = []
    for left, right in dict.fromkeys([*operators, *merges]):
        if len(vocabulary) < size or left + right in vocabulary:
            vocabulary[left + right] = None
            kept.append(f"{left} {right}")
    return build_tokenizer(take_over(list(vocabulary), _FAMILY), kept, _FAMILY)


def _reserved() -> list[str]:
    """The first ids, before our special tokens take theirs over."""
    spare = [f"<spare-{i}>" for i in range(1, _RESERVED - len(FIM_TOKENS))]
    return [PADDING, *spare, *FIM_TOKENS]


def _operator_merges() -> Iterator[tuple[str, str]]:
    """Pairs that build each operator from its signs, left to right, then with a space before it."""
    for operator in OPERATORS:
        for end in range(1, len(operator)):
            yield operator[:end], operator[end]
    for operator in OPERATORS:
        yield "Ġ", operator
