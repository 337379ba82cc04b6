"""How likely a given answer is: as if the model had written it, however many are compared at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from novaedit.model import branching, scoring
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.store import Installed

PROMPT = "<LANG=python><FILE_PATH>a.py<CODE_START>\n1 def fix(x):\n2     return x\n<CODE_END><PATCH_START>\n"


def _walked(runtime: OpenVinoRuntime) -> tuple[list[list[int]], list[float]]:
    """Ways of different lengths through likely and less likely tokens, one token at a time."""
    ways, totals = [], []
    for number in range(9):
        chances, ids = runtime.cache.read(runtime.encode(PROMPT))
        way, total = [], 0.0
        for length in range(1, 3 + 3 * number):
            rank = (number * length) % 7
            way.append(int(ids[-1, rank]))
            total += float(chances[-1, rank])
            chances, ids = runtime.cache.extend(way[-1:])
        ways.append(way)
        totals.append(total)
    return ways, totals


@pytest.mark.parametrize("most", [1, 500, 3072])
def test_as_likely_as_when_it_was_written(
    most: int, released: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One at a time, a few, or all side by side; in the order of the question."""
    runtime = OpenVinoRuntime(released, threads=2, precision="f32")
    answers, expected = _walked(runtime)
    monkeypatch.setattr(scoring, "MOST_COPIED", most)
    prompt = runtime.encode(PROMPT)
    for given, wanted in ((answers, expected), (answers[::-1], expected[::-1])):
        assert scoring.score_many(runtime.cache, prompt, given) == pytest.approx(wanted, abs=2e-3)


def test_memory_has_a_bound(released: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many answers do not pile up on the engine, and the next question is answered as before."""
    runtime = OpenVinoRuntime(released, threads=2, precision="f32")
    before = runtime.greedy(PROMPT, max_tokens=12)
    step, sizes = runtime.cache.engine.step, []

    def seen(*given: object) -> object:
        sizes.append(given[2].shape)  # type: ignore[attr-defined]  # the mask
        return step(*given)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(runtime.cache.engine, "step", seen)
    answers = [f"@@ 2-2\n+     return x{'x' * n}\n<PATCH_END>" for n in range(90)]
    scores = runtime.score(PROMPT, answers)
    assert len(scores) == len(answers)
    assert max(scores) < 0
    assert max(rows * cached for rows, cached in sizes) <= branching.MOST_COPIED
    assert {rows for rows, _ in sizes} == {1, runtime.cache.engine.width}  # the prompt again, and the answers
    assert runtime.greedy(PROMPT, max_tokens=12) == before


def test_nothing_to_compare(released: Installed) -> None:
    """No answers, and answers without a token."""
    runtime = OpenVinoRuntime(released, threads=2)
    answers: Sequence[str] = []
    assert runtime.score(PROMPT, answers) == []
    assert runtime.score(PROMPT, [""]) == [0.0]
