"""The same at a URL, by way of fsspec's places in memory and on disk."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from novaedit.dataset.remote import RemoteStore
from novaedit.errors import UsageError, WriteError


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_written_and_read(tmp_path: Path, kind: str) -> None:
    """By this process and by one that it was handed to; what was being written goes."""
    url = f"{kind}://{tmp_path}/parts"
    store = RemoteStore(url)
    store.clean()
    assert store.read("a") is None
    store.write("a", b"1")
    store.write("a", b"2")
    store.write(".half.tmp", b"")
    store.clean()
    other = pickle.loads(pickle.dumps(store))  # noqa: S301 - our own
    assert [other.read("a"), other.read(".half.tmp")] == [b"2", None]


def test_upload(tmp_path: Path) -> None:
    """Every file of a folder."""
    for name in ("train.jsonl", "manifest.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    store = RemoteStore(f"file://{tmp_path}/there/")
    store.upload(tmp_path)
    assert sorted(path.name for path in (tmp_path / "there").iterdir()) == ["manifest.json", "train.jsonl"]


def test_failures_are_one_sentence(tmp_path: Path) -> None:
    """An unknown kind of place, and one that refuses."""
    with pytest.raises(UsageError, match="cannot be written to"):
        RemoteStore("nosuch://a/b").read("x")
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match="cannot write"):
        RemoteStore(f"file://{tmp_path}/file/sub").write("a", b"1")
