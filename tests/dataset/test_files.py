"""A file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.files import new_file, write_json
from novaedit.errors import WriteError


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    """Whatever it was that failed."""
    path = tmp_path / "a.json"
    write_json(path, {"a": 1})

    def interrupted() -> None:
        with new_file(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text(encoding="utf-8") == '{\n  "a": 1\n}\n'
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """One sentence with the path."""
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match=r"cannot write .*a\.json: "):
        write_json(tmp_path / "file" / "a.json", {})
