"""Completions from an engine and a tokenizer, the same for every engine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from novaedit.errors import ModelError
from novaedit.model.branching import Path, follow, forks
from novaedit.model.drafting import copy_draft
from novaedit.model.runtime import Completion
from novaedit.model.scoring import score_many
from novaedit.model.sequence import Cache, sample_many

#: An alternative may be this many tokens longer than the likeliest completion; longer ones ramble.
_SLACK = 24


class TokenRuntime(ABC):
    """A Runtime made of a token cache; a subclass brings the engine and the tokenizer.

    An interrupted call leaves it usable.
    """

    def __init__(self, name: str, end: int, context: int, *, drafting: bool) -> None:
        """`end` is the id that ends a completion, `context` the longest sequence in tokens."""
        self.name = name
        self._end, self._context, self._drafting = end, context, drafting
        self._path: Path | None = None  # what `greedy` last found, for `alternatives`

    @property
    @abstractmethod
    def cache(self) -> Cache:
        """The tokens that the engine holds; the first use loads it."""

    @abstractmethod
    def encode(self, text: str) -> list[int]:
        """Token ids of `text`; our special tokens are one each."""

    @abstractmethod
    def decode(self, tokens: list[int]) -> str:
        """The text of token ids, special tokens included."""

    def greedy(self, prompt: str, *, max_tokens: int) -> Completion:
        """The likeliest completion, drafted by copying from the prompt. Raises ModelError."""
        path = self._walk(self.encode(prompt), max_tokens)
        return self._completion(path.tokens, float(path.rows[0][:, 0].sum(dtype=float)))

    def alternatives(self, prompt: str, n: int, *, max_tokens: int) -> list[Completion]:
        """Up to `n` likely completions other than the likeliest, best first. Raises ModelError."""
        start = self.encode(prompt)
        path = self._path
        if path is None or path.prompt != start:
            path = self._walk(start, max_tokens)
        self._path = None
        room = min(self._room(start, max_tokens), len(path.tokens) + _SLACK)
        found = follow(self.cache, path, forks(path, n), room, self._end)
        ranked = sorted(found, key=lambda item: -item[1])
        return [self._completion(tokens, total) for tokens, total in ranked]

    def _walk(self, start: list[int], max_tokens: int) -> Path:
        """The greedy path; the cache holds it afterwards, but for its last token."""
        room = self._room(start, max_tokens)
        self._path = None
        chances, likeliest = self.cache.read(start)
        rows = [(chances[-1:], likeliest[-1:])]
        written = [int(likeliest[-1, 0])]
        while written[-1] != self._end and len(written) < room:
            draft = self._draft(start + written, room - len(written))
            chances, likeliest = self.cache.extend([written[-1], *draft])
            accepted = self._accepted(draft, likeliest[:, 0].tolist())
            written += accepted
            rows.append((chances[: len(accepted)], likeliest[: len(accepted)]))
            self.cache.keep(len(start) + len(written) - 1)
        merged = (np.concatenate([c for c, _ in rows]), np.concatenate([ids for _, ids in rows]))
        self._path = Path(start, written, merged)
        return self._path

    def sample(self, prompt: str, n: int, *, max_tokens: int, seed: int) -> list[Completion]:
        """Up to `n` different completions, likeliest first; repeatable for a seed. Raises ModelError."""
        start = self.encode(prompt)
        room = self._room(start, max_tokens)
        self._path = None
        drawn = sample_many(self.cache, start, n, room, self._end, seed)
        different = {tuple(tokens): total for tokens, total in drawn}
        ranked = sorted(different.items(), key=lambda item: -item[1])
        return [self._completion(list(tokens), total) for tokens, total in ranked]

    def score(self, prompt: str, answers: Sequence[str]) -> list[float]:
        """The log-probability of each of `answers`, which end with `<PATCH_END>`. Raises ModelError."""
        start = self.encode(prompt)
        tokens = [self.encode(answer) for answer in answers]
        self._room(start, max(map(len, tokens), default=0) or 1)
        self._path = None
        return score_many(self.cache, start, tokens)

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` is."""
        return len(self.encode(text))

    def warm_up(self) -> None:
        """Load everything now. Raises ModelError and WeightsError."""
        self._path = None
        self.cache.read(self.encode("\n"))

    def _draft(self, tokens: Sequence[int], room: int) -> list[int]:
        limit = min(self.cache.chunk, room) - 1
        return copy_draft(tokens, limit) if self._drafting and limit > 0 else []

    def _accepted(self, draft: Sequence[int], likeliest: Sequence[int]) -> list[int]:
        """What the model writes: the draft as far as it agrees, and the token that follows."""
        for count, (guess, token) in enumerate(zip(draft, likeliest, strict=False)):
            if guess != token or token == self._end:
                return list(likeliest[: count + 1])
        return list(likeliest)

    def _completion(self, tokens: list[int], total: float) -> Completion:
        finished = tokens[-1] == self._end
        shown = tokens[:-1] if finished else tokens
        return Completion(self.decode(shown) if shown else "", total, len(tokens), finished)

    def _room(self, prompt: Sequence[int], max_tokens: int) -> int:
        room = min(max_tokens, self._context - len(prompt))
        if room < 1 or not prompt:
            raise ModelError(f"a prompt of {len(prompt)} tokens does not fit the model {self.name}")
        return room
