"""Where files stand for those who import them."""

from __future__ import annotations

import pytest

from novaedit.languages.python.module_places import ModulePlaces

TEXTS = {
    "src/pkg/__init__.py": "from pkg.a import x\n",
    "src/pkg/sub/a.py": "",
    "azure/core/__init__.py": "",
    "azure/core/a.py": "    from azure.core import b\n",
    "flat/__init__.py": "",
    "tests/test_a.py": "import pkg\n",
    "setup.py": "",
}


@pytest.mark.parametrize(
    ("path", "place", "inside"),
    [
        pytest.param("src/pkg/__init__.py", "pkg/__init__.py", True, id="the folder above is no name"),
        pytest.param("src/pkg/sub/a.py", "pkg/sub/a.py", True, id="nor farther down"),
        pytest.param("azure/core/a.py", "azure/core/a.py", True, id="somebody says it"),
        pytest.param("flat/a.py", "flat/a.py", True, id="nothing above"),
        pytest.param("tests/test_a.py", "tests/test_a.py", False, id="no package"),
        pytest.param("setup.py", "setup.py", False, id="a script"),
    ],
)
def test_places(path: str, place: str, inside: bool) -> None:
    """By packages and by imports."""
    places = ModulePlaces(TEXTS)
    assert (places.place(path), places.is_in_package(path)) == (place, inside)
