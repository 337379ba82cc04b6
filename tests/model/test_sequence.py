"""The token cache: what is hidden in it does not pile up."""

from __future__ import annotations

import pytest

from novaedit.model import sequence
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.store import Installed

START = "<LANG=python><FILE_PATH>a.py<CODE_START>\n1 def fix(x):\n2     return x\n3     x = 1\n"


@pytest.mark.parametrize("kinds", [1, 7])
def test_a_process_that_is_asked_for_ever_caches_no_more(kinds: int, released: Installed) -> None:
    """The same prompt again and again, or prompts that begin alike: answers are as from a fresh process."""
    prompts = [f"{START}{number} y\n<CODE_END><PATCH_START>\n" for number in range(kinds)]
    fresh = [OpenVinoRuntime(released, precision="f32").greedy(p, max_tokens=30).text for p in prompts]
    runtime = OpenVinoRuntime(released, precision="f32")
    length = 0
    for number in range(70):
        answer = runtime.greedy(prompts[number % kinds], max_tokens=30)
        assert answer.text == fresh[number % kinds]
        length = max(length, len(runtime.cache.mask))
    longest = max(runtime.count_tokens(prompt) for prompt in prompts)
    assert longest + 30 < length <= sequence._MOST_CACHED + 30 * runtime.cache.chunk


def test_a_prompt_longer_than_the_cache_is_read_all_the_same(released: Installed) -> None:
    runtime = OpenVinoRuntime(released, precision="f32")
    tokens = runtime.encode(START) * (1 + sequence._MOST_CACHED // runtime.count_tokens(START))
    first = runtime.cache.read(tokens)[1].tolist()
    assert runtime.cache.read(tokens)[1].tolist() == first
    assert len(runtime.cache.mask) == len(tokens) > sequence._MOST_CACHED
