"""Our words against those of the real pytest, read as the product reads them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from novaedit.languages.base import Project
from novaedit.languages.python.pytest_output import run_tests
from novaedit.synth.logic.wording import assertion, truth

#: What a call returned, and what was expected.
CASES: list[tuple[object, object]] = [
    (5, 8),
    (None, 4),
    (1.5, 2.5),
    (True, False),
    ([1, 2, 5], [1, 2, 3]),
    ([1], [1, 2]),
    ([1, 2, 3], [1]),
    ([], ["a", "b"]),
    ((1, 3), (1, 4)),
    ({"a": 1, "b": 3}, {"a": 1, "b": 4}),
    ({"a": 1}, {"a": 2}),
    ({"a": 1}, {}),
    ({1, 3}, {1, 4}),
    ({1}, {1, 4}),
    ("a!!!", "a!!"),
    ("a\nb", "a\nc"),
    (" ", "x"),
    ("", "abc"),
    ("the quick brown fox jumps over the lazy dog", "the quick brown fox jumped over the lazy dog"),
    ("x" * 60 + "a", "x" * 60 + "b"),
    ([[1, 2], [3, 4]], [[1, 2], [3, 5]]),
    (list(range(40)), list(range(41))),
    (b"abc", b"abd"),
    ([1, 2], None),
    ("1", 1),
    ({"a": [1] * 30}, {"a": [2] * 30}),
]


def test_wording_is_that_of_pytest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    truths = [(True, False), (False, True), (3, None)]
    code, tests, expected = [], ["from mod import *\n"], []
    for i, (got, wanted) in enumerate([*CASES, *truths]):
        name = f"call_{i:02}"
        code.append(f"def {name}(x):\n    return {got!r}\n")
        if i < len(CASES):
            tests.append(f"def test_{i:02}():\n    assert {name}(1) == {wanted!r}\n")
            expected.append(assertion(f"{name}(1)", repr(got), repr(wanted)))
        else:
            words = {
                "True": f"assert {name}(1)",
                "False": f"assert not {name}(1)",
                "None": f"assert {name}(1) is None",
            }
            tests.append(f"def test_{i:02}():\n    {words[repr(wanted)]}\n")
            expected.append(truth(f"{name}(1)", repr(got), repr(wanted)))
    (tmp_path / "mod.py").write_text("\n".join(code))
    (tmp_path / "test_mod.py").write_text("\n".join(tests))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    run = run_tests(command, tmp_path, Project(tmp_path), timeout=60)
    found = {re.search(r"call_\d\d", d.message)[0]: d for d in run.diagnostics}  # type: ignore[index]
    assert [found[f"call_{i:02}"].message for i in range(len(expected))] == expected
    assert {d.path for d in run.diagnostics} == {"mod.py"}
