"""From a model's name to something that runs it; light to import."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from novaedit.errors import ModelError
from novaedit.model.runtime import NO_RUNTIME, Runtime
from novaedit.model.store import find_model


def open_model(wanted: str | None = None, *, threads: int | None = None) -> Runtime:
    """The runtime of the model of that name or folder; None means the best one that is installed.

    A folder with a Hugging Face checkpoint runs on torch, all else on OpenVINO. Weights are loaded
    when they are first needed. `threads` defaults to the physical cores. Raises ModelError.
    """
    if wanted is not None and (Path(wanted).expanduser() / "config.json").is_file():
        from novaedit.model.torch_runtime import load_checkpoint

        return load_checkpoint(Path(wanted).expanduser(), threads=threads)
    model = find_model(wanted)
    require_runtime()
    from novaedit.model.openvino_runtime import OpenVinoRuntime

    return OpenVinoRuntime(model, threads=threads)


def require_runtime() -> None:
    """Raise ModelError, naming the platforms, where the runtime is not installed."""
    for name in ("numpy", "openvino", "openvino_tokenizers", "openvino_genai"):
        try:
            found = importlib.util.find_spec(name)
        except ValueError:  # what find_spec makes of an import that was blocked
            found = None
        if found is None:
            raise ModelError(NO_RUNTIME.format(f"no module {name}"))
