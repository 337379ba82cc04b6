"""What `mine` keeps and what it passes over, as numbers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

#: Raised whenever equal settings would no longer give equal records: old parts are then made anew.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Equal settings and histories give equal records."""

    #: A commit that touches more Python files than this is a sweep, not a fix.
    max_files: int = 30
    max_lines: int = 2000
    #: Lines of one hunk, removed and added.
    max_hunk: int = 200
    #: Records of one commit.
    per_commit: int = 6
    #: Records of one repository whose first finding has the same code, and the same message.
    per_rule: int = 600
    per_message: int = 60
    #: Commits of one part: what a killed run loses at most.
    part_size: int = 200
    mypy: bool = False
    instructions: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return asdict(self)

    @property
    def digest(self) -> str:
        """Names the settings in the names of parts."""
        text = json.dumps([VERSION, self.as_json()], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]
