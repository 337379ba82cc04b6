"""Alternatives side by side: how many at once changes memory and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from novaedit.model import branching
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.runtime import Completion
from novaedit.model.sequence import Rows
from novaedit.model.store import Installed

PROMPT = "<LANG=python><FILE_PATH>a.py<CODE_START>\n1 def fix(x):\n2     return x\n<CODE_END><PATCH_START>\n"


def _alternatives(
    model: Installed, prompt: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Completion], list[tuple[int, int]]]:
    """Eleven others, and the number of sequences and cached tokens of each step that they took."""
    runtime = OpenVinoRuntime(model, threads=2, precision="f32")
    runtime.greedy(prompt, max_tokens=6)
    step, sizes = runtime.cache.engine.step, []

    def seen(
        tokens: NDArray[np.int64],
        positions: NDArray[np.int64],
        mask: NDArray[np.int64],
        rows: int,
        sequences: Sequence[int],
    ) -> Rows:
        sizes.append((len(sequences), mask.shape[1]))
        return step(tokens, positions, mask, rows, sequences)

    monkeypatch.setattr(runtime.cache.engine, "step", seen)
    return runtime.alternatives(prompt, 11, max_tokens=6), sizes


@pytest.mark.parametrize("most", [1, 400])
def test_small_groups_say_the_same_as_one_large_one(
    most: int, released: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, or a few at a time: each sees the prompt and its own tokens, no others."""
    expected, at_once = _alternatives(released, PROMPT, monkeypatch)
    monkeypatch.setattr(branching, "MOST_COPIED", most)
    found, in_groups = _alternatives(released, PROMPT, monkeypatch)
    assert [c.text for c in found] == [c.text for c in expected]
    assert [c.log_probability for c in found] == pytest.approx(
        [c.log_probability for c in expected], abs=1e-3
    )
    assert len(in_groups) > len(at_once)
    assert max(rows for rows, _ in at_once) > max(rows for rows, _ in in_groups)
    assert all(rows == 1 or rows * length <= most for rows, length in in_groups)


def test_long_prompts_are_copied_less_often(released: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine is asked to hold has a bound, whatever the prompt."""
    _, sizes = _alternatives(released, PROMPT + "1 y = fix(x)\n" * 40, monkeypatch)
    assert min(length for _, length in sizes) > 400
    assert 1 < max(rows for rows, _ in sizes) < 11
    assert max(rows * length for rows, length in sizes) <= branching.MOST_COPIED
