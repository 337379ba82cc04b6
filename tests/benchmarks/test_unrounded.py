"""A model before it is rounded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import unrounded
from novaedit.model.adapter import EMBEDDINGS, save_adapter
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.pull import SOURCES
from novaedit.model.torch_runtime import load_checkpoint
from tests.model.conftest import checkpoint, gguf, tokenizer

__all__ = ["checkpoint", "gguf", "tokenizer"]


def test_it_is_a_checkpoint_that_runs(gguf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.zeros((len(SPECIAL_TOKENS), 64), dtype=np.float32)
    save_adapter(tmp_path / "adapter.safetensors", {EMBEDDINGS: rows}, alpha=1)
    monkeypatch.setitem(SOURCES, "base", replace(SOURCES["base"], addition=tmp_path))
    assert unrounded.main([str(tmp_path / "out"), "--gguf", str(gguf)]) == 0
    runtime = load_checkpoint(tmp_path / "out", threads=1, bf16=True)
    assert runtime.greedy("<LANG=python>x", max_tokens=3).tokens == 3
