"""Pairs of a better and a worse answer to the same prompt, as token ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from novaedit.dataset.example import Example
from novaedit.errors import DataError
from novaedit.model.prompt import encode_prompt
from novaedit.training.batches import Encoded

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers to one prompt."""

    chosen: Encoded
    rejected: Encoded

    @property
    def longer(self) -> Encoded:
        """The one that decides how wide a batch is."""
        return max(self.chosen, self.rejected, key=lambda item: len(item.ids))


def read_pairs(paths: Iterable[Path], tokenizer: PreTrainedTokenizerFast, max_tokens: int) -> Iterator[Pair]:
    """The pairs of JSONL files whose both answers fit into `max_tokens`. Raises DataError."""
    for path in paths:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                try:
                    record = json.loads(line)
                    example = Example.from_json(record["example"])
                    texts = [str(record[name]) for name in ("chosen", "rejected")]
                except (json.JSONDecodeError, KeyError, TypeError, DataError) as error:
                    raise DataError(f"{path}:{number}: not a pair: {error!r}") from None
                chosen, rejected = (_encoded(tokenizer, example, text) for text in texts)
                pair = Pair(chosen, rejected)
                if len(pair.longer.ids) <= max_tokens:
                    yield pair


def _encoded(tokenizer: PreTrainedTokenizerFast, example: Example, answer: str) -> Encoded:
    """Prompt and answer tokenised apart, as generation does."""
    prompt = encode_prompt(example.language, example.region, example.diagnostics, example.instruction)
    head = tokenizer.encode(prompt, add_special_tokens=False)
    tail = tokenizer.encode(answer, add_special_tokens=False)
    return Encoded(np.array([*head, *tail], dtype=np.int32), len(head), example.injector or example.kind)
