"""Our unified diffs, taken by the real `git apply`, whatever the user's configuration."""

from __future__ import annotations

import io
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from unidiff.patch import PatchSet

from novaedit.edits import Edit
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits
from novaedit.patch.dsl import format_dsl, parse_dsl
from novaedit.patch.unified import FileChange, blob_id, quote_path, unified_diff
from tests.patch.texts import FILE_NAMES, LINE_TEXTS, edited_texts, texts

CONFIGS = {
    "plain": "",
    "hostile": """
[diff]
    noprefix = true
    mnemonicPrefix = true
    external = false
    context = 0
[color]
    ui = always
[apply]
    whitespace = error
[core]
    quotePath = false
    whitespace = trailing-space,space-before-tab,tab-in-indent,cr-at-eol
""",
    "autocrlf-true": "[core]\n    autocrlf = true\n    safecrlf = false\n",
    "autocrlf-input": "[core]\n    autocrlf = input\n    safecrlf = false\n",
}

Apply = Callable[[str, bytes, bytes], bytes]


@pytest.fixture(params=CONFIGS)
def config(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def apply(tmp_path: Path, config: str) -> Apply:
    """Write a file, let `git apply` patch it under the configuration, and read it back."""
    (tmp_path / "gitconfig").write_text(CONFIGS[config])
    root = tmp_path / "repository"
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    subprocess.run(["git", "init", "-q", str(root)], check=True, env=environment)

    def run(name: str, before: bytes, diff: bytes) -> bytes:
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(before)
        done = subprocess.run(
            ["git", "-C", str(root), "apply", "--whitespace=nowarn", "-"],
            input=diff,
            capture_output=True,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        after = path.read_bytes()
        path.unlink()
        if path.parent != root:
            path.parent.rmdir()
        return after

    return run


def _comparable(content: bytes, config: str) -> bytes:
    # With autocrlf git itself chooses between LF and CRLF as it writes the working tree.
    return content.replace(b"\r\n", b"\n") if config.startswith("autocrlf") else content


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=edited_texts(), name=FILE_NAMES)
def test_dsl_to_edits_to_diff_to_git_apply(
    apply: Apply, config: str, case: tuple[str, tuple[Edit, ...]], name: str
) -> None:
    text, edits = case
    lines = line_texts(text)
    after = apply_edits(text, parse_dsl(format_dsl(edits, lines), lines)).encode()
    assume(after != text.encode())
    diff = unified_diff(FileChange(name, text.encode(), after))
    result = apply(name, text.encode(), diff)
    assert _comparable(result, config) == _comparable(after, config)


CASES = [
    pytest.param("a.py", b"a\nb\nc\n", b"a\nB\nc\n", id="LF"),
    pytest.param("a.py", b"a\r\nb\r\nc\r\n", b"a\r\nB\r\nc\r\n", id="CRLF"),
    pytest.param("a.py", b"a\rb\rc\r", b"a\rB\rc\r", id="CR"),
    pytest.param("a.py", b"a\nb", b"a\nB", id="no final newline"),
    pytest.param("a.py", b"a\nb", b"a\nb\n", id="adds the final newline"),
    pytest.param("a.py", b"a\nb\n", b"a\nb", id="takes the final newline"),
    pytest.param("a.py", b"", b"a\n", id="from empty"),
    pytest.param("a.py", b"a\n", b"", id="to empty"),
    pytest.param("a.py", b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbfa\nB\n", id="BOM"),
    pytest.param(
        "a.py", b"a\x0cb\nc\xe2\x80\xa8d\ne\n", b"a\x0cb\nc\xe2\x80\xa8d\nE\n", id="form feed, U+2028"
    ),
    pytest.param("a.py", b"# caf\xe9\nb\n", b"# caf\xe9\nB\n", id="latin-1"),
    pytest.param("a.py", b"\tx = 1  \n y\n", b"\tx = 2  \n y\n", id="trailing blanks"),
    pytest.param("a.py", b"\n" * 9 + b"x\n" + b"\n" * 9, b"\n" * 9 + b"y\n" + b"\n" * 9, id="blank lines"),
    pytest.param("two words.py", b"a\n", b"b\n", id="space in the name"),
    pytest.param("tab\tname.py", b"a\n", b"b\n", id="tab in the name"),
    pytest.param('quo"te\\.py', b"a\n", b"b\n", id="quote and backslash in the name"),
    pytest.param("é\u2028.py", b"a\n", b"b\n", id="Unicode in the name"),
    pytest.param("new\nline.py", b"a\n", b"b\n", id="newline in the name"),
    pytest.param("-R", b"a\n", b"b\n", id="a name like an option"),
]


@pytest.mark.parametrize(("name", "before", "after"), CASES)
def test_known_troubles(apply: Apply, config: str, name: str, before: bytes, after: bytes) -> None:
    result = apply(name, before, unified_diff(FileChange(name, before, after)))
    assert _comparable(result, config) == _comparable(after, config)


@pytest.mark.parametrize("config", ["plain"], indirect=True)
def test_several_files_in_one_patch_keep_their_modes(tmp_path: Path, apply: Apply) -> None:
    root = tmp_path / "repository"
    changes = [
        FileChange("run.py", b"a\n", b"b\n", 0o100755),
        FileChange("sub dir/é.py", b"c", b"d", 0o100644),
    ]
    (root / "sub dir").mkdir()
    for change in changes:
        (root / change.path).write_bytes(change.before)
        (root / change.path).chmod(change.mode & 0o777)
    diff = b"".join(unified_diff(change) for change in changes)
    done = subprocess.run(
        ["git", "-C", str(root), "apply", "-"], input=diff, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (root / "sub dir/é.py").read_bytes() == b"d"
    assert (root / "run.py").read_bytes() == b"b\n"
    assert (root / "run.py").stat().st_mode & 0o777 == 0o755


def _numbered(count: int) -> list[bytes]:
    return [b"line %d\n" % number for number in range(count)]


@pytest.mark.parametrize(("distance", "hunks"), [(6, 1), (7, 2)])
def test_hunks_join_when_their_contexts_meet(distance: int, hunks: int) -> None:
    old = _numbered(30)
    new = [*old[:5], b"x\n", *old[6 : 6 + distance], b"y\n", *old[7 + distance :]]
    assert unified_diff(FileChange("a.py", b"".join(old), b"".join(new))).count(b"\n@@ ") == hunks


@given(texts(), texts())
def test_unidiff_reads_the_same_counts(before: str, after: str) -> None:
    diff = unified_diff(FileChange("a b.py", before.encode(), after.encode()))
    # Only \n ends a row of a diff; unidiff would split a text elsewhere too.
    files = PatchSet(io.StringIO(diff.decode(), newline="\n"))
    assert [file.path for file in files] == ([] if before == after else ["a b.py"])
    for file in files:
        assert file.added - file.removed == _rows(after) - _rows(before)


def _rows(text: str) -> int:
    return text.count("\n") + (bool(text) and not text.endswith("\n"))


@given(LINE_TEXTS)
def test_blob_ids_are_those_of_git(text: str) -> None:
    import pygit2

    assert blob_id(text.encode()) == str(pygit2.hash(text.encode()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=10))
def test_names_are_quoted_as_git_does(tmp_path: Path, name: str) -> None:
    assume(name not in (".", "..") and not name.lower().startswith(".git"))
    listed = subprocess.run(
        ["git", "diff", "--no-index", "--numstat", "--", "/dev/null", name],
        cwd=_folder_with(tmp_path, name),
        capture_output=True,
        check=False,
    ).stdout.decode()
    assert listed.split("\t", 2)[2].rstrip("\n") in (quote_path(name), f"/dev/null => {quote_path(name)}")


def _folder_with(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / "names"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x\n")
    return folder


def test_nothing_changed_is_no_diff() -> None:
    assert unified_diff(FileChange("a.py", b"x", b"x")) == b""


def test_a_long_file_takes_milliseconds() -> None:
    old = _numbered(20_000)
    new = [b"x\n", *old[1:-1], b"y\n"]
    change = FileChange("a.py", b"".join(old), b"".join(new))
    unified_diff(change)
    started = time.perf_counter()
    assert unified_diff(change).count(b"\n@@ ") == 2
    assert time.perf_counter() - started < 0.5
