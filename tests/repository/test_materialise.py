"""Files and links are written below one directory only."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.repository.materialise import TreeWriter


@pytest.mark.parametrize(
    ("path", "target", "is_made"),
    [
        ("link", "a.py", True),
        ("sub/link", "../a.py", True),
        ("sub/link", "../../out/a.py", True),
        ("sub/link", "../../../a.py", False),
        ("link", "..", False),
        ("link", "../outside", False),
        ("link", "/etc/passwd", False),
        ("link", ".", True),
    ],
)
def test_only_links_that_stay_inside(tmp_path: Path, path: str, target: str, is_made: bool) -> None:
    out = tmp_path / "out"
    with TreeWriter(out) as writer:
        writer.place("a.py").write_text("")
        writer.link([(path, target)])
    assert (out / path).is_symlink() == is_made
