"""What is not looked at, with its reason, in a real staged snapshot."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.repository.skip import MAX_BYTES, MAX_LINES, skip_content
from novaedit.repository.staged import staged_snapshot
from novaedit.repository.worktree import worktree_snapshot
from tests.repository.conftest import Sandbox

LFS_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"x = 1\n", None, id="text"),
        pytest.param(b"", None, id="empty"),
        pytest.param("é = 1\n".encode(), None, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", None, id="BOM"),
        pytest.param(b"# -*- coding: latin-1 -*-\n# \xe9\n", "not UTF-8", id="latin-1"),
        pytest.param(b"x = '\0'\n", "binary", id="NUL"),
        pytest.param("x = 1\n".encode("utf-16"), "binary", id="UTF-16"),
        pytest.param(LFS_POINTER, "a Git LFS pointer", id="LFS pointer"),
        pytest.param(b"#" * (MAX_BYTES + 1), "larger than 512 KiB", id="one byte too many"),
        pytest.param(b"#" * MAX_BYTES, None, id="just small enough"),
        pytest.param(b"\n" * (MAX_LINES + 1), "longer than 20000 lines", id="too many lines"),
        pytest.param(b"\r\n" * MAX_LINES, None, id="just few enough lines"),
    ],
)
def test_content(content: bytes, reason: str | None) -> None:
    assert skip_content(content) == reason


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ("filter=lfs diff=lfs merge=lfs -text", "a Git LFS file"),
        ("filter=secret", "rewritten by a git filter"),
        ("working-tree-encoding=UTF-16", "rewritten by a git filter"),
        ("linguist-generated", "generated (linguist-generated)"),
        ("linguist-generated=true", "generated (linguist-generated)"),
        ("-diff", "binary (gitattributes)"),
        ("binary", "binary (gitattributes)"),
    ],
)
def test_attributes(sandbox: Sandbox, attributes: str, reason: str) -> None:
    sandbox.commit({".gitattributes": f"a.py {attributes}\n"})
    sandbox.write("b.py", "x = 1\n")
    sandbox.write("a.py", "x = 1\n")
    sandbox.git("-c", "filter.lfs.clean=cat", "-c", "filter.lfs.required=false", "add", "b.py")
    oid = sandbox.git("hash-object", "-w", "--no-filters", "a.py").strip()
    sandbox.git("update-index", "--add", "--cacheinfo", f"100644,{oid},a.py")
    for snapshot in (staged_snapshot(sandbox.open()), worktree_snapshot(sandbox.open())):
        assert list(snapshot.files) == ["b.py"]
        assert [(file.path, file.reason) for file in snapshot.skipped] == [("a.py", reason)]


@pytest.mark.parametrize(
    "attributes", ["text", "eol=lf", "text=auto", "-linguist-generated", "linguist-generated=false"]
)
def test_harmless_attributes(sandbox: Sandbox, attributes: str) -> None:
    sandbox.commit({".gitattributes": f"*.py {attributes}\n"})
    sandbox.write("a.py", "x = 1\n")
    sandbox.git("add", "-A")
    assert list(staged_snapshot(sandbox.open()).files) == ["a.py"]


def test_links_submodules_and_notebooks(sandbox: Sandbox, tmp_path: Path) -> None:
    inner = Sandbox(tmp_path / "inner.py")
    inner.root.mkdir()
    inner.git("init", "-q")
    inner.commit({"x.py": "1\n"})
    sandbox.commit({})
    sandbox.git("submodule", "add", "-q", f"file://{inner.root}", "module.py")
    (sandbox.root / "link.py").symlink_to("/etc/passwd")
    sandbox.write("n.ipynb", "{}\n")
    sandbox.git("add", "-A")
    snapshot = staged_snapshot(sandbox.open(), frozenset({".py"}))
    assert not snapshot.files
    reasons = {file.path: file.reason for file in snapshot.skipped}
    assert reasons["link.py"] == "a symbolic link"
    assert reasons["n.ipynb"] == "a notebook"
    assert reasons.get("module.py", "a submodule") == "a submodule"


def test_a_base_that_was_no_text_is_no_base(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": b"# \xe9\nx = 1\n"})
    sandbox.write("a.py", "# é\nx = 1\n")
    sandbox.git("add", "-A")
    file = staged_snapshot(sandbox.open()).files["a.py"]
    assert (file.base, file.changed) == (None, None)
