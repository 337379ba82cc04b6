"""mypy on many versions at once; one that stops it does not spoil the rest."""

from __future__ import annotations

from novaedit.languages.python.bulk_mypy import mypy_on


def test_each_file_for_itself() -> None:
    """Equal names do not meet, relative imports lead nowhere, and a file that stops mypy is told apart."""
    good = "from .other import thing\nfrom ...up import more\n\nx: int = 1\n"
    found = mypy_on(
        [
            ("pkg/a.py", good),
            ("pkg/a.py", good.replace("= 1", '= "1"')),
            ("pkg/b.py", "def f(:\n"),
            ("pkg/__init__.py", "y: str = 2\n"),
        ]
    )
    codes = [None if one is None else [(d.code, d.path, d.line) for d in one] for one in found]
    assert codes == [[], [("assignment", "pkg/a.py", 4)], None, [("assignment", "pkg/__init__.py", 1)]]
