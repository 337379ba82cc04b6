"""The default runtime: int8 weights on any CPU, through OpenVINO.

The loop over tokens is ours (generation.py): the engine's own pipelines give wrong
log-probabilities when they draft, and read a prompt again to draw samples after it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from novaedit.errors import ModelError, WeightsError
from novaedit.model.generation import TokenRuntime
from novaedit.model.release import TOKENIZER, load_tokenizer_graphs
from novaedit.model.runtime import NO_RUNTIME
from novaedit.model.sequence import Cache
from novaedit.model.store import Installed
from novaedit.model.vocabulary import END
from novaedit.model.weights import read_bytes

if TYPE_CHECKING:
    from openvino_genai import Tokenizer

    from novaedit.model.engine import Precision


class OpenVinoRuntime(TokenRuntime):
    """Runs a model folder. Nothing is loaded before it is needed."""

    def __init__(
        self,
        model: Installed,
        *,
        threads: int | None = None,
        drafting: bool = True,
        precision: Precision = "int8",
    ) -> None:
        """`threads` defaults to the physical cores; `precision` is described at `Engine`.

        `drafting` False is for measuring what it gains.
        """
        manifest = model.manifest
        super().__init__(manifest.name, manifest.special_tokens[END], manifest.context, drafting=drafting)
        self._model, self._threads, self._precision = model, threads, precision

    @cached_property
    def cache(self) -> Cache:
        """The tokens that the engine holds; the first use loads it."""
        from novaedit.model.engine import Engine

        return Cache(Engine(self._model, self._threads, self._precision))

    def encode(self, text: str) -> list[int]:
        """Token ids of `text`; our special tokens are one each."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False).input_ids.data
        return [int(token) for token in encoded[0]]

    def decode(self, tokens: list[int]) -> str:
        """The text of token ids, special tokens included."""
        return str(self._tokenizer.decode(tokens, skip_special_tokens=False))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        contents = [read_bytes(self._model, [name]).tobytes() for name in TOKENIZER]
        try:
            return load_tokenizer_graphs(*contents)
        except ImportError as error:
            raise ModelError(NO_RUNTIME.format(error)) from error
        except RuntimeError as error:
            raise WeightsError(f"{self._model.folder}: OpenVINO cannot load the tokenizer") from error
