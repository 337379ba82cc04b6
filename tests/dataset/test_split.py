"""Splits are by repository and never change."""

from __future__ import annotations

from novaedit.dataset.split import DEV_REPOSITORIES, split_of


def test_named_repositories_and_their_packages_are_held_out() -> None:
    """By full name, by the part after the slash, and whatever the case."""
    assert all(split_of(name) == "dev" for name in DEV_REPOSITORIES)
    assert split_of("toolz") == split_of("Tabulate") == split_of("jmespath") == "dev"


def test_the_rest_is_split_by_hash() -> None:
    """A few of many go to dev, the same ones each time."""
    names = [f"owner/repository-{number}" for number in range(1000)]
    first = [split_of(name) for name in names]
    assert first == [split_of(name) for name in names]
    assert 15 < first.count("dev") < 80
