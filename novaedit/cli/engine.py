"""Which model a run uses, and loading it when it is first needed."""

from __future__ import annotations

import importlib.util

from novaedit.cli.config import Settings
from novaedit.errors import ModelError, ModelMissingError
from novaedit.model.runtime import Runtime
from novaedit.model.store import Installed, find_model

#: The name that asks for the tools' own fixes only.
NO_MODEL = "none"


class ModelLoader:
    """Calls for the runtime of one model; the first call loads it."""

    def __init__(self, model: Installed, threads: int | None) -> None:
        self._model, self._threads = model, threads
        self._runtime: Runtime | None = None

    def __call__(self) -> Runtime:
        """The runtime. Raises ModelError when it cannot be loaded."""
        if self._runtime is None:
            from novaedit.model.openvino_runtime import OpenVinoRuntime

            self._runtime = OpenVinoRuntime(self._model, threads=self._threads)
        return self._runtime

    @property
    def min_confidence(self) -> float:
        """The confidence below which the model's fixes are not offered by default."""
        return self._model.manifest.min_confidence

    @property
    def used(self) -> str | None:
        """The model's name, once it was called for."""
        return None if self._runtime is None else self._runtime.name


def model_loader(settings: Settings) -> ModelLoader | None:
    """What loads the wanted model; None for `none`, and when none was asked for and none can be used.

    Raises ModelMissingError and ModelError for a model that was asked for by name.
    """
    if settings.model == NO_MODEL:
        return None
    try:
        model = find_model(settings.model)
        require_runtime()
    except ModelError as error:
        if settings.model is None and isinstance(error, ModelMissingError | RuntimeMissingError):
            return None  # ruff's own fixes work without; the report says what had no model
        raise
    return ModelLoader(model, settings.threads)


class RuntimeMissingError(ModelError):
    """The engine that runs models is not installed."""


def require_runtime() -> None:
    """Raise RuntimeMissingError unless the engine is installed; importing it would take a second."""
    if importlib.util.find_spec("openvino_genai") is None:
        raise RuntimeMissingError(
            "openvino-genai, which runs the model, is not installed; `novaedit doctor` says more"
        )
