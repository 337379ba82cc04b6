"""The lengths in which OpenVINO is fed: few, and none that costs another copy of the weights."""

from __future__ import annotations

import pytest

from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.store import Installed

PROMPT = "<LANG=python><FILE_PATH>a.py<CODE_START>\n1 def fix(x):\n2     return x\n<CODE_END><PATCH_START>\n"


def test_prompts_of_all_lengths_are_read_in_few(released: Installed) -> None:
    engine = OpenVinoRuntime(released).cache.engine
    fed = {count: engine.filled(count) for count in range(1, 641)}
    assert all(length >= count for count, length in fed.items())
    assert len(set(fed.values())) <= 48
    assert not any(engine.width < length < 96 for length in fed.values())
    assert max(length - count for count, length in fed.items() if count >= 96) < 16


def test_what_fills_a_prompt_up_changes_no_answer(
    released: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled, exact = (OpenVinoRuntime(released, threads=2, precision="f32") for _ in range(2))
    monkeypatch.setattr(exact.cache.engine, "filled", lambda count: count)
    for more in range(0, 40, 7):
        prompt = PROMPT + "y = fix(x)\n" * more
        best, expected = (runtime.greedy(prompt, max_tokens=8) for runtime in (filled, exact))
        assert len(filled.cache.mask) > len(exact.cache.mask)
        others = filled.alternatives(prompt, 7, max_tokens=8)
        wanted = exact.alternatives(prompt, 7, max_tokens=8)
        assert [c.text for c in (best, *others)] == [c.text for c in (expected, *wanted)]
        likely = [c.log_probability for c in (expected, *wanted)]
        assert [c.log_probability for c in (best, *others)] == pytest.approx(likely, abs=1e-3)
