"""The default runtime: int8 weights on any CPU, through OpenVINO.

The loop over tokens is ours: the engine's own pipelines give no true log-probabilities when they
draft, and cannot go on from one prompt to several samples without reading it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from novaedit.errors import ModelError, WeightsError
from novaedit.model.drafting import copy_draft
from novaedit.model.release import TOKENIZER
from novaedit.model.runtime import Completion
from novaedit.model.store import Installed
from novaedit.model.vocabulary import END
from novaedit.model.weights import read_bytes, read_text

if TYPE_CHECKING:
    from openvino_genai import Tokenizer

    from novaedit.model.sequence import Cache


class OpenVinoRuntime:
    """Runs a model folder. Nothing is loaded before it is needed; an interrupted call leaves it usable."""

    def __init__(self, model: Installed, *, threads: int | None = None, drafting: bool = True) -> None:
        """`threads` defaults to the physical cores; `drafting` False is for measuring what it gains."""
        self.name = model.name
        self._model, self._threads, self._drafting = model, threads, drafting
        self._end = model.manifest.special_tokens[END]

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
        """The likeliest completion, drafted by copying from the prompt. Raises ModelError."""
        prompt_ids = self._encode(prompt)
        room = self._room(prompt_ids, max_tokens)
        cache = self._cache
        written: list[int] = []
        total = 0.0
        chances, likeliest = cache.read(prompt_ids)
        while True:
            # Row i of the answer holds what follows token i of the chunk that was fed.
            for row in range(len(likeliest)):
                written.append(int(likeliest[row, 0]))
                total += float(chances[row, 0])
                is_drafted = row < len(likeliest) - 1 and written[-1] == cache.fed[row + 1]
                if written[-1] == self._end or len(written) == room or not is_drafted:
                    break
            if written[-1] == self._end or len(written) == room:
                return self._completion(written, total)
            cache.keep(len(prompt_ids) + len(written) - 1)
            chances, likeliest = cache.extend(
                [written[-1], *self._draft(prompt_ids + written, room - len(written))]
            )

    def sample(self, prompt: str, n: int, *, max_tokens: int, seed: int) -> list[Completion]:
        """Up to `n` different completions, likeliest first; repeatable for a seed. Raises ModelError."""
        from novaedit.model.sequence import sample_many

        prompt_ids = self._encode(prompt)
        room = self._room(prompt_ids, max_tokens)
        drawn = sample_many(self._cache, prompt_ids, n, room, self._end, seed)
        different = {tuple(tokens): total for tokens, total in drawn}
        ranked = sorted(different.items(), key=lambda item: -item[1])
        return [self._completion(list(tokens), total) for tokens, total in ranked]

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is."""
        return len(self._encode(text))

    def warm_up(self) -> None:
        """Load everything now."""
        self._cache.read(self._encode("\n"))

    def _completion(self, tokens: list[int], total: float) -> Completion:
        finished = tokens[-1] == self._end
        shown = tokens[:-1] if finished else tokens
        text = self._tokenizer.decode(shown, skip_special_tokens=False) if shown else ""
        return Completion(text, total, len(tokens), finished)

    def _draft(self, tokens: Sequence[int], room: int) -> list[int]:
        limit = min(self._cache.chunk, room) - 1
        return copy_draft(tokens, limit) if self._drafting and limit > 0 else []

    def _encode(self, text: str) -> list[int]:
        encoded = self._tokenizer.encode(text, add_special_tokens=False).input_ids.data
        return [int(token) for token in encoded[0]]

    def _room(self, prompt: Sequence[int], max_tokens: int) -> int:
        room = min(max_tokens, self._model.manifest.context - len(prompt))
        if room < 1 or not prompt:
            raise ModelError(f"a prompt of {len(prompt)} tokens does not fit the model {self.name}")
        return room

    @cached_property
    def _cache(self) -> Cache:
        from novaedit.model.engine import Engine
        from novaedit.model.sequence import Cache

        return Cache(Engine(self._model, self._threads))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from novaedit.model.engine import NO_RUNTIME

        try:
            import openvino as ov
            import openvino_genai
        except ImportError as error:
            raise ModelError(NO_RUNTIME.format(error)) from error
        encoder, encoder_data, decoder, decoder_data = TOKENIZER
        try:
            return openvino_genai.Tokenizer(
                read_text(self._model, encoder),
                ov.Tensor(read_bytes(self._model, [encoder_data])),
                read_text(self._model, decoder),
                ov.Tensor(read_bytes(self._model, [decoder_data])),
            )
        except RuntimeError as error:
            raise WeightsError(
                f"{self._model.folder}: OpenVINO cannot load the tokenizer ({error})"
            ) from error
