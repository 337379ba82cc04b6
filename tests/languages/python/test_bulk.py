"""ruff on many versions at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from novaedit.errors import ToolError
from novaedit.languages.python import bulk
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.ruff import check_folder


def test_findings_come_back_in_order_under_their_own_paths() -> None:
    """Equal paths are told apart; syntax errors are the parser's business."""
    found = ruff_on(
        [("pkg/a.py", "x = y\n"), ("pkg/a.py", "x = 1\n"), ("b.py", "def f(:\n"), ("c.py", "print(z)\n")]
    )
    assert [[(d.path, d.code) for d in one or ()] for one in found] == [
        [("pkg/a.py", "F821")],
        [],
        [],
        [("c.py", "F821")],
    ]


def test_safe_fixes_are_kept_and_unsafe_ones_are_not() -> None:
    """So that the builder can tell what ruff mends by itself."""
    (found,) = ruff_on([("a.py", "import os\n\n\ndef f(x):\n    return x == None\n")])
    assert {d.code: d.fix is not None for d in found or ()} == {"F401": True, "E711": False}


def test_no_files() -> None:
    """Nothing to check is no error."""
    assert ruff_on([]) == []


def test_a_file_that_stops_ruff_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """ruff that panics at one file costs that file only; ruff that never works is an error."""

    def check(folder: Path, rules: Sequence[str], **options: Any) -> Any:  # noqa: ANN401 - as the real one
        if any(folder.rglob("panic.py")):
            raise ToolError("ruff failed with exit status 101")
        return check_folder(folder, rules, **options)

    monkeypatch.setattr(bulk, "check_folder", check)
    found = ruff_on([("a.py", "x = y\n"), ("b.py", "x = 1\n"), ("panic.py", "x = y\n")])
    assert [None if one is None else [d.code for d in one] for one in found] == [["F821"], [], None]
    monkeypatch.setattr(bulk, "check_folder", lambda *_, **__: check(Path("nowhere"), ()))
    with pytest.raises(ToolError):
        ruff_on([("a.py", "x = y\n")])
