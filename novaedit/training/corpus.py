"""Plain code to learn from: JSONL of texts or of Examples of kind `code`, or ready token shards.

corpus.jsonl   one text a line: {"text": ...}, or an Example whose window is the text
shard.npz      `tokens`, a flat array of token ids that ends each text with the padding token
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import DataError
from novaedit.model.prompt import escape

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

#: Texts that are tokenised at once.
_CHUNK = 256


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """The texts of JSONL files; what looks like one of our tokens stays text. Raises DataError."""
    for path in paths:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                text = _text(_record(line, f"{path}:{number}"), f"{path}:{number}")
                if text:
                    yield escape(text)


def read_tokens(paths: Iterable[Path], tokenizer: PreTrainedTokenizerFast) -> NDArray[np.uint32]:
    """All texts as one row of token ids, the padding token after each. Raises DataError."""
    parts = [_shard(path) if path.suffix == ".npz" else _tokenised(path, tokenizer) for path in paths]
    tokens = np.concatenate(parts) if parts else np.empty(0, np.uint32)
    if len(tokens) and int(tokens.max()) >= len(tokenizer):
        raise DataError(f"the token {int(tokens.max())} is not in the tokenizer of {len(tokenizer)}")
    return tokens


def _tokenised(path: Path, tokenizer: PreTrainedTokenizerFast) -> NDArray[np.uint32]:
    rows: list[NDArray[np.uint32]] = []
    end = [tokenizer.pad_token_id]
    for texts in _chunks(read_texts([path])):
        encoded = tokenizer(texts, add_special_tokens=False, return_attention_mask=False).input_ids
        rows += [np.asarray(ids + end, np.uint32) for ids in encoded]
    return np.concatenate(rows) if rows else np.empty(0, np.uint32)


def _shard(path: Path) -> NDArray[np.uint32]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return np.asarray(arrays["tokens"], np.uint32).reshape(-1)
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path}: not a shard of tokens ({error})") from None


def _record(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(f"{where}: {error}") from None
    if not isinstance(record, dict):
        raise DataError(f"{where}: not a record")
    return record


def _text(record: dict[str, Any], where: str) -> str:
    text, code = record.get("text"), record.get("code")
    if isinstance(text, str):
        return text
    if record.get("kind") == "code" and isinstance(code, list):
        return "\n".join(map(str, code)) + "\n"
    raise DataError(f"{where}: neither a text nor an Example of kind code")


def _chunks(texts: Iterator[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for text in texts:
        chunk.append(text)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
