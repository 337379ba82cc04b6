"""The default runtime, on a tiny model that went through the real export."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from novaedit.errors import ModelError, WeightsError
from novaedit.model.openvino_runtime import OpenVinoRuntime
from novaedit.model.prompt import SPECIAL_TOKENS
from novaedit.model.quantise import quantise_rows
from novaedit.model.store import Installed
from novaedit.model.torch_runtime import TorchRuntime, load_checkpoint
from tests.model.conftest import release

PROMPT = (
    "<LANG=python><FILE_PATH>a.py<CODE_START>\n1 def fix(x):\n2     return fix(x)\n<CODE_END><PATCH_START>\n"
)


@pytest.fixture(scope="module")
def runtime(released: Installed) -> OpenVinoRuntime:
    """In float32: the tests are about the graph and the loop, not about what rounding does."""
    return OpenVinoRuntime(released, threads=2, precision="f32")


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system tells no affinity")
def test_the_working_thread_is_pinned_to_no_core(runtime: OpenVinoRuntime) -> None:
    """Two processes whose threads stood on the same core would share it and leave the other idle."""
    allowed, worker, seen = os.sched_getaffinity(0), threading.get_native_id(), list[set[int]]()
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.001):
            seen.append(os.sched_getaffinity(worker))

    watcher = threading.Thread(target=watch)
    watcher.start()
    while len(seen) < 100:
        runtime.greedy(PROMPT, max_tokens=8)
    is_over.set()
    watcher.join()
    assert seen.count(allowed) == len(seen)


def test_special_tokens_and_code_are_cut_as_in_training(runtime: OpenVinoRuntime, tokenizer: object) -> None:
    text = "".join(SPECIAL_TOKENS) + "  12 345\tx=1\n\n    naïve = '日本 \u200b'\r\n  7 <|im_start|>" + PROMPT
    expected = tokenizer.encode(text)  # type: ignore[attr-defined]  # typed as object: transformers is heavy
    assert runtime.encode(text) == expected
    assert runtime.encode(text)[: len(SPECIAL_TOKENS)] == list(range(3, 17))


@pytest.mark.parametrize("text", ["", "x", "  12\n", "<NO_EDIT>", "a<PATCH_END>b", "日本", "\u200b<NO_EDIT>"])
def test_decoding_gives_the_text_back_with_special_tokens(runtime: OpenVinoRuntime, text: str) -> None:
    assert runtime.decode(runtime.encode(text)) == text if text else runtime.encode(text) == []


@pytest.mark.parametrize("kind", ["checkpoint", "qwen_checkpoint"])
def test_log_probabilities_are_those_of_torch(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """With the same rounded weights and the same arithmetic both engines say the same of each token."""
    checkpoint: Path = request.getfixturevalue(kind)
    reference = load_checkpoint(checkpoint, device="cpu")
    round_weights(reference)
    runtime = OpenVinoRuntime(release(checkpoint, tmp_path / "tiny"), threads=2, precision="f32")
    tokens = reference.encode(PROMPT * 2)
    expected, expected_ids = reference.cache.extend(tokens)
    chances, ids = runtime.cache.extend(tokens)
    assert chances == pytest.approx(expected, abs=2e-3)
    assert (ids[:, 0] == expected_ids[:, 0]).mean() > 0.98  # the rest may be ties


@pytest.mark.parametrize("kind", ["checkpoint", "qwen_checkpoint"])
def test_rounding_to_int8_costs_little(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    checkpoint: Path = request.getfixturevalue(kind)
    reference = load_checkpoint(checkpoint, device="cpu")
    runtime = OpenVinoRuntime(release(checkpoint, tmp_path / "tiny"), threads=2)
    tokens = reference.encode(PROMPT)
    expected, _ = reference.cache.extend(tokens)
    chances, _ = runtime.cache.extend(tokens)
    assert abs(chances[:, :8] - expected[:, :8]).mean() < 0.1


def test_alternatives_are_all_different_and_as_likely_as_they_say(released: Installed) -> None:
    """Read in one piece or token by token: what rounds would tell the two apart."""
    runtime = OpenVinoRuntime(released, threads=2, precision="f32")
    likeliest = runtime.greedy(PROMPT, max_tokens=6)
    others = runtime.alternatives(PROMPT, 5, max_tokens=6)
    assert len({likeliest.text, *(other.text for other in others)}) == 6
    assert others == sorted(others, key=lambda other: -other.log_probability)
    start = runtime.encode(PROMPT)
    for other in others:
        written = runtime.encode(other.text) if other.text else []
        if len(written) != other.tokens - other.finished:
            continue  # text that is cut into other tokens than it was written in
        tokens = [*written, runtime._end] if other.finished else written
        fresh = OpenVinoRuntime(released, threads=2, precision="f32")
        chances, ids = fresh.cache.extend([*start, *tokens])
        rows = range(len(start) - 1, len(start) + len(tokens) - 1)
        total = sum(
            float(chances[row, list(ids[row]).index(token)]) for row, token in zip(rows, tokens, strict=True)
        )
        assert other.log_probability == pytest.approx(total, abs=0.02)


def test_alternatives_do_not_depend_on_what_was_asked_before(released: Installed) -> None:
    one, other = OpenVinoRuntime(released, threads=2), OpenVinoRuntime(released, threads=2)
    one.greedy(PROMPT, max_tokens=6)
    expected = [c.text for c in one.alternatives(PROMPT, 4, max_tokens=6)]
    assert [c.text for c in other.alternatives(PROMPT, 4, max_tokens=6)] == expected
    assert [c.text for c in one.alternatives(PROMPT, 4, max_tokens=6)] == expected
    assert one.greedy(PROMPT, max_tokens=6).text == other.greedy(PROMPT, max_tokens=6).text


def round_weights(runtime: TorchRuntime) -> None:
    """Do to each matrix of a model what the export does."""
    import torch

    for parameter in runtime._model.parameters():
        if parameter.ndim == 2:
            codes, scales = quantise_rows(parameter.detach().numpy())
            parameter.data = torch.from_numpy(codes.astype(np.float32) * scales.astype(np.float32))


def test_drafting_changes_nothing_but_the_number_of_steps(released: Installed) -> None:
    drafted, plain = OpenVinoRuntime(released), OpenVinoRuntime(released, drafting=False)
    prompt = PROMPT + "fix(x)\n" * 5
    one, other = drafted.greedy(prompt, max_tokens=60), plain.greedy(prompt, max_tokens=60)
    assert one.text == other.text
    assert one.log_probability == pytest.approx(other.log_probability, abs=1e-3)
    assert one.tokens == other.tokens


def test_greedy_is_the_same_whatever_was_read_before(released: Installed) -> None:
    runtime = OpenVinoRuntime(released)
    fresh = runtime.greedy(PROMPT, max_tokens=20)
    runtime.greedy(PROMPT + "1 x", max_tokens=5)
    runtime.sample(PROMPT, 3, max_tokens=5, seed=0)
    runtime.greedy("<LANG=python>", max_tokens=5)
    again = runtime.greedy(PROMPT, max_tokens=20)
    assert again.text == fresh.text
    assert again.log_probability == pytest.approx(fresh.log_probability, abs=1e-3)


def test_samples_differ_are_ranked_and_repeat_for_a_seed(runtime: OpenVinoRuntime) -> None:
    first = runtime.sample(PROMPT, 6, max_tokens=12, seed=7)
    assert len({completion.text for completion in first}) == len(first) > 1
    assert [c.log_probability for c in first] == sorted((c.log_probability for c in first), reverse=True)
    again = runtime.sample(PROMPT, 6, max_tokens=12, seed=7)
    assert [c.text for c in again] == [c.text for c in first]
    assert [c.text for c in runtime.sample(PROMPT, 6, max_tokens=12, seed=8)] != [c.text for c in first]


def test_a_sample_has_the_probability_of_its_tokens(runtime: OpenVinoRuntime) -> None:
    """Read each sample back in one piece: the sum over its tokens is what was reported."""
    prompt = runtime.encode(PROMPT)
    for completion in runtime.sample(PROMPT, 4, max_tokens=6, seed=3):
        tokens = runtime.encode(completion.text)
        if len(tokens) != completion.tokens:
            continue  # the model wrote a token sequence that its text is not cut into
        runtime.cache.forget()
        chances, ids = runtime.cache.extend(prompt + tokens)
        total = 0.0
        for offset, token in enumerate(tokens):
            row = len(prompt) - 1 + offset
            total += float(chances[row, ids[row].tolist().index(token)])
        assert completion.log_probability == pytest.approx(total, abs=1e-3)


def test_it_stops_at_patch_end_and_leaves_it_out(released: Installed, runtime: OpenVinoRuntime) -> None:
    """Take the first token that the model writes for the end token: it must stop there."""
    plain = runtime.greedy(PROMPT, max_tokens=4)
    assert not plain.finished
    assert plain.tokens == 4
    first = int(runtime.cache.read(runtime.encode(PROMPT))[1][0, 0])
    ends = {**released.manifest.special_tokens, "<PATCH_END>": first}
    stopping = OpenVinoRuntime(replace(released, manifest=replace(released.manifest, special_tokens=ends)))
    completion = stopping.greedy(PROMPT, max_tokens=4)
    assert (completion.text, completion.tokens, completion.finished) == ("", 1, True)


def test_a_prompt_as_long_as_the_context_is_refused(runtime: OpenVinoRuntime) -> None:
    with pytest.raises(ModelError, match="does not fit the model tiny"):
        runtime.greedy("x=1\n" * 400, max_tokens=10)


def test_an_interrupted_step_leaves_it_usable(released: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = OpenVinoRuntime(released)
    expected = runtime.greedy(PROMPT, max_tokens=8)
    step, calls = runtime.cache.engine.step, []

    def interrupted(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return step(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(runtime.cache.engine, "step", interrupted)
    with pytest.raises(KeyboardInterrupt):
        runtime.greedy(PROMPT + "2 ", max_tokens=8)
    assert runtime.greedy(PROMPT, max_tokens=8).text == expected.text


def test_a_second_process_takes_the_compiled_model(released: Installed, novaedit_home: Path) -> None:
    expected = OpenVinoRuntime(released).greedy(PROMPT, max_tokens=5)
    (blob,) = (novaedit_home / "compiled").iterdir()
    stamp = blob.stat().st_mtime_ns
    assert OpenVinoRuntime(released).greedy(PROMPT, max_tokens=5) == expected
    assert OpenVinoRuntime(released, threads=1).greedy(PROMPT, max_tokens=5).text == expected.text
    assert [path.stat().st_mtime_ns for path in (novaedit_home / "compiled").iterdir()] == [stamp]


@pytest.mark.parametrize("damage", ["truncated", "zeros"])
def test_a_damaged_compiled_model_is_compiled_again(
    damage: str, released: Installed, novaedit_home: Path
) -> None:
    expected = OpenVinoRuntime(released).greedy(PROMPT, max_tokens=5)
    (blob,) = (novaedit_home / "compiled").iterdir()
    data = blob.read_bytes()
    blob.write_bytes(data[:-100] if damage == "truncated" else bytes(len(data)))
    assert OpenVinoRuntime(released).greedy(PROMPT, max_tokens=5) == expected


def test_damaged_weights_are_named_and_never_loaded(released: Installed, tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    shutil.copytree(released.folder, folder)
    path = folder / "weights-1.bin"
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    with pytest.raises(WeightsError, match=r"weights-1\.bin: the file is damaged"):
        OpenVinoRuntime(replace(released, folder=folder)).greedy(PROMPT, max_tokens=5)
