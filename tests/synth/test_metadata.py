"""What is read of METADATA and PKG-INFO."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.synth.metadata import github_name, metadata_of
from novaedit.synth.trees import open_tree
from tests.synth.archives import METADATA, write_repository, write_sdist, write_wheel


def test_of_wheel_and_sdist(tmp_path: Path) -> None:
    """Both say the same; a repository says nothing."""
    for place in (write_wheel(tmp_path), write_sdist(tmp_path)):
        with open_tree(place) as tree:
            found = metadata_of(tree)
        assert found is not None
        assert (found.name, found.version, found.expression) == ("store", "1.2", "MIT")
        assert found.repository == "someone/store"
    with open_tree(write_repository(tmp_path / "a")) as tree:
        assert metadata_of(tree) is None


@pytest.mark.parametrize(
    ("lines", "repository"),
    [
        pytest.param("Home-page: https://github.com/a/home", "a/home", id="old home page"),
        pytest.param(
            "Project-URL: Homepage, https://github.com/a/home\nProject-URL: Source Code, https://github.com/b/code",
            "b/code",
            id="source before home page",
        ),
        pytest.param("Project-URL: Funding, https://github.com/sponsors/a", "", id="a sponsor's page"),
        pytest.param("Home-page: https://store.example", "", id="elsewhere"),
    ],
)
def test_repository(tmp_path: Path, lines: str, repository: str) -> None:
    """The link that names the code."""
    metadata = METADATA.replace("Project-URL: Source, https://github.com/someone/store", lines)
    with open_tree(write_wheel(tmp_path, metadata=metadata)) as tree:
        found = metadata_of(tree)
    assert found is not None
    assert found.repository == repository


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/a/b", "a/b"),
        ("https://github.com/a/b/", "a/b"),
        ("https://github.com/a/b.git", "a/b"),
        ("git@github.com:a/b.c.git", "a/b.c"),
        ("https://github.com/a/b/tree/main/packages/c", "a/b"),
        ("https://github.com/a/b#readme", "a/b"),
        ("https://github.com/a/b/blob/main/README.md", ""),
        ("https://github.com/orgs/a", ""),
        ("https://example.org/a/b", ""),
    ],
)
def test_github_name(url: str, name: str) -> None:
    """`owner/name`, or nothing."""
    assert github_name(url) == name
