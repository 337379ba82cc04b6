"""Programs are started with a clean environment and never outlive their time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from novaedit.errors import ToolError, ToolTimeoutError
from novaedit.process import clean_env, run

PYTHON = sys.executable


@pytest.mark.parametrize(
    "name",
    ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_CONFIG_PARAMETERS", "GIT_AUTHOR_DATE",
     "RUFF_OUTPUT_FILE", "RUFF_OUTPUT_FORMAT", "MYPYPATH", "MYPY_CACHE_DIR", "FORCE_COLOR", "CLICOLOR_FORCE",
     "GITHUB_TOKEN", "INPUT_GITHUB-TOKEN"],
)  # fmt: skip
def test_what_would_mislead_a_child_is_removed(name: str) -> None:
    assert name not in clean_env({name: "1"})


@pytest.mark.parametrize("name", ["PATH", "HOME", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "PYTHONPATH"])
def test_what_a_child_needs_is_kept(name: str) -> None:
    assert clean_env({name: "value"})[name] == "value"


def test_output_input_folder_and_status_are_passed_through(tmp_path: Path) -> None:
    code = "import os,sys; print(os.getcwd()); sys.stderr.write(sys.stdin.read()); sys.exit(3)"
    finished = run([PYTHON, "-c", code], cwd=tmp_path, input=b"hello")
    assert finished.returncode == 3
    assert finished.stdout.decode().strip() == str(tmp_path.resolve())
    assert finished.stderr == b"hello"


def test_without_input_stdin_is_empty() -> None:
    assert run([PYTHON, "-c", "import sys; print(sys.stdin.read())"]).stdout.strip() == b""


def test_children_get_the_clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    code = "import os; print('GIT_DIR' in os.environ)"
    assert run([PYTHON, "-c", code]).stdout.strip() == b"False"


def test_a_missing_program_is_one_sentence() -> None:
    with pytest.raises(ToolError, match=r"^no-such-tool was not found"):
        run(["no-such-tool"])


def test_a_missing_folder_is_not_mistaken_for_a_missing_program(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="no such folder"):
        run([PYTHON, "-c", ""], cwd=tmp_path / "gone")


def test_a_file_that_is_no_program_is_one_sentence(tmp_path: Path) -> None:
    tool = tmp_path / "tool"
    tool.write_text("")
    with pytest.raises(ToolError, match="tool could not be started: Permission denied"):
        run([str(tool)])


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _grandchild(tmp_path: Path) -> str:
    inner = f"import os,time; open({str(tmp_path / 'pid')!r},'w').write(str(os.getpid())); time.sleep(60)"
    return f"import subprocess,sys; subprocess.run([sys.executable, '-c', {inner!r}])"


def _wait_for_pid(path: Path) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.02)
    raise AssertionError("the grandchild never started")


def _assert_ends(pid: int) -> None:
    deadline = time.monotonic() + 10
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_timeout_ends_the_whole_process_group(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(ToolTimeoutError, match=r"did not finish within 2 seconds"):
        run([PYTHON, "-c", _grandchild(tmp_path)], timeout=2)
    assert time.monotonic() - started < 20
    _assert_ends(_wait_for_pid(tmp_path / "pid"))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_ctrl_c_ends_the_whole_process_group(tmp_path: Path) -> None:
    inner = _grandchild(tmp_path)
    code = f"from novaedit.process import run; import sys; run([sys.executable, '-c', {inner!r}])"
    parent = subprocess.Popen([PYTHON, "-c", code], stderr=subprocess.PIPE)
    pid = _wait_for_pid(tmp_path / "pid")
    os.kill(parent.pid, signal.SIGINT)
    _, stderr = parent.communicate(timeout=20)
    assert b"KeyboardInterrupt" in stderr
    _assert_ends(pid)
