"""A small package to break: written for the tests, with something for every family of mistakes."""

from __future__ import annotations

import json
from pathlib import Path

INVENTORY = '''"""Counting what is in store."""

import json
import logging
from collections import defaultdict
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)


class Inventory:
    """How many of each item there are."""

    def __init__(self, location: str, items: dict[str, int] | None = None) -> None:
        self.location = location
        self.items = defaultdict(int, items or {})

    def add(self, name: str, count: int = 1) -> int:
        """Add `count` of an item and return how many there are now."""
        if count < 1:
            raise ValueError(f"cannot add {count} of {name}")
        self.items[name] += count
        logger.info("%s: added %d of %s", self.location, count, name)
        return self.items[name]

    def remove(self, name: str, count: int = 1) -> int:
        """Take `count` of an item away."""
        available = self.items.get(name, 0)
        if available < count:
            raise ValueError(f"only {available} of {name}")
        self.items[name] = available - count
        return self.items[name]

    def total(self) -> int:
        """All items together."""
        return sum(self.items.values())

    def missing(self, wanted: dict[str, int]) -> list[str]:
        """Names of which there are too few."""
        names = []
        for name, count in wanted.items():
            if self.items.get(name, 0) < count:
                names.append(name)
        return sorted(names)

    def save(self, path: Path) -> None:
        """Write everything to a file."""
        record: dict[str, Any] = {"location": self.location, "items": dict(self.items)}
        path.write_text(json.dumps(record, indent=2), encoding="utf-8")


def load(path: Path) -> Inventory:
    """Read what `save` wrote."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not an inventory") from error
    return Inventory(record["location"], record["items"])


def merge(first: Inventory, second: Inventory, location: str) -> Inventory:
    """Everything of both in a third place."""
    merged = Inventory(location)
    for inventory in (first, second):
        for name, count in inventory.items.items():
            if count > 0:
                merged.add(name, count)
    return merged
'''


def write_source(
    root: Path, *, repo: str = "someone/store", licence: str | None = "MIT", copies: int = 1
) -> Path:
    """Lay out a source below `root`; without a licence there is no sidecar at all."""
    package = root / "store"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("from .inventory import Inventory\n" * 1, encoding="utf-8")
    for number in range(copies):
        name = "inventory.py" if number == 0 else f"inventory_{number}.py"
        (package / name).write_text(INVENTORY, encoding="utf-8")
    if licence is not None:
        sidecar = {"repo": repo, "commit": "abc", "licence": licence}
        (root / "SOURCE.json").write_text(json.dumps(sidecar), encoding="utf-8")
    return root
