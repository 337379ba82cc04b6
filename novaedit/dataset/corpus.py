"""`novaedit data corpus`: whole files of code to learn the language from, before any edit.

corpus.jsonl     one file a line: {"kind": "code", "repo", "commit", "path", "licence", "text"}
tokens-000.npz   with a tokenizer: `tokens`, ids of texts one after the other, each ended by the
                 padding token; uint16, or uint32 for a vocabulary that needs it
manifest.json    what was kept, by licence and repository, and what was left out, by reason
"""

from __future__ import annotations

import ast
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from novaedit.dataset.example import Provenance
from novaedit.dataset.files import new_file, write_json
from novaedit.dataset.near import NearDuplicates
from novaedit.dataset.never import NEVER, NeverList, content_hash
from novaedit.dataset.split import DEV_SHARE, split_of
from novaedit.dataset.write import MANIFEST
from novaedit.errors import DataError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

CORPUS = "corpus.jsonl"
#: No file is longer: what is, is rarely written by hand.
MAX_LINES = 2000
_BATCH = 64
_SHARD_TOKENS = 20_000_000

#: Where a file comes from, and its text.
CodeFile = tuple[Provenance, str]


def write_corpus(
    files: Iterable[CodeFile], out: Path, *, never: NeverList = NEVER, near: bool = True
) -> dict[str, Any]:
    """Write the files worth learning from to `out`; returns the manifest.

    Left out and counted: held-out repositories, the never list, what is too long or does not parse, and
    what was there before, nearly too with `near`. Raises DataError when nothing is left, WriteError.
    """
    kept: Counter[str] = Counter()
    licences: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    with new_file(out / CORPUS) as file:
        sieve = _Sieve(never, NearDuplicates() if near else None)
        for origin, text in files:
            problem = sieve.problem(origin, text)
            if problem:
                rejected[problem] += 1
                continue
            _write(file, origin, text)
            kept[origin.repo] += 1
            licences[origin.licence] += 1
        if not kept:
            raise DataError("no file is left to learn from")
    manifest = {
        "kept": kept.total(),
        "rejected": dict(sorted(rejected.items())),
        "by licence": dict(sorted(licences.items())),
        "by repository": dict(sorted(kept.items())),
    }
    write_json(out / MANIFEST, manifest)
    return manifest


class _Sieve:
    """What keeps a file out, in the order that it costs."""

    def __init__(self, never: NeverList, near: NearDuplicates | None) -> None:
        self._never, self._near = never, near
        self._seen: set[str] = set()

    def problem(self, origin: Provenance, text: str) -> str | None:
        """Why a file is left out, in words that can be counted, or None."""
        if split_of(origin.repo, DEV_SHARE) == "dev":
            return "held-out repository"
        if self._never.refuses_source(origin.repo) or self._never.refuses_file(origin.path, text):
            return "never list"
        if text.count("\n") > MAX_LINES:
            return "too long"
        digest = content_hash(text)
        if digest in self._seen:
            return "duplicate"
        self._seen.add(digest)
        if not _parses(text):
            return "does not parse"
        # Every file is a group of its own: a copy within a repository is one too.
        if self._near and self._near.other(text, f"{origin.repo}/{origin.path}"):
            return "near-duplicate"
        return None


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _write(file: IO[bytes], origin: Provenance, text: str) -> None:
    record = {"kind": "code", **asdict(origin), "text": text}
    file.write((json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


def pack_corpus(
    out: Path, tokenizer: PreTrainedTokenizerFast, shard_tokens: int = _SHARD_TOKENS
) -> list[dict[str, Any]]:
    """Tokenise the corpus in `out` into shards beside it; the manifest names them and the tokenizer.

    Raises DataError when there is no corpus, WriteError.
    """
    import numpy as np

    from novaedit.dataset.shards import token_type
    from novaedit.dataset.tokens import tokenizer_hash

    kind = token_type(len(tokenizer))
    shards: list[dict[str, Any]] = []
    for number, rows in enumerate(_rows(out / CORPUS, tokenizer, shard_tokens)):
        name = f"tokens-{number:03}.npz"
        tokens = np.concatenate([np.asarray(row, kind) for row in rows])
        with new_file(out / name) as file:
            np.savez_compressed(file, allow_pickle=False, tokens=tokens)
        shards.append({"name": name, "files": len(rows), "tokens": len(tokens)})
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    write_json(out / MANIFEST, {**manifest, "tokenizer": tokenizer_hash(tokenizer), "shards": shards})
    return shards


def _rows(path: Path, tokenizer: PreTrainedTokenizerFast, shard_tokens: int) -> Iterator[list[list[int]]]:
    """The ids of texts, in lists that each make a shard."""
    from novaedit.dataset.tokens import encode_texts
    from novaedit.model.prompt import escape

    rows: list[list[int]] = []
    size = 0
    with path.open(encoding="utf-8", newline="\n") as file:
        while batch := [escape(json.loads(line)["text"]) for line in islice(file, _BATCH)]:
            for ids in encode_texts(tokenizer, batch):
                rows.append([*ids, tokenizer.pad_token_id])
                size += len(rows[-1])
                if size >= shard_tokens:
                    yield rows
                    rows, size = [], 0
    if rows:
        yield rows
