"""mypy on many versions at once; one that stops it does not spoil the rest."""

from __future__ import annotations

import pytest

from novaedit.languages.python import bulk_mypy
from novaedit.languages.python.bulk_mypy import mypy_on


def test_each_file_for_itself() -> None:
    """Versions do not meet, relative imports lead nowhere, and a file that stops mypy is told apart."""
    good = "from .other import thing\n\nx: int = 1\n"
    found = mypy_on(
        [
            ("pkg/a.py", good),
            ("pkg/a.py", good.replace("= 1", '= "1"')),
            ("pkg/b.py", "def f(:\n"),
            ("pkg/__init__.py", "y: str = 2\n"),
        ]
    )
    codes = [None if one is None else [(d.code, d.path, d.line) for d in one] for one in found]
    assert codes == [[], [("assignment", "pkg/a.py", 3)], None, [("assignment", "pkg/__init__.py", 1)]]


_PACKAGE = {
    "src/pkg/__init__.py": "",
    "src/pkg/shapes.py": "class Shape:\n    sides: int = 3\n\n\ndef area(shape: Shape) -> float: ...\n",
    "src/pkg/use.py": "from pkg.shapes import Shape\nfrom .shapes import area\n\narea(Shape())\n",
    "types.py": "x = 1\n",
}


def test_the_package_is_seen() -> None:
    """What another module of the package takes counts; scripts beside it hide no library module."""
    clean = _PACKAGE["src/pkg/use.py"]
    files = [("src/pkg/use.py", clean), ("src/pkg/use.py", clean.replace("Shape()", "Shape().sides"))]
    found = mypy_on(files, _PACKAGE)
    assert [[d.code for d in one or ()] for one in found] == [[], ["arg-type"]]


def test_a_class_and_its_copy_are_no_finding() -> None:
    """In a version of shapes.py its own Shape is another one than that of the package."""
    text = "from pkg import shapes\n\n\nclass Shape:\n    sides: int = 3\n\n\nshapes.area(Shape())\n"
    assert mypy_on([("src/pkg/shapes.py", text)], _PACKAGE) == [[]]


def test_out_of_time() -> None:
    """No time, no findings, no error."""
    assert mypy_on([("a.py", "x: int = 1\n")] * 3, seconds=0) == [None] * 3


_NAMESPACE = {
    "azure/core/__init__.py": "from azure.core.shapes import Shape\n",
    "azure/core/shapes.py": "class Shape:\n    sides: int = 3\n\n\ndef area(shape: Shape) -> float: ...\n",
    "azure/core/use.py": "from azure.core import Shape\nfrom .shapes import area\n\narea(Shape())\n",
}


def test_a_package_in_a_folder_that_is_none() -> None:
    """Its name has the folder's before it: mypy would find each file under two names."""
    clean = _NAMESPACE["azure/core/use.py"]
    files = [("azure/core/use.py", clean), ("azure/core/use.py", clean.replace("Shape()", "Shape().sides"))]
    found = mypy_on(files, _NAMESPACE)
    assert [[d.code for d in one or ()] for one in found] == [[], ["arg-type"]]


def test_a_tree_that_stops_mypy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each of its versions is tried for itself."""
    runs = []

    def stopped(*_: object) -> None:
        runs.append(1)

    monkeypatch.setattr(bulk_mypy, "_run", stopped)
    assert mypy_on([("a.py", "x: int = 1\n")] * 64) == [None] * 64
    assert len(runs) < 20
