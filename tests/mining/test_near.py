"""Records that are nearly the same."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from novaedit.dataset.example import Example, Provenance
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.errors import UsageError
from novaedit.mining.near import NearDuplicates

_LINES = (
    "def total(prices, discount, customer):",
    '    """What a customer pays for everything in the basket."""',
    "    result = 0",
    "    for price in prices:",
    "        result += pirce * (1 - discount)",
    "    if customer.is_new:",
    "        result -= customer.voucher",
    "    return round(result, 2)",
)


def _record(lines: tuple[str, ...] = _LINES, start: int = 10, repo: str = "a/b") -> Example:
    number = next(i for i, line in enumerate(lines) if "pirce" in line)
    line, place = lines[number], start + number
    patch = f"@@ {place}-{place}\n- {line}\n+ {line.replace('pirce', 'price')}"
    finding = Diagnostic("ruff", "F821", "Undefined name `pirce`", "a.py", place)
    region = Region("a.py", Span(start, lines))
    return Example("real", "python", region, (finding,), patch, Provenance(repo, "c", "a.py", "MIT"))


def test_the_same_fix_elsewhere() -> None:
    """In a fork, moved by some lines, with a word changed."""
    near = NearDuplicates()
    assert not near.seen(_record())
    assert near.seen(_record())
    assert near.seen(_record(start=30, repo="c/d"))
    assert near.seen(_record((*_LINES[:-1], "    return round(result, 3)")))


def test_another_fix() -> None:
    """The same mistake in other code is a record of its own."""
    near = NearDuplicates()
    assert not near.seen(_record())
    other = (
        "def cheapest(shop):",
        "    return min(pirce for price in shop.prices if price)",
        "",
        "",
        "x = 1",
    )
    assert not near.seen(_record(other))


def test_another_finding_for_the_same_code_is_near() -> None:
    """The patch and the code count for more than the rule."""
    near = NearDuplicates()
    record = _record()
    near.seen(record)
    finding = replace(record.diagnostics[0], code="name-defined", source="mypy")
    assert near.seen(replace(record, diagnostics=(finding,)))


def test_without_datasketch(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(UsageError, match=r"novaedit\[data\]"):
        NearDuplicates()
