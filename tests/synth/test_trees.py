"""Every kind of source shows the same files, and nothing is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from novaedit.errors import UsageError
from novaedit.synth.trees import MAX_BYTES, open_tree
from tests.synth.archives import PACKAGE, write_repository, write_sdist, write_wheel


def _folder(folder: Path) -> Path:
    for name, text in PACKAGE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "store" / "link.py").symlink_to("inventory.py")
    return folder


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(_folder, id="folder"),
        pytest.param(write_wheel, id="wheel"),
        *(
            pytest.param(partial(write_sdist, suffix=s), id=s)
            for s in (".tar.gz", ".zip", ".tar.bz2", ".tar.xz")
        ),
        pytest.param(write_repository, id="repository"),
        pytest.param(partial(write_repository, bare=True), id="bare repository"),
    ],
)
def test_same_files_of_every_kind(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    """Links are left out, and of a repository the commit counts, not the working tree."""
    place = write(tmp_path / "source")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with open_tree(place) as tree:
        code = {name: tree.read(name).decode() for name in tree.names if name.endswith(".py")}
    assert code == PACKAGE
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_what_git_knows(tmp_path: Path) -> None:
    """Commit and remote."""
    with open_tree(write_repository(tmp_path / "a", bare=True)) as tree:
        assert len(tree.commit) == 40
    with open_tree(write_repository(tmp_path / "b")) as tree:
        assert tree.origin == "git@github.com:someone/store.git"


def test_names_that_lead_outside_and_huge_files_are_not_there(tmp_path: Path) -> None:
    """An archive of a stranger names no path of ours and fills no memory."""
    names = {
        "../up.py": "x",
        "/etc/root.py": "x",
        "a\\b.py": "x",
        "big.py": "x" * (MAX_BYTES + 1),
        "ok.py": "x",
    }
    with open_tree(write_wheel(tmp_path, files=names)) as tree:
        assert tree.names == ("ok.py", "store-1.2.dist-info/METADATA")


def test_damaged_member_is_an_os_error(tmp_path: Path) -> None:
    """The other files of the wheel can still be read."""
    place = tmp_path / "a-1.whl"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("bad.py", "wrong = 1\n")
        archive.writestr("good.py", "right = 1\n")
    place.write_bytes(place.read_bytes().replace(b"wrong", b"wrung"))
    with open_tree(place) as tree:
        assert tree.read("good.py") == b"right = 1\n"
        with pytest.raises(OSError, match=r"bad\.py"):
            tree.read("bad.py")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.whl", b"no zip", "is damaged", id="wheel"),
        pytest.param("a.tar.gz", b"no tar", "is damaged", id="sdist"),
        pytest.param("a.txt", b"", "is not a folder, a wheel", id="something else"),
        pytest.param("a.exe", None, "is not there", id="nothing"),
    ],
)
def test_unusable(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    """One sentence each."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=words), open_tree(tmp_path / name):
        pass


def test_cut_off_sdist(tmp_path: Path) -> None:
    """A download that broke off is damaged too."""
    place = write_sdist(tmp_path)
    place.write_bytes(place.read_bytes()[:-60])
    with pytest.raises(UsageError, match="is damaged"), open_tree(place):
        pass


def test_repository_without_a_commit(tmp_path: Path) -> None:
    """Nothing to break."""
    import pygit2

    pygit2.init_repository(str(tmp_path / "a"))
    with pytest.raises(UsageError, match="not a git repository with a commit"), open_tree(tmp_path / "a"):
        pass
