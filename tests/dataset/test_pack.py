"""Records become shards that the trainer reads back as it would have tokenised them itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novaedit.dataset.example import Example
from novaedit.dataset.pack import PackSettings, pack
from novaedit.dataset.packed import Packed, read_manifest
from novaedit.dataset.tokens import encode_examples, label_of, tokenizer_hash
from novaedit.errors import DataError, WriteError
from tests.dataset.records import LINES, example
from tests.dataset.vocabulary import byte_tokenizer


def _records(sizes: list[int]) -> list[Example]:
    return [example(lines=(*LINES, f"    # {number} {'x' * size}")) for number, size in enumerate(sizes)]


def _as_tuples(examples: list[Example]) -> Counter[tuple[tuple[int, ...], int, str]]:
    encoded = encode_examples(byte_tokenizer(), examples)
    return Counter(
        (tuple(ids), start, label_of(one)) for (ids, start), one in zip(encoded, examples, strict=True)
    )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=25), st.integers(150, 3000))
def test_pack_and_read(sizes: list[int], shard_tokens: int) -> None:
    """All records and no others, each shard of like lengths, the sums right."""
    records = _records(sizes)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "packed"
        pack(records, byte_tokenizer(), out, PackSettings(1000, 64, shard_tokens))
        packed = Packed(out, tokenizer_hash(byte_tokenizer()), keep=2)
        read = Counter((tuple(one.ids.tolist()), one.start, one.label) for one in packed)
        lengths = packed.lengths.tolist()
        assert lengths == [len(one.ids) for one in packed]
        assert packed[-1].ids.tolist() == packed[len(packed) - 1].ids.tolist()
    assert read == _as_tuples(records)
    assert packed.manifest["examples"] == len(records)
    assert packed.manifest["tokens"] == sum(lengths)
    assert packed.manifest["longest"] == max(lengths)
    for shard in packed.manifest["shards"]:
        assert shard["bucket"] - 64 < shard["longest"] <= shard["bucket"]


def test_the_same_again(tmp_path: Path) -> None:
    """Equal records give equal shards, byte for byte."""
    for name in ("one", "two"):
        pack(_records([1, 50, 200]), byte_tokenizer(), tmp_path / name)
    assert read_manifest(tmp_path / "one") == read_manifest(tmp_path / "two")


def test_long_records_are_left_out_and_counted(tmp_path: Path) -> None:
    """None is cut."""
    manifest = pack(_records([1, 900]), byte_tokenizer(), tmp_path / "out", PackSettings(500))
    assert (manifest["examples"], manifest["too_long"]) == (1, 1)


def test_nothing_fits(tmp_path: Path) -> None:
    """No pack without records."""
    with pytest.raises(DataError, match="no record fits into 10 tokens"):
        pack(_records([1]), byte_tokenizer(), tmp_path / "out", PackSettings(10))


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """Shards of two packs must not mix."""
    (tmp_path / "mine.txt").touch()
    with pytest.raises(WriteError, match="is there already"):
        pack(_records([1]), byte_tokenizer(), tmp_path)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """Two shards."""
    pack(_records([1, 2, 200]), byte_tokenizer(), tmp_path / "packed")
    return tmp_path / "packed"


def test_shards_are_read_when_they_are_needed(packed: Path) -> None:
    """A damaged one stops whoever asks for its records only."""
    shards = sorted(packed.glob("*.npz"))
    assert len(shards) == 2
    content = shards[1].read_bytes()
    at = content.index(b"tokens.npy") + 60
    shards[1].write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
    data = Packed(packed)
    assert len(data) == 3
    assert len(data[0].ids) == data.lengths[0]
    with pytest.raises(DataError, match=rf"{shards[1].name}: damaged"):
        data[2]
    with pytest.raises(IndexError):
        data[3]


def test_another_tokenizer(packed: Path) -> None:
    """Its ids would mean something else."""
    with pytest.raises(DataError, match="another tokenizer"):
        Packed(packed, "0" * 64)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"version": 2}, "version 2", id="a version to come"),
        pytest.param({"labels": None}, "no labels", id="an incomplete manifest"),
    ],
)
def test_another_manifest(packed: Path, change: dict[str, object], said: str) -> None:
    """One sentence with the file's name."""
    path = packed / "pack.json"
    manifest = {**json.loads(path.read_text(encoding="utf-8")), **change}
    path.write_text(json.dumps({k: v for k, v in manifest.items() if v is not None}), encoding="utf-8")
    with pytest.raises(DataError, match=rf"pack\.json: .*{said}"):
        Packed(packed)


def test_a_missing_shard(packed: Path) -> None:
    """Named."""
    next(packed.glob("*.npz")).unlink()
    with pytest.raises(DataError, match="npz: missing"):
        Packed(packed)


def test_no_pack(tmp_path: Path) -> None:
    """A folder of something else."""
    with pytest.raises(DataError, match=r"is .* a packed dataset"):
        Packed(tmp_path)
