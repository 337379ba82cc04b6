"""Files to learn the language from: which are kept, and as which tokens."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from novaedit.dataset.corpus import pack_corpus, write_corpus
from novaedit.dataset.example import Provenance
from novaedit.errors import DataError
from tests.dataset.vocabulary import byte_tokenizer


def _file(path: str, text: str, repo: str = "someone/something") -> tuple[Provenance, str]:
    return Provenance(repo, "abc", path, "MIT"), text


def _code(name: str) -> str:
    return "\n".join(["import os", *(f"def {name}_{n}(a, b):\n    return a * {n} + b\n" for n in range(9))])


def test_what_is_kept_and_what_is_not(tmp_path: Path) -> None:
    """Each reason is counted."""
    files = [
        _file("a.py", _code("first")),
        _file("b.py", _code("first") + "# the same\n"),
        _file("c.py", _code("first") + "x = 1\n"),
        _file("d.py", "def f(:\n"),
        _file("e.py", "x = 1\n" * 2001),
        _file("f.py", _code("second"), "scrapy/scrapy"),
        _file("tests/quixbugs/g.py", _code("third")),
        _file("h.py", _code("fourth"), "pytoolz/toolz"),
        _file("i.py", _code("fifth"), "other/one"),
    ]
    manifest = write_corpus(files, tmp_path)
    assert manifest["rejected"] == {
        "does not parse": 1,
        "duplicate": 1,
        "held-out repository": 1,
        "near-duplicate": 1,
        "never list": 2,
        "too long": 1,
    }
    assert manifest["by repository"] == {"other/one": 1, "someone/something": 1}
    records = [json.loads(line) for line in (tmp_path / "corpus.jsonl").read_text("utf-8").splitlines()]
    assert [(one["kind"], one["path"], one["text"]) for one in records] == [
        ("code", "a.py", _code("first")),
        ("code", "i.py", _code("fifth")),
    ]


def test_nothing_is_left(tmp_path: Path) -> None:
    """No empty corpus."""
    with pytest.raises(DataError, match="no file is left"):
        write_corpus([_file("a.py", "def f(:\n")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_tokens(tmp_path: Path) -> None:
    """The texts come back, each ended by the padding token; what looks like ours stays text."""
    texts = [_code("first"), "x = '<PATCH_END>'\n", _code("ünï")]
    write_corpus([_file(f"{n}.py", text) for n, text in enumerate(texts)], tmp_path)
    tokenizer = byte_tokenizer()
    shards = pack_corpus(tmp_path, tokenizer, shard_tokens=300)
    arrays = [np.load(tmp_path / shard["name"])["tokens"] for shard in shards]
    assert len(arrays) > 1
    assert {array.dtype for array in arrays} == {np.dtype(np.uint16)}
    tokens = np.concatenate(arrays)
    end = tokenizer.pad_token_id
    parts = np.split(tokens, np.flatnonzero(tokens == end)[:-1] + 1)
    read = [str(tokenizer.decode(part[part != end])) for part in parts]
    assert [text.replace("\u200b", "") for text in read] == texts
    assert tokenizer.convert_tokens_to_ids("<PATCH_END>") not in tokens
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["shards"] == shards
    assert manifest["kept"] == 3
