"""Handing over the result to a file: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from novaedit.cli.results import hand_over
from novaedit.errors import WriteError


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("old")
    file.chmod(0o640)
    hand_over(b"new\r\n\xff", file)
    assert file.read_bytes() == b"new\r\n\xff"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.json"]


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"no/report\.json: No such file or directory"):
        hand_over(b"x", tmp_path / "no/report.json")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_device_is_one_sentence() -> None:
    with pytest.raises(WriteError, match="No space left on device"):
        hand_over(b"x", Path("/dev/full"))


def test_a_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    hand_over(b"through", pipe)
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()
