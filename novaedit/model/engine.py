"""The compiled graph: loading it quickly, and one step of it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from novaedit.errors import ModelError, WeightsError
from novaedit.model.graph import OUTPUTS
from novaedit.model.release import GRAPH, weight_files
from novaedit.model.runtime import NO_RUNTIME
from novaedit.model.store import Installed, home
from novaedit.model.weights import read_bytes, read_text

if TYPE_CHECKING:
    from openvino import CompiledModel, Core

#: What is computed in; weights are int8 and log-probabilities float32 whatever it is. `int8` rounds
#: activations to int8 in groups where the processor has instructions for it and keeps all else in float32;
#: `f32` rounds nothing more. `auto` is OpenVINO's own choice, `int8` with bfloat16 where there are units
#: for it: some faster, but completions with and without drafting differ (benchmarks/drafting.py).
Precision = Literal["int8", "f32", "auto"]

#: Measured: from 7 to about 90 tokens in a step OpenVINO keeps one more copy of most weights (mini: 104 MB,
#: base: 42), and for each new number of tokens it keeps up to 1.6 MB. What is read is at least so long, and
#: one of few lengths.
_LEAST_READ = 96
_LENGTHS = 16

_THREADS = "INFERENCE_NUM_THREADS"


class Engine:
    """A compiled model with the keys and values of the tokens it has seen."""

    def __init__(self, model: Installed, threads: int | None = None, precision: Precision = "int8") -> None:
        """Load `model`; `threads` defaults to the physical cores. Raises ModelError and WeightsError.

        Between `precision` f32 and the others, log-probabilities of a tiny model with random weights
        differ by up to 0.3.
        """
        try:
            import openvino as ov
        except ImportError as error:
            raise ModelError(NO_RUNTIME.format(error)) from error
        core = ov.Core()
        # The compiled model points into this memory, and OpenVINO does not keep it alive.
        compiled, self._memory = _compiled(core, model, _options(core, threads, precision))
        # Measured: with AVX2, up to 4 tokens cost 1.0 to 1.9 times what one costs, and 5 cost 2.6
        # times; where there are bfloat16 units, 8 cost little more than one.
        self.chunk = 8 if _floats(core, precision) == "bf16" else 4
        self.width = 6
        self._request = compiled.create_infer_request()

    def reset(self) -> None:
        """Forget all tokens."""
        self._request.reset_state()

    def filled(self, count: int) -> int:
        """How many tokens to feed, hidden ones before the others, when `count` of a prompt are read."""
        return count if count <= self.width else max(_LEAST_READ, -(-count // _LENGTHS) * _LENGTHS)

    def step(
        self,
        tokens: NDArray[np.int64],
        positions: NDArray[np.int64],
        mask: NDArray[np.int64],
        rows: int,
        sequences: Sequence[int],
    ) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Feed `tokens` (B, T) at `positions` (B, T); `mask` (B, all tokens so far) hides those with 0.

        `sequences` says which of the sequences before each of the B goes on. Returns the
        log-probabilities and ids (both B, rows, TOP) of the likeliest tokens after the last `rows`.
        """
        self._request.infer(
            {
                "input_ids": tokens,
                "attention_mask": mask,
                "position_ids": positions,
                "beam_idx": np.array(sequences, dtype=np.int32),
                "rows": np.array([rows], dtype=np.int64),
            }
        )
        log_probabilities, ids = (self._request.get_tensor(name).data.copy() for name in OUTPUTS)
        return log_probabilities, ids


def _options(core: Core, threads: int | None, precision: Precision) -> dict[str, Any]:
    """How the graph is compiled."""
    # The default, 8-bit keys and values, makes a token's result depend on the chunk it came in, and
    # greedy completions with and without drafting differ.
    chosen: dict[str, Any] = {
        "PERFORMANCE_HINT": "LATENCY",
        # Pinned, the threads of every process stand on the same first cores, whoever else is there.
        "ENABLE_CPU_PINNING": False,
        "KV_CACHE_PRECISION": _floats(core, precision),
    }
    if precision != "auto":
        chosen["INFERENCE_PRECISION_HINT"] = "f32"
    if precision == "f32":
        chosen["DYNAMIC_QUANTIZATION_GROUP_SIZE"] = 0
    return chosen if threads is None else {**chosen, _THREADS: threads}


def _floats(core: Core, precision: Precision) -> Literal["f32", "bf16"]:
    """What keys and values are held in."""
    return "bf16" if precision == "auto" and _has_bfloat16(core) else "f32"


def _has_bfloat16(core: Core) -> bool:
    """Whether this processor multiplies bfloat16 matrices, which OpenVINO then prefers."""
    capabilities: list[str] = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return "BF16" in capabilities


def _compiled(
    core: Core, model: Installed, options: dict[str, Any]
) -> tuple[CompiledModel, NDArray[np.uint8]]:
    """Compile the model, or take what an earlier process compiled on this machine; and its memory."""
    cache = _Cache(core, model, options)
    if (found := cache.load(options)) is not None:
        return found
    import openvino as ov

    memory = read_bytes(model, weight_files(model.manifest))
    try:
        graph = core.read_model(read_text(model, GRAPH), ov.Tensor(memory, shared_memory=True))
        compiled = core.compile_model(graph, "CPU", options)
    except RuntimeError as error:
        raise WeightsError(f"{model.folder}: OpenVINO cannot load the model ({_first(error)})") from error
    cache.save(compiled)
    return compiled, memory


class _Cache:
    """Compiled models of this machine: reading one takes a fifth of the time that compiling takes."""

    def __init__(self, core: Core, model: Installed, options: dict[str, Any]) -> None:
        import openvino as ov

        parts = [file.sha256 for file in model.manifest.files]
        # What was compiled for some threads can be run on others.
        shaping = {name: value for name, value in options.items() if name != _THREADS}
        parts += [
            ov.get_version(),
            core.get_property("CPU", "FULL_DEVICE_NAME"),
            repr(sorted(shaping.items())),
        ]
        key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
        self._core = core
        self._folder = home() / "compiled"
        self._name, self._key = model.name, key

    def load(self, options: dict[str, Any]) -> tuple[CompiledModel, NDArray[np.uint8]] | None:
        import openvino as ov

        for path in self._folder.glob(f"{self._name}-{self._key}-*.blob"):
            # The size is in the name, so that a truncated file is never handed to the engine.
            if path.stat().st_size != int(path.stem.rpartition("-")[2]):
                continue
            try:
                blob = np.memmap(path, dtype=np.uint8, mode="c")  # OpenVINO wants it writable
                return self._core.import_model(ov.Tensor(blob, shared_memory=True), "CPU", options), blob
            except (RuntimeError, OSError):
                continue
        return None

    def save(self, compiled: CompiledModel) -> None:
        with contextlib.suppress(OSError):  # a full or read-only disk: compile again next time
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = self._folder / f".{self._name}.{os.getpid()}"
            try:
                size = fresh.write_bytes(compiled.export_model().getbuffer())
                stale = list(self._folder.glob(f"{self._name}-*.blob"))
                fresh.replace(self._folder / f"{self._name}-{self._key}-{size}.blob")
            finally:
                fresh.unlink(missing_ok=True)
            for path in stale:
                _forget(path)


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):  # Windows keeps files that another process has mapped
        path.unlink()


def _first(error: RuntimeError) -> str:
    lines = [line for line in str(error).splitlines() if line and not line.startswith("Exception from")]
    return lines[0] if lines else "unknown"
