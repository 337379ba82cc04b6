"""`novaedit data corpus` in a process of its own, on packages as they are unpacked."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.data.command import data
from tests.dataset.vocabulary import byte_tokenizer
from tests.synth.corpus import write_source


def test_corpus(tmp_path: Path) -> None:
    """Files and tokens of what may be used; the rest is said."""
    source = write_source(tmp_path / "source")
    (tmp_path / "unlicensed").mkdir()
    byte_tokenizer().save_pretrained(tmp_path / "tokenizer")
    out = tmp_path / "out"
    done = data(
        tmp_path,
        *("corpus", source, tmp_path / "unlicensed", "--out", out),
        *("--tokenizer", tmp_path / "tokenizer"),
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "unlicensed: the licence is unknown" in done.stderr
    records = [json.loads(line) for line in (out / "corpus.jsonl").read_text("utf-8").splitlines()]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert len(records) == manifest["kept"] > 0
    assert {record["repo"] for record in records} == {"someone/store"}
    assert sum(shard["files"] for shard in manifest["shards"]) == len(records)
    assert [path.name for path in out.glob("*.npz")] == ["tokens-000.npz"]


def test_nothing_to_learn_from(tmp_path: Path) -> None:
    """Exit code 2."""
    (tmp_path / "unlicensed").mkdir()
    done = data(tmp_path, "corpus", tmp_path / "unlicensed", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.endswith("novaedit: no file is left to learn from\n")
