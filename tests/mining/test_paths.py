"""Which paths are read."""

from __future__ import annotations

import pytest

from novaedit.mining.paths import is_foreign, is_python, is_test


@pytest.mark.parametrize(
    ("path", "python", "foreign", "test"),
    [
        ("src/app.py", True, False, False),
        ("src/app.pyi", False, False, False),
        ("app/vendor/six/core.py", True, True, False),
        ("app/_vendor/x.py", True, True, False),
        ("proto/shop_pb2.py", True, True, False),
        ("shop/migrations/0001_initial.py", True, True, False),
        ("versioneer.py", True, True, False),
        ("tests/test_app.py", True, False, True),
        ("app/conftest.py", True, False, True),
        ("app/contest.py", True, False, False),
        ("vendor.py", True, False, False),
    ],
)
def test_paths(path: str, python: bool, foreign: bool, test: bool) -> None:
    """By suffix, folders and name."""
    assert (is_python(path), is_foreign(path), is_test(path)) == (python, foreign, test)
