"""Globs mean a path, a name, or a folder."""

from __future__ import annotations

import pytest

from novaedit.fixer.globs import matches


@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        ("vendor/a.py", "vendor/", True),
        ("vendor/a.py", "vendor", True),
        ("src/vendor/a.py", "vendor", True),
        ("src/vendored.py", "vendor", False),
        ("src/a_pb2.py", "*_pb2.py", True),
        ("src/a/b.py", "src/*", True),
        ("src/a/b.py", "src/a", True),
        ("src/a/b.py", "./src/a/", True),
        ("lib/src/a/b.py", "src/a", False),
    ],
)
def test_matches(path: str, glob: str, expected: bool) -> None:
    assert matches(path, glob) is expected
