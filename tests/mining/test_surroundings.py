"""The project around a file, as the gate for imports sees it."""

from __future__ import annotations

from novaedit.languages import languages
from novaedit.mining.surroundings import NO_PYTHON, Surroundings
from tests.repository.conftest import Sandbox


def test_imports_of_the_project_are_known(sandbox: Sandbox) -> None:
    """Its own modules, what it imports elsewhere and the standard library; nothing that is installed here."""
    sandbox.commit({"shop/a.py": "import requests\n", "b.txt": "import nothing\n", "c.py": b"import x\n\xff"})
    files = Surroundings(str(sandbox.root), 2000)
    unknown = [
        languages["python"].unknown_import("", f"import {name}\n", files, NO_PYTHON)
        for name in ("requests", "shop", "json", "pytest", "nothing", "x")
    ]
    assert unknown == ["", "", "", "pytest", "nothing", "x"]
    assert files.read("shop/a.py") is None
