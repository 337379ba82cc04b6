"""The never list holds by repository, by package, for forks and for copies."""

from __future__ import annotations

import pytest

from novaedit.dataset.never import NEVER
from novaedit.dataset.never_pyty import PYTY_TEST


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("scrapy/scrapy", id="a BugsInPy project"),
        pytest.param("somebody/scrapy", id="a fork of one"),
        pytest.param("SpaCy", id="a package, other case"),
        pytest.param("PySnooper", id="a package of BugsInPy"),
        pytest.param("youtube_dl", id="underscore for hyphen"),
        pytest.param("pallets/werkzeug", id="PyTy's test split"),
        pytest.param("werkzeug", id="the package of one of its repositories"),
        pytest.param("TheAlgorithms/Python", id="a repository with a common name"),
        pytest.param("jkoppel/QuixBugs", id="a benchmark"),
    ],
)
def test_refused(name: str) -> None:
    """These are never trained on."""
    assert NEVER.refuses_source(name)


@pytest.mark.parametrize("name", ["pallets/click", "python/cpython", "psf/requests", "someone/python"])
def test_not_refused(name: str) -> None:
    """A common word in a name refuses nobody."""
    assert not NEVER.refuses_source(name)


def test_every_repository_of_the_test_split_is_refused() -> None:
    """None of PyTy's repositories slips through the normal form."""
    assert len(PYTY_TEST) > 150
    assert all(NEVER.refuses_source(name) for name in PYTY_TEST)


def test_copies_are_refused_by_content() -> None:
    """Blanks and comments do not hide a copy."""
    never = NEVER.with_contents(["def f(x):\n    return x\n"])
    assert never.refuses_file("a.py", "def f( x ):  # copied\n\n    return x\n")
    assert not never.refuses_file("a.py", "def f(y):\n    return y\n")
    assert NEVER.refuses_file("vendor/quixbugs/gcd.py", "x = 1\n")
