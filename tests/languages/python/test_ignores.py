"""`# novaedit: ignore`."""

from __future__ import annotations

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.ignores import drop_ignored


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("x = y", True),
        ("x = y  # novaedit: ignore", False),
        ("x = y  #novaedit:ignore[F821]", False),
        ("x = y  # novaedit: ignore[E501, F821]  # noqa: E501", False),
        ("x = y  # novaedit: ignore[E501]", True),
        ("x = y  # novaedit: ignore[]", True),
    ],
)
def test_ignore(line: str, kept: bool) -> None:
    """All codes, or those named."""
    finding = Diagnostic("ruff", "F821", "m", "a.py", 2)
    assert bool(drop_ignored([finding], {"a.py": ["# novaedit: ignore", line]})) is kept


def test_never_ignored() -> None:
    """Syntax errors, and findings without a line."""
    findings = [Diagnostic("parser", "invalid-syntax", "m", "a.py", 1), Diagnostic("x", "Y", "m", "a.py")]
    assert drop_ignored(findings, {"a.py": ["x = ( # novaedit: ignore"]}) == findings
