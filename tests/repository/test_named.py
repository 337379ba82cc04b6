"""Files and folders that the user names."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.errors import RepositoryError, UsageError
from novaedit.repository.named import path_snapshot
from tests.repository.conftest import Sandbox

PY = frozenset({".py"})


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.commit({"a.py": "1\n", "sub/b.py": "2\n", "sub/c.txt": "3\n", ".gitignore": "ignored*\n"})
    sandbox.write("sub/untracked.py", "4\n")
    sandbox.write("sub/ignored.py", "5\n")
    return sandbox


def test_a_named_file_is_taken_as_a_whole(project: Sandbox) -> None:
    file = path_snapshot(project.open(), [project.root / "a.py"], PY).files["a.py"]
    assert (file.content, file.changed, file.base) == (b"1\n", None, None)


def test_untracked_and_ignored_files_may_be_named(project: Sandbox) -> None:
    paths = [project.root / "sub/untracked.py", project.root / "sub/ignored.py"]
    assert list(path_snapshot(project.open(), paths, PY).files) == ["sub/ignored.py", "sub/untracked.py"]


def test_a_folder_gives_its_files_that_are_not_ignored(project: Sandbox) -> None:
    snapshot = path_snapshot(project.open(), [project.root / "sub"], PY)
    assert list(snapshot.files) == ["sub/b.py", "sub/untracked.py"]
    assert snapshot.skipped == ()


def test_what_is_deleted_on_disk_is_not_in_a_folder(project: Sandbox) -> None:
    (project.root / "sub/b.py").unlink()
    snapshot = path_snapshot(project.open(), [project.root / "sub"], PY)
    assert (list(snapshot.files), snapshot.skipped) == (["sub/untracked.py"], ())


def test_the_root_gives_everything(project: Sandbox) -> None:
    snapshot = path_snapshot(project.open(), [project.root], PY)
    assert list(snapshot.files) == ["a.py", "sub/b.py", "sub/untracked.py"]


def test_paths_are_relative_to_the_current_directory(
    project: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root / "sub")
    snapshot = path_snapshot(project.open(), [Path("b.py"), Path("../a.py"), Path("./b.py")], PY)
    assert list(snapshot.files) == ["a.py", "sub/b.py"]


def test_a_named_file_of_no_supported_language_is_told(project: Sandbox) -> None:
    snapshot = path_snapshot(project.open(), [project.root / "sub/c.txt"], PY)
    assert snapshot.skipped[0].path == "sub/c.txt"
    assert snapshot.skipped[0].reason == "not in a supported language"


def test_outside_the_repository(project: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("1\n")
    with pytest.raises(UsageError, match=r"other\.py is outside the repository"):
        path_snapshot(project.open(), [tmp_path / "other.py"])


def test_through_a_linked_folder_to_the_outside(project: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("1\n")
    (project.root / "link").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="outside the repository"):
        path_snapshot(project.open(), [project.root / "link/other.py"])


def test_a_link_is_skipped_and_not_followed(project: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text("1\n")
    (project.root / "link.py").symlink_to(tmp_path / "other.py")
    snapshot = path_snapshot(project.open(), [project.root / "link.py"])
    assert [(file.path, file.reason) for file in snapshot.skipped] == [("link.py", "a symbolic link")]


def test_a_missing_path(project: Sandbox) -> None:
    with pytest.raises(UsageError, match=r"gone\.py does not exist"):
        path_snapshot(project.open(), [project.root / "gone.py"])


def test_gits_own_files(project: Sandbox) -> None:
    with pytest.raises(UsageError, match="belongs to git itself"):
        path_snapshot(project.open(), [project.root / ".git/config"])


def test_a_file_in_a_submodule_is_skipped(project: Sandbox, tmp_path: Path) -> None:
    inner = Sandbox(tmp_path / "inner")
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.commit({"x.py": "1\n"})
    project.git("submodule", "add", "-q", f"file://{inner.root}", "module")
    snapshot = path_snapshot(project.open(), [project.root / "module/x.py"])
    assert [(file.path, file.reason) for file in snapshot.skipped] == [("module/x.py", "in a submodule")]
    assert "module/x.py" not in path_snapshot(project.open(), [project.root]).files


def test_only_a_named_unmerged_path_is_refused(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "1\n", "b.py": "1\n"})
    sandbox.git("checkout", "-q", "-b", "side")
    sandbox.commit({"a.py": "2\n"})
    sandbox.git("checkout", "-q", "main")
    sandbox.commit({"a.py": "3\n"})
    sandbox.git("merge", "side", check=False)
    assert list(path_snapshot(sandbox.open(), [sandbox.root / "b.py"]).files) == ["b.py"]
    with pytest.raises(RepositoryError, match=r"merge conflicts first: a\.py"):
        path_snapshot(sandbox.open(), [sandbox.root / "a.py"])
