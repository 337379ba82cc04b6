"""What the tools say of texts, each asked about once."""

from __future__ import annotations

import pytest

from novaedit.mining import findings
from novaedit.mining.findings import Findings


def _codes(found: Findings, path: str, text: str) -> list[str | None] | None:
    of = found.of(path, text)
    return None if of is None else [d.code for d in of]


def test_ruff_and_the_parser() -> None:
    """Of what does not parse only that is known, in CPython's words."""
    known = Findings(mypy=False)
    known.learn([("a.py", "x = y\n"), ("a.py", "def f(:\n    return z\n")])
    assert _codes(known, "a.py", "x = y\n") == ["F821"]
    (error,) = known.of("a.py", "def f(:\n    return z\n") or ()
    assert (error.source, error.line) == ("parser", 1)


def test_types() -> None:
    """mypy too, if wanted; without its twin of ruff's undefined name."""
    text = "def f(x: int) -> str:\n    return x\n\n\nprint(y)\n"
    known = Findings(mypy=True)
    known.learn([("a.py", text), ("b.py", "x = 1\n")])
    assert set(_codes(known, "a.py", text) or []) == {"F821", "return-value"}
    assert _codes(known, "b.py", "x = 1\n") == []


def test_tools_that_disagree() -> None:
    """What ruff cannot parse and CPython can is not decided."""
    known = Findings(mypy=False)
    text = "def f():\n    return\n\n\nif True:\n    f() = 1\n"
    newer = "type X = int\n"
    known.learn([("a.py", text), ("a.py", newer)])
    assert _codes(known, "a.py", text) == ["invalid-syntax"]
    assert _codes(known, "a.py", newer) in ([], ["invalid-syntax"])


def test_a_text_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one commit made is what the next one changes."""
    asked: list[int] = []

    def count(files: list[tuple[str, str]], *, syntax: bool) -> list[None]:
        asked.append(len(files))
        return [None] * len(files)

    monkeypatch.setattr(findings, "ruff_on", count)
    known = Findings(mypy=False)
    known.learn([("a.py", "x = 1\n"), ("a.py", "x = 1\n"), ("a.py", "x = 2\n")])
    known.learn([("a.py", "x = 2\n"), ("b.py", "x = 2\n")])
    assert asked == [2, 1]
    assert known.of("a.py", "x = 1\n") is None
