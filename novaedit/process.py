"""Starting other programs: a clean environment, a time limit, and nothing left running."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from novaedit.errors import ToolError, ToolTimeoutError

#: GIT_* that say how to reach git, ssh and the user's configuration, but never which repository or index.
_GIT_KEPT = re.compile(
    r"GIT_(EXEC_PATH|SSH|SSH_COMMAND|SSH_VARIANT|SSL_.*|ASKPASS|TERMINAL_PROMPT|HTTP_PROXY_AUTHMETHOD"
    r"|ALLOW_PROTOCOL|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|CEILING_DIRECTORIES)"
)
#: What changes a tool's output behind our back, or is none of its business.
_DROPPED = re.compile(
    r"GIT_.*|RUFF_.*|MYPY.*|FORCE_COLOR|PY_COLORS|CLICOLOR.*|COLUMNS|TERM"
    r"|GITHUB_TOKEN|GH_TOKEN|INPUT_.*TOKEN|ACTIONS_.*TOKEN"
)


@dataclass(frozen=True, slots=True)
class Finished:
    """What a program left behind: its exit status and the bytes it wrote."""

    returncode: int
    stdout: bytes
    stderr: bytes


def clean_env(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """A copy of `environ` (default: ours) for ruff, mypy, pytest and their like.

    A hook's GIT_DIR or GIT_INDEX_FILE would make a child's git work on the commit in progress;
    RUFF_*, MYPY* and colour settings would change the output; tokens are not theirs to see.
    """
    source = os.environ if environ is None else environ
    kept = {k: v for k, v in source.items() if _GIT_KEPT.fullmatch(k) or not _DROPPED.fullmatch(k)}
    return {**kept, "NO_COLOR": "1", "TERM": "dumb"}


def run(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    input: bytes | None = None,
    timeout: float | None = None,
    env: Mapping[str, str] | None = None,
) -> Finished:
    """Run `command` to its end, whatever its exit status; `env` defaults to `clean_env()`.

    `timeout` is in seconds. Raises ToolError when the program cannot be started and ToolTimeoutError
    when it ran too long. On a timeout or any exception (Ctrl-C) its whole process group is killed.
    """
    process = _start(command, cwd, input is not None, clean_env() if env is None else env)
    try:
        stdout, stderr = process.communicate(input, timeout)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise ToolTimeoutError(f"{_name(command)} did not finish within {timeout:g} seconds") from None
    except BaseException:
        _kill(process)
        raise
    return Finished(process.returncode, stdout, stderr)


def _start(
    command: Sequence[str], cwd: Path | None, has_input: bool, env: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    if cwd is not None and not cwd.is_dir():
        raise ToolError(f"{_name(command)} cannot run in {cwd}: no such folder")
    try:
        return subprocess.Popen(
            list(command),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.PIPE if has_input else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # a group of its own, which _kill can end as a whole
        )
    except FileNotFoundError:
        raise ToolError(f"{_name(command)} was not found; is it installed and on PATH?") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ToolError(f"{_name(command)} could not be started: {reason}") from None


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    # Not communicate(): a grandchild in another session may hold the pipes open for ever.
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _name(command: Sequence[str]) -> str:
    return Path(command[0]).name
