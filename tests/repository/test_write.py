"""Fixes reach the working tree and the index, or nothing changes at all."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from novaedit.errors import RepositoryError, WriteError
from novaedit.patch.unified import FileChange
from novaedit.repository.write import Written, write_back
from tests.repository.conftest import Sandbox

Install = Callable[[Sandbox, str], Path]

BEFORE = b"".join(b"line %d\n" % n for n in range(1, 11))
AFTER = BEFORE.replace(b"line 5\n", b"FIXED 5\n")
FIX = FileChange("a.py", BEFORE, AFTER)


@pytest.fixture
def staged(sandbox: Sandbox) -> Sandbox:
    """A repository with BEFORE staged as a.py."""
    sandbox.commit({"a.py": "old\n", "b.py": "b\n"})
    sandbox.write("a.py", BEFORE)
    sandbox.git("add", "a.py")
    return sandbox


def _status(sandbox: Sandbox) -> list[str]:
    return sandbox.git("status", "--porcelain").splitlines()


def _leftovers(sandbox: Sandbox) -> list[str]:
    names = [path.name for path in sandbox.root.rglob("*")]
    return [name for name in names if name.startswith(".novaedit-") or name.endswith(".lock")]


def test_apply_writes_the_working_tree_only(staged: Sandbox) -> None:
    assert write_back(staged.open(), [FIX], kind="index") == Written(("a.py",))
    assert (staged.root / "a.py").read_bytes() == AFTER
    assert staged.staged("a.py") == BEFORE
    assert _leftovers(staged) == []


def test_stage_writes_both(staged: Sandbox) -> None:
    assert write_back(staged.open(), [FIX], kind="index", stage=True) == Written(("a.py",), ("a.py",))
    assert (staged.root / "a.py").read_bytes() == AFTER
    assert staged.staged("a.py") == AFTER
    assert _status(staged) == ["M  a.py"]
    assert _leftovers(staged) == []


def test_partial_staging_merges_the_fix_into_the_unstaged_content(staged: Sandbox) -> None:
    staged.write("a.py", BEFORE.replace(b"line 9\n", b"unstaged 9\nand more\n").replace(b"line 1\n", b""))
    assert write_back(staged.open(), [FIX], kind="index", stage=True) == Written(("a.py",), ("a.py",))
    assert staged.staged("a.py") == AFTER
    merged = AFTER.replace(b"line 9\n", b"unstaged 9\nand more\n").replace(b"line 1\n", b"")
    assert (staged.root / "a.py").read_bytes() == merged


def test_partial_staging_in_the_same_lines_leaves_the_working_tree_alone(staged: Sandbox) -> None:
    mine = BEFORE.replace(b"line 5\n", b"my own 5\n")
    staged.write("a.py", mine)
    done = write_back(staged.open(), [FIX], kind="index", stage=True)
    assert done == Written((), ("a.py",), conflicts=("a.py",))
    assert staged.staged("a.py") == AFTER
    assert (staged.root / "a.py").read_bytes() == mine


def test_a_fix_that_is_already_on_disk_is_no_conflict(staged: Sandbox) -> None:
    staged.write("a.py", AFTER)
    assert write_back(staged.open(), [FIX], kind="index", stage=True) == Written(("a.py",), ("a.py",))
    assert _status(staged) == ["M  a.py"]


def test_deleted_on_disk_stays_deleted(staged: Sandbox) -> None:
    (staged.root / "a.py").unlink()
    done = write_back(staged.open(), [FIX], kind="index", stage=True)
    assert done == Written((), ("a.py",), conflicts=("a.py",))
    assert not (staged.root / "a.py").exists()


def test_line_endings_on_disk_stay(staged: Sandbox) -> None:
    staged.write("a.py", BEFORE.replace(b"\n", b"\r\n"))
    write_back(staged.open(), [FIX], kind="index")
    assert (staged.root / "a.py").read_bytes() == AFTER.replace(b"\n", b"\r\n")


def test_modes_are_kept_on_disk_and_in_the_index(staged: Sandbox) -> None:
    (staged.root / "a.py").chmod(0o750)
    staged.git("add", "a.py")
    write_back(staged.open(), [FIX], kind="index", stage=True)
    assert (staged.root / "a.py").stat().st_mode & 0o777 == 0o750
    assert staged.git("ls-files", "-s", "a.py").startswith("100755 ")


def test_other_staged_and_unstaged_files_are_untouched(staged: Sandbox) -> None:
    staged.write("b.py", "staged\n")
    staged.git("add", "b.py")
    staged.write("b.py", "unstaged\n")
    staged.write("new.py", "intended\n")
    staged.git("add", "--intent-to-add", "new.py")
    write_back(staged.open(), [FIX], kind="index", stage=True)
    assert staged.staged("b.py") == b"staged\n"
    assert (staged.root / "b.py").read_bytes() == b"unstaged\n"
    assert _status(staged) == ["M  a.py", "MM b.py", " A new.py"]


def test_worktree_fix_is_merged_into_the_index(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": BEFORE.replace(b"line 9\n", b"committed 9\n")})
    sandbox.write("a.py", BEFORE)
    assert write_back(sandbox.open(), [FIX], kind="worktree", stage=True) == Written(("a.py",), ("a.py",))
    assert sandbox.staged("a.py") == AFTER.replace(b"line 9\n", b"committed 9\n")


def test_what_cannot_be_staged_is_told(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": BEFORE.replace(b"line 5\n", b"committed 5\n")})
    sandbox.write("a.py", BEFORE)
    sandbox.write("untracked.py", BEFORE)
    changes = [FIX, FileChange("untracked.py", BEFORE, AFTER)]
    done = write_back(sandbox.open(), changes, kind="worktree", stage=True)
    assert done == Written(("a.py", "untracked.py"), unstaged=("a.py", "untracked.py"))
    assert sandbox.git("ls-files").split() == ["a.py"]


def test_revision_fixes_are_merged_into_the_working_tree(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": BEFORE.replace(b"line 2\n", b"later 2\n")})
    assert write_back(sandbox.open(), [FIX], kind="revision").written == ("a.py",)
    assert (sandbox.root / "a.py").read_bytes() == AFTER.replace(b"line 2\n", b"later 2\n")


def test_a_file_changed_since_the_snapshot_is_refused(sandbox: Sandbox) -> None:
    sandbox.commit({"a.py": BEFORE, "b.py": BEFORE})
    sandbox.write("b.py", "edited meanwhile\n")
    with pytest.raises(
        RepositoryError, match=r"^b\.py has changed since it was checked; nothing was written"
    ):
        write_back(sandbox.open(), [FIX, FileChange("b.py", BEFORE, AFTER)], kind="worktree")
    assert (sandbox.root / "a.py").read_bytes() == BEFORE


def test_content_staged_anew_is_refused(staged: Sandbox) -> None:
    repository = staged.open()
    staged.write("a.py", "added meanwhile\n")
    staged.git("add", "a.py")
    with pytest.raises(RepositoryError, match="staged anew"):
        write_back(repository, [FIX], kind="index", stage=True)
    assert staged.staged("a.py") == b"added meanwhile\n"
    assert _leftovers(staged) == []


def test_a_symbolic_link_is_never_written_through(staged: Sandbox, tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_bytes(BEFORE)
    (staged.root / "a.py").unlink()
    (staged.root / "a.py").symlink_to(outside)
    assert write_back(staged.open(), [FIX], kind="index").conflicts == ("a.py",)
    with pytest.raises(RepositoryError):
        write_back(staged.open(), [FIX], kind="worktree")
    assert outside.read_bytes() == BEFORE


def test_a_linked_folder_that_leaves_the_repository_is_not_entered(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.py").write_bytes(BEFORE)
    (sandbox.root / "sub").symlink_to(tmp_path / "outside")
    done = write_back(sandbox.open(), [FileChange("sub/a.py", BEFORE, AFTER)], kind="index")
    assert done.conflicts == ("sub/a.py",)
    assert (tmp_path / "outside/a.py").read_bytes() == BEFORE


def test_a_held_index_lock_is_waited_for(staged: Sandbox) -> None:
    lock = staged.root / ".git/index.lock"
    lock.write_bytes(b"")
    timer = threading.Timer(0.15, lock.unlink)
    timer.start()
    assert write_back(staged.open(), [FIX], kind="index", stage=True).staged == ("a.py",)
    timer.join()


def test_a_lock_that_stays_stops_everything(staged: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("novaedit.repository.stage.BACKOFF", (0.01, 0.01))
    (staged.root / ".git/index.lock").write_bytes(b"theirs")
    with pytest.raises(
        RepositoryError, match=r"another git process holds .*index\.lock; nothing was written"
    ):
        write_back(staged.open(), [FIX], kind="index", stage=True)
    assert (staged.root / "a.py").read_bytes() == BEFORE
    assert staged.staged("a.py") == BEFORE
    assert _leftovers(staged) == ["index.lock"]
    assert (staged.root / ".git/index.lock").read_bytes() == b"theirs"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(staged: Sandbox) -> None:
    staged.root.chmod(0o500)
    with pytest.raises(WriteError, match="nothing was changed"):
        write_back(staged.open(), [FIX], kind="index")
    staged.root.chmod(0o700)


#: Runs write_back in a process of its own, where {setup} makes something go wrong.
PROCESS = """
import os, pathlib, resource, signal, sys
from novaedit.errors import NovaEditError
from novaedit.patch.unified import FileChange
from novaedit.repository.open import open_repository
from novaedit.repository.write import write_back
before = pathlib.Path("a.py").read_bytes()
after = before.replace(b"line 5\\n", b"FIXED 5\\n")
changes = [FileChange(name, before, after) for name in ("a.py", "b.py")]
repository = open_repository()
{setup}
try:
    write_back(repository, changes, kind="worktree", stage=True)
except NovaEditError as error:
    print(error)
    sys.exit(2)
"""


def _process(sandbox: Sandbox, setup: str) -> subprocess.CompletedProcess[str]:
    package = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-c", PROCESS.format(setup=setup)],
        cwd=sandbox.root,
        env={**os.environ, "PYTHONPATH": package},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def two_files(sandbox: Sandbox) -> Sandbox:
    sandbox.commit({"a.py": BEFORE, "b.py": BEFORE})
    return sandbox


def test_a_write_that_the_system_cuts_off_changes_nothing(two_files: Sandbox) -> None:
    done = _process(two_files, "resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))")
    assert (done.returncode, done.stderr) == (2, "")
    assert "cannot write" in done.stdout
    assert "nothing was changed" in done.stdout
    assert _status(two_files) == []
    assert _leftovers(two_files) == []


FAIL_AT_REPLACE = """
real, count = os.replace, 0
def replace(source, target, **options):
    global count
    count += 1
    if count == {number}:
        {failure}
    real(source, target, **options)
os.replace = replace
pathlib.os.replace = replace
"""


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_failing_rename_undoes_the_others(two_files: Sandbox, number: int) -> None:
    setup = FAIL_AT_REPLACE.format(number=number, failure='raise OSError(28, "No space left on device")')
    done = _process(two_files, setup)
    assert done.stdout == "cannot write: No space left on device; everything is as it was\n"
    assert (done.returncode, done.stderr) == (2, "")
    assert _status(two_files) == []
    assert two_files.staged("a.py") == BEFORE
    assert _leftovers(two_files) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_ctrl_c_waits_until_the_renames_are_done(two_files: Sandbox, number: int) -> None:
    failure = "[os.kill(os.getpid(), signal.SIGINT) for _ in range(3)]"
    done = _process(two_files, FAIL_AT_REPLACE.format(number=number, failure=failure))
    assert "KeyboardInterrupt" in done.stderr
    assert _status(two_files) == ["M  a.py", "M  b.py"]
    assert _leftovers(two_files) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_killed_process_leaves_every_file_whole(two_files: Sandbox, number: int) -> None:
    setup = FAIL_AT_REPLACE.format(number=number, failure="os.kill(os.getpid(), signal.SIGKILL)")
    assert _process(two_files, setup).returncode == -9
    for name in ("a.py", "b.py"):
        assert (two_files.root / name).read_bytes() in (BEFORE, AFTER)
        assert two_files.staged(name) == BEFORE


#: A hook that fixes what is being committed, and stages the fix.
STAGE = """
from novaedit.patch.unified import FileChange
from novaedit.repository.open import open_repository
from novaedit.repository.staged import staged_snapshot
from novaedit.repository.write import write_back
repository = open_repository()
changes = [
    FileChange(file.path, file.content, file.content.replace(b"line 5\\n", b"FIXED 5\\n"), file.mode)
    for file in staged_snapshot(repository).files.values()
]
print(write_back(repository, changes, kind="index", stage=True))
"""


@pytest.mark.parametrize("commit", [["-a"], ["a.py"], []], ids=["all", "path", "plain"])
def test_staging_in_a_hook_reaches_the_commit_and_the_index_after_it(
    sandbox: Sandbox, in_hook: Install, commit: list[str]
) -> None:
    sandbox.commit({"a.py": "old\n", "b.py": "b\n"})
    sandbox.write("a.py", BEFORE)
    if not commit:
        sandbox.git("add", "a.py")
    output = in_hook(sandbox, STAGE)
    sandbox.git("commit", "-q", "-m", "x", *commit)
    assert "staged=('a.py',)" in output.read_text()
    assert sandbox.git("show", "HEAD:a.py").encode() == AFTER
    assert _status(sandbox) == []
    assert _leftovers(sandbox) == []


def test_commit_path_keeps_what_else_was_staged(sandbox: Sandbox, in_hook: Install) -> None:
    sandbox.commit({"a.py": "old\n", "b.py": "b\n"})
    sandbox.write("a.py", BEFORE)
    sandbox.write("b.py", "staged\n")
    sandbox.git("add", "b.py")
    in_hook(sandbox, STAGE)
    sandbox.git("commit", "-q", "-m", "x", "a.py")
    assert _status(sandbox) == ["M  b.py"]
    assert sandbox.git("show", "HEAD:a.py").encode() == AFTER


def test_many_files_are_written_quickly(sandbox: Sandbox) -> None:
    names = [f"m{n}.py" for n in range(50)]
    sandbox.commit(dict.fromkeys(names, BEFORE))
    started = time.perf_counter()
    done = write_back(
        sandbox.open(), [FileChange(name, BEFORE, AFTER) for name in names], kind="worktree", stage=True
    )
    assert len(done.staged) == 50
    assert time.perf_counter() - started < 5
