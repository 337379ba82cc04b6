"""Opening finds the repository and the index that git is using, or says in a sentence why not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from novaedit.errors import RepositoryError
from novaedit.repository.open import open_repository, read_index, require_merged
from tests.repository.conftest import Sandbox

Install = Callable[[Sandbox, str], Path]

#: What a hook sees: the root, and the staged content of a.py in the active index.
LOOK = """
import os
from novaedit.repository.open import open_repository
from novaedit.repository.staged import staged_snapshot
repository = open_repository()
os.chdir("/")
snapshot = staged_snapshot(repository)
print(repository.root)
for path, file in snapshot.files.items():
    print(path, file.content)
"""


def _look(sandbox: Sandbox, install: Install, *commit: str, cwd: Path | None = None) -> list[str]:
    output = install(sandbox, LOOK)
    sandbox.git("commit", "-q", "-m", "x", *commit, cwd=cwd)
    return output.read_text().splitlines()


@pytest.fixture
def two_files(sandbox: Sandbox) -> Sandbox:
    sandbox.commit({"a.py": "a = 1\n", "b.py": "b = 1\n", "sub/c.py": "c = 1\n"})
    sandbox.write("a.py", "a = 2\n")
    return sandbox


def test_commit_all_shows_its_own_index(two_files: Sandbox, in_hook: Install) -> None:
    assert _look(two_files, in_hook, "-a") == [str(two_files.root), "a.py b'a = 2\\n'"]


def test_commit_path_shows_that_path_only(two_files: Sandbox, in_hook: Install) -> None:
    two_files.write("b.py", "b = 2\n")
    two_files.git("add", "b.py")
    assert _look(two_files, in_hook, "a.py") == [str(two_files.root), "a.py b'a = 2\\n'"]


def test_plain_commit_from_a_subdirectory(two_files: Sandbox, in_hook: Install) -> None:
    two_files.git("add", "a.py")
    seen = _look(two_files, in_hook, cwd=two_files.root / "sub")
    assert seen == [str(two_files.root), "a.py b'a = 2\\n'"]


@pytest.mark.parametrize("commit", [["-a"], ["a.py"]])
def test_linked_worktree(two_files: Sandbox, in_hook: Install, tmp_path: Path, commit: list[str]) -> None:
    two_files.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    linked = Sandbox((tmp_path / "linked").resolve())
    linked.write("a.py", "a = 3\n")
    assert _look(linked, in_hook, *commit) == [str(linked.root), "a.py b'a = 3\\n'"]


def test_submodule(two_files: Sandbox, in_hook: Install, tmp_path: Path) -> None:
    (tmp_path / "outer").mkdir()
    outer = Sandbox((tmp_path / "outer").resolve())
    outer.git("init", "-q")
    outer.git("submodule", "add", "-q", f"file://{two_files.root}", "inner")
    inner = Sandbox(outer.root / "inner")
    inner.write("a.py", "a = 4\n")
    assert _look(inner, in_hook, "-a") == [str(inner.root), "a.py b'a = 4\\n'"]


def test_a_relative_index_is_made_absolute(
    two_files: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(two_files.root)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    repository = open_repository()
    monkeypatch.chdir(tmp_path)
    assert repository.index_path == two_files.root / ".git/index"
    assert [entry.path for entry in read_index(repository)] == ["a.py", "b.py", "sub/c.py"]


def test_git_dir_without_work_tree_from_a_subdirectory(
    two_files: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(two_files.root / ".git"))
    monkeypatch.chdir(two_files.root / "sub")
    assert open_repository().root == two_files.root


def test_git_dir_with_work_tree(two_files: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("GIT_DIR", str(two_files.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(elsewhere))
    assert open_repository().root == elsewhere.resolve()


def test_a_subdirectory_leads_to_the_root(two_files: Sandbox) -> None:
    assert open_repository(two_files.root / "sub").root == two_files.root


def test_a_given_start_ignores_the_environment(
    two_files: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    repository = open_repository(two_files.root)
    assert repository.index_path == two_files.root / ".git/index"


def test_not_a_repository(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match=r"is not in a git repository$"):
        open_repository(tmp_path)


def test_bare(sandbox: Sandbox) -> None:
    sandbox.git("init", "-q", "--bare", "bare.git")
    with pytest.raises(RepositoryError, match="bare repository: there is no working tree"):
        open_repository(sandbox.root / "bare.git")


def test_sha256(sandbox: Sandbox) -> None:
    sandbox.git("init", "-q", "--object-format=sha256", "other")
    with pytest.raises(RepositoryError, match=r"not supported yet \(.*sha256"):
        open_repository(sandbox.root / "other")


@pytest.mark.parametrize("extension", ["refstorage=reftable", "partialclone=origin"])
def test_unsupported_extensions(sandbox: Sandbox, extension: str) -> None:
    name, value = extension.split("=")
    sandbox.git("config", "core.repositoryformatversion", "1")
    sandbox.git("config", f"extensions.{name}", value)
    with pytest.raises(RepositoryError, match=f"not supported yet .*{name}"):
        sandbox.open()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_dubious_ownership_prints_the_command(sandbox: Sandbox) -> None:
    for path in [sandbox.root, *sandbox.root.rglob("*")]:
        os.chown(path, 65534, 65534)
    with pytest.raises(RepositoryError) as caught:
        sandbox.open()
    assert f"git config --global --add safe.directory {sandbox.root}" in str(caught.value)


def test_unmerged_paths_are_named(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": "a = 1\n"})
    sandbox.git("checkout", "-q", "-b", "side")
    sandbox.commit({"a.py": "a = 2\n"})
    sandbox.git("checkout", "-q", "main")
    sandbox.commit({"a.py": "a = 3\n"})
    sandbox.git("merge", "side", check=False)
    index = read_index(sandbox.open())
    with pytest.raises(RepositoryError, match=r"resolve the merge conflicts first: a\.py"):
        require_merged(index)
    require_merged(index, frozenset({"b.py"}))


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (["update-index", "--split-index"], "--no-split-index"),
        (["sparse-checkout", "set", "--cone", "--sparse-index", "sub"], "--no-sparse-index"),
    ],
)
def test_an_index_that_libgit2_cannot_read(two_files: Sandbox, command: list[str], hint: str) -> None:
    two_files.commit({"deep/er/x.py": "", "deep/y.py": ""})
    two_files.git(*command)
    with pytest.raises(RepositoryError, match=hint):
        read_index(two_files.open())


def test_a_corrupt_index_is_a_sentence(two_files: Sandbox) -> None:
    (two_files.root / ".git/index").write_bytes(b"DIRC nonsense")
    with pytest.raises(RepositoryError, match="cannot read the index"):
        read_index(two_files.open())
