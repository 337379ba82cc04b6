"""The same weights rounded and not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.precision import answers, main
from novaedit.dataset.example import read_examples
from novaedit.model.store import Installed
from novaedit.patch.dsl import NO_EDIT
from tests.fixer.scripted import Scripted
from tests.model.conftest import checkpoint, released, tokenizer
from tests.training.tiny import write_examples

__all__ = ["checkpoint", "released", "tokenizer"]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        pytest.param("@@ 2-2\n+     return x + 0\n", True, id="the recorded patch"),
        pytest.param("@@ 1-2\n+ def f0(x):\n+     return x + 0\n", True, id="with a line that stays"),
        pytest.param("@@ 2-2\n+     return x\n", False, id="another patch"),
        pytest.param(NO_EDIT, False, id="none"),
        pytest.param("@@ 2\n", False, id="not the DSL"),
    ],
)
def test_exact_is_the_recorded_patch(tmp_path: Path, text: str, exact: bool) -> None:
    examples = list(read_examples(write_examples(tmp_path / "e.jsonl", 1)))
    (answer,) = answers(Scripted({"": [text]}), examples)
    assert (answer.text, answer.exact) == (text, exact)


def test_a_release_and_its_checkpoint_are_compared(
    released: Installed, checkpoint: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_examples(tmp_path / "e.jsonl", 2)
    models = ["--rounded", str(released.folder), "--unrounded", str(checkpoint), "--threads", "1"]
    assert main([str(file), *models, "--report", str(tmp_path / "r.json")]) == 0
    report = json.loads((tmp_path / "r.json").read_text())
    assert {name: len(rows) for name, rows in report.items()} == {"rounded": 2, "unrounded": 2}
    assert "of 2 times" in capsys.readouterr().out
