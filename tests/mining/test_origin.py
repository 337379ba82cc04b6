"""What the arguments of `mine` mean, and which repositories are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import RepositoryError, UsageError
from novaedit.mining.origin import at_hand, find_origin
from tests.mining.histories import MIT, bare_copy, mended_history
from tests.repository.conftest import Sandbox

_GPL = "GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clones go below the test's folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_path_is_named_by_its_remote(sandbox: Sandbox) -> None:
    """`owner/name` of where it came from; the licence from its file."""
    mended_history(sandbox)
    sandbox.git("remote", "add", "origin", "git@forge.example:someone/shop.git")
    origin = find_origin(str(sandbox.root))
    assert (origin.repo, origin.licence, origin.url) == ("someone/shop", "MIT", None)


def test_a_bare_path_without_a_remote_is_named_by_its_folder(sandbox: Sandbox, tmp_path: Path) -> None:
    """Bare repositories have all that is needed."""
    mended_history(sandbox)
    place = bare_copy(sandbox, tmp_path / "shop.git")
    sandbox.git("remote", "remove", "origin", cwd=place)
    assert find_origin(str(place)).repo == "shop"


def test_a_name_can_be_given(sandbox: Sandbox) -> None:
    """For copies whose folder says nothing."""
    mended_history(sandbox)
    origin = find_origin(f"someone/shop={sandbox.root}")
    assert (origin.repo, origin.path) == ("someone/shop", str(sandbox.root))


def test_a_url_is_cloned_once(sandbox: Sandbox) -> None:
    """Into the cache, which a worker on another machine fills for itself."""
    mended_history(sandbox)
    origin = find_origin(f"someone/shop=file://{sandbox.root}")
    head = Path(origin.path) / "HEAD"
    before = head.stat().st_mtime_ns
    assert at_hand(origin) == origin.path
    assert head.stat().st_mtime_ns == before
    assert [path.name for path in Path(origin.path).parent.iterdir()] == ["someone+shop"]


def test_a_url_that_cannot_be_cloned(tmp_path: Path) -> None:
    """One sentence, and nothing is left behind."""
    with pytest.raises(RepositoryError, match="cannot be cloned"):
        find_origin(f"file://{tmp_path}/none/shop")
    assert list((tmp_path / "cache" / "novaedit" / "repositories").iterdir()) == []


@pytest.mark.parametrize("name", ["scrapy/scrapy", "somebody-else/Scrapy", "willmcgugan/rich"])
def test_the_never_list(sandbox: Sandbox, name: str) -> None:
    """A benchmark's repository and its forks are refused, whatever they are called by."""
    mended_history(sandbox)
    with pytest.raises(UsageError, match="never trained on"):
        find_origin(f"{name}={sandbox.root}")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"a.py": "x = 1\n"}, id="none"),
        pytest.param({"LICENSE": _GPL}, id="copyleft"),
        pytest.param({"LICENSE": "All rights reserved.\n"}, id="unknown"),
        pytest.param({"docs/LICENSE": MIT}, id="not at the top"),
        pytest.param({"a.txt": MIT}, id="another file"),
    ],
)
def test_licences_that_do_not_allow_it(sandbox: Sandbox, files: dict[str, str | bytes]) -> None:
    """Unknown is refused like forbidden."""
    sandbox.commit(files)
    with pytest.raises(UsageError, match="licence is unknown or not permissive"):
        find_origin(str(sandbox.root))


def test_no_commit_has_no_licence(sandbox: Sandbox) -> None:
    """An unborn HEAD is refused in a sentence."""
    with pytest.raises(UsageError, match="licence"):
        find_origin(str(sandbox.root))


def test_no_repository(tmp_path: Path) -> None:
    """A folder around which there is none, although one may lie above."""
    with pytest.raises(RepositoryError, match="cannot be read as a git repository"):
        find_origin(str(tmp_path))
