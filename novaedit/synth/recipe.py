"""What a run over sources knows of the records that it makes: a recipe, and what a source gave by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from novaedit.dataset.example import Example
from novaedit.synth.sources import Source


@dataclass(slots=True)
class Made:
    """What one source gave: records, and how many drafts failed for which reason."""

    repo: str
    examples: list[Example] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)


class Recipe(Protocol):
    """How a source becomes records. It is sent to the workers: frozen, and to be pickled."""

    def settings(self) -> dict[str, Any]:
        """How much is made, and of what."""
        ...

    def makers(self) -> Mapping[str, object]:
        """What makes the records, by name, and what weight it has: other makers, other records."""
        ...

    def source(self, path: Path) -> Source:
        """What lies at a path. Raises UsageError when it may not be trained on or cannot be read."""
        ...

    def make(self, source: Source) -> Made:
        """All records of a source, the same ones each time. Raises ToolError."""
        ...
