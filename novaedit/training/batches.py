"""Examples as token ids, and batches of like length in an order that only the seed decides."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from novaedit.dataset.example import Example, parse_line
from novaedit.dataset.narrow import narrowed
from novaedit.dataset.tokens import encode_examples, label_of
from novaedit.model.prompt import STYLE, PromptStyle
from novaedit.training.mixture import Item, item_of

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerFast


_CHUNK_LINES = 500
_UNNAMED = Item("", ())


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids of prompt and answer; the loss is taken from `start` on. `label` names the bug's maker.

    Stages choose by `item`.
    """

    ids: NDArray[np.int32]
    start: int
    label: str
    item: Item = _UNNAMED


@dataclass(frozen=True, slots=True)
class Batch:
    """ids (B, T) right-padded with 0; `targets` (B, T) is True where a token is to be predicted.

    Right padding needs no attention mask under causal attention, and passing one would leave the
    fast attention path.
    """

    ids: torch.Tensor
    targets: torch.Tensor
    labels: tuple[str, ...]

    @property
    def tokens(self) -> int:
        """Tokens computed, padding included."""
        return self.ids.numel()


@dataclass(frozen=True, slots=True)
class Reading:
    """How Examples become prompts: see the fields of SftConfig."""

    max_tokens: int
    style: PromptStyle = STYLE
    window: int | None = None

    def shown(self, example: Example) -> Example | None:
        """What is shown of an example; None when its patch is then out of sight."""
        return example if self.window is None else narrowed(example, self.window)


def encode(
    tokenizer: PreTrainedTokenizerFast, example: Example, file: str, style: PromptStyle = STYLE
) -> Encoded:
    """Tokenise prompt and answer of an example of `file` apart, as generation does, and join them."""
    ((ids, start),) = encode_examples(tokenizer, [example], style)
    return Encoded(np.array(ids, dtype=np.int32), start, label_of(example), item_of(example, file))


def encode_files(
    tokenizer: PreTrainedTokenizerFast, paths: Sequence[str], reading: Reading, workers: int = 1
) -> list[Encoded]:
    """Every example of the JSONL files `paths` that can be read so, in order. Raises DataError."""
    encode_some = partial(_encode_lines, tokenizer, reading)
    chunks = _chunks(paths)
    if workers <= 1:
        return [item for chunk in chunks for item in encode_some(chunk)]
    # Forked before a GPU is touched: the tokenizer need not be sent.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return [item for found in pool.map(encode_some, chunks) for item in found]


def _encode_lines(
    tokenizer: PreTrainedTokenizerFast, reading: Reading, chunk: tuple[str, int, list[str]]
) -> list[Encoded]:
    path, first, lines = chunk
    examples = (parse_line(line, f"{path}:{number}") for number, line in enumerate(lines, first))
    shown = filter(None, map(reading.shown, examples))
    encoded = (encode(tokenizer, example, path, reading.style) for example in shown)
    return [item for item in encoded if len(item.ids) <= reading.max_tokens]


def _chunks(paths: Sequence[str]) -> Iterator[tuple[str, int, list[str]]]:
    """(path, number of the first line, lines), some hundred lines at a time."""
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="\n") as file:
            first = 1
            while lines := list(islice(file, _CHUNK_LINES)):
                yield path, first, lines
                first += len(lines)


def plan_batches(items: Sequence[Encoded], batch_tokens: int, seed: int) -> list[list[int]]:
    """Indices of `items` in batches of at most `batch_tokens` padded tokens, in random order.

    Lengths are sorted within pools of some fifty batches: nearly no padding, yet well mixed.
    """
    rng = random.Random(seed)  # noqa: S311  # an order, not a secret
    order = list(range(len(items)))
    rng.shuffle(order)
    mean = max(1, sum(len(item.ids) for item in items) // max(1, len(items)))
    pool = max(1, 50 * batch_tokens // mean)
    batches: list[list[int]] = []
    for begin in range(0, len(order), pool):
        batches += _fill(
            sorted(order[begin : begin + pool], key=lambda i: len(items[i].ids)), items, batch_tokens
        )
    rng.shuffle(batches)
    return batches


def collate(items: Sequence[Encoded]) -> Batch:
    """Pad to the longest."""
    import torch

    width = max(len(item.ids) for item in items)
    ids = torch.zeros(len(items), width, dtype=torch.long)  # (B, T)
    targets = torch.zeros(len(items), width, dtype=torch.bool)  # (B, T)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = torch.from_numpy(item.ids)
        targets[row, item.start : len(item.ids)] = True
    return Batch(ids, targets, tuple(item.label for item in items))


def _fill(order: list[int], items: Sequence[Encoded], batch_tokens: int) -> list[list[int]]:
    batches: list[list[int]] = [[]]
    for index in order:  # ascending lengths: the newest is the widest
        if batches[-1] and (len(batches[-1]) + 1) * len(items[index].ids) > batch_tokens:
            batches.append([])
        batches[-1].append(index)
    return [batch for batch in batches if batch]
