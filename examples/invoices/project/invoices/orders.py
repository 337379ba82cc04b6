"""Orders as they come from the shop."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """So many of one article, at a price in cents."""

    article: str
    count: int
    cents: int


@dataclass(frozen=True)
class Order:
    """What one customer ordered."""

    number: int
    customer: str
    lines: tuple[Line, ...]


def read_order(path: Path) -> Order:
    """The order in a JSON file."""
    record = json.loads(path.read_text(encoding="utf-8"))
    lines = tuple(Line(**line) for line in record["lines"])
    return Order(record["number"], record["customer"], lines)
