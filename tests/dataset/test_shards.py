"""What goes into a shard comes out of it, or a sentence that says what is wrong."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from novaedit.dataset.shards import Row, Shard, token_type, write_shard
from novaedit.errors import DataError
from tests.cli.command import environment

_LABELS = ("clean", "missing-colon", "dropped-import")


@st.composite
def _rows(draw: st.DrawFn, vocabulary: int) -> Row:
    ids = draw(st.lists(st.integers(0, vocabulary - 1), max_size=40))
    return Row(ids, draw(st.integers(0, len(ids))), draw(st.integers(0, len(_LABELS) - 1)))


@given(st.data(), st.sampled_from([5, 2**16, 2**16 + 1, 200_000]))
def test_round_trip(data: st.DataObject, vocabulary: int) -> None:
    """Ids, start and label of every record, in order, in the smallest type that holds the vocabulary."""
    rows = data.draw(st.lists(_rows(vocabulary), min_size=1, max_size=20))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.npz"
        write_shard(path, rows, vocabulary)
        shard = Shard(path, vocabulary, _LABELS)
        read = [shard[index] for index in range(len(shard))]
    assert [(one.ids.tolist(), one.start) for one in read] == [(list(row.ids), row.start) for row in rows]
    assert [one.label for one in read] == [_LABELS[row.label] for row in rows]
    assert {one.ids.dtype for one in read} == {np.dtype(token_type(vocabulary))}


def _write(path: Path) -> Path:
    write_shard(path, [Row([n, n + 1, n + 2], 1, 0) for n in range(200)], 300)
    return path


@pytest.mark.parametrize("place", [0.02, 0.2, 0.5, 0.9])
def test_a_damaged_byte_is_noticed(tmp_path: Path, place: float) -> None:
    """Wherever it is, no wrong token is ever handed out."""
    path = _write(tmp_path / "a.npz")
    right = [one.ids.tolist() for one in map(Shard(path, 300, _LABELS).__getitem__, range(200))]
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    path.write_bytes(content)
    with contextlib.suppress(DataError):
        shard = Shard(path, 300, _LABELS)
        read = [one.ids.tolist() for one in map(shard.__getitem__, range(200))]
        assert read == right  # a byte that nothing reads, such as a time of change


@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, 0.99])
def test_a_shard_cut_off_is_noticed(tmp_path: Path, kept: float) -> None:
    """As a full disk or a broken copy leaves it."""
    path = _write(tmp_path / "a.npz")
    content = path.read_bytes()
    path.write_bytes(content[: kept if isinstance(kept, int) else int(len(content) * kept)])
    with pytest.raises(DataError, match=r"a\.npz: damaged"):
        Shard(path, 300, _LABELS)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(Row([299], 0, 0), id="a token that the vocabulary lacks"),
        pytest.param(Row([1], 2, 0), id="an answer after the end"),
        pytest.param(Row([1], 0, 9), id="an unknown label"),
    ],
)
def test_numbers_that_cannot_be(tmp_path: Path, row: Row) -> None:
    """A shard of another dataset is not read as one of ours."""
    path = tmp_path / "a.npz"
    write_shard(path, [row], 300)
    with pytest.raises(DataError, match="damaged"):
        Shard(path, 200, _LABELS).load()


@pytest.mark.parametrize(
    "arrays",
    [
        pytest.param({"tokens": np.zeros(3, np.uint16)}, id="no lengths"),
        pytest.param({"lengths": np.zeros((1, 1), np.uint32)}, id="a table"),
        pytest.param({"lengths": np.zeros(1, np.float32)}, id="fractions"),
    ],
)
def test_some_other_archive(tmp_path: Path, arrays: dict[str, np.ndarray]) -> None:
    """An `.npz` of somebody else's."""
    path = tmp_path / "a.npz"
    np.savez(path, allow_pickle=False, **arrays)
    with pytest.raises(DataError, match="damaged"):
        Shard(path, 300, _LABELS)


_PROGRAM = """
import resource, sys
from pathlib import Path
from novaedit.dataset.shards import Row, write_shard
from novaedit.errors import WriteError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
rows = [Row([(n * 7919) % 60000 for n in range(k, k + 50)], 1, 0) for k in range(500)]
try:
    write_shard(Path(sys.argv[1]), rows, 60000)
except WriteError as error:
    print(error)
"""


def test_no_half_shard_when_the_disk_is_full(tmp_path: Path) -> None:
    """The old one stays, and nothing lies about."""
    path = _write(tmp_path / "a.npz")
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"cannot write {path}: File too large\n"
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
