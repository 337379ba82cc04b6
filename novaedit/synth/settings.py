"""How much `novaedit synth` is to make, and how."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from novaedit.dataset.split import split_of


@dataclass(frozen=True, slots=True)
class Settings:
    """Equal settings and sources give equal records, as long as no source runs out of time."""

    seed: int = 0
    per_file: int = 12
    per_source: int = 600
    #: Of a repository in the dev split: a wide sample says more than a deep one.
    per_dev_source: int = 60
    #: Records of one family only, or of all.
    families: tuple[str, ...] = ()
    #: A source that takes longer gives what it has by then.
    max_seconds: float = 900.0

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return {**asdict(self), "families": list(self.families)}

    def cap(self, repo: str) -> int:
        """How many records a repository may give."""
        return self.per_dev_source if split_of(repo) == "dev" else self.per_source
