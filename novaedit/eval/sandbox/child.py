"""A child process as a sandbox: for machines without a container engine.

It bounds wall and processor time, memory and file size; it has an empty environment, an empty folder
of its own, for temporary files, too, and, where the system lets us make namespaces, no network and
process ids of its own, so that nothing outlives the run. Started by root it gives root up for a user
who owns nothing, and bounds the number of processes; unless Python lies in a folder that is closed to
others (`/root`), for then that user could not import anything.

What it does not contain: the file system. The tested code reads, and writes, what the user who runs it
may, and fills the disk up file by file. Where root is not given up, it starts as many processes as its time
allows. Where namespaces are refused, it reaches the network and can leave processes behind that start
sessions of their own. Use a container engine for code that you do not trust at all.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from novaedit.errors import ToolError
from novaedit.eval.sandbox.base import GRACE, Job, Verdict, harness, read_answer, seal

#: Ids that no account has: root becomes a fresh one for every run, so that processes are counted apart.
_USERS = range(200_000, 60_000_000)
_NAMESPACES = ("--net", "--pid", "--fork", "--kill-child", "--ipc")


class ChildSandbox:
    """Runs each job in a process of its own."""

    name = "process"

    def run(self, job: Job) -> Verdict:
        """Run the tests of `job`. Raises ToolError when no process can be started."""
        folder = Path(tempfile.mkdtemp(prefix="novaedit-eval-"))
        user = secrets.choice(_USERS) if gives_up_root() else None
        try:
            if user is not None:
                os.chown(folder, user, user)
            envelope = seal(job, user)
            output, status = _communicate(folder, envelope.line, job.limits.wall_time + GRACE)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return read_answer(output, envelope.secret, status)


def _communicate(folder: Path, line: bytes, timeout: float) -> tuple[bytes, int | None]:
    """What the harness wrote, and its exit status: None when it had to be killed."""
    command = [*namespaces(), sys.executable, "-I", "-B", "-c", harness()]
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={"TMPDIR": str(folder)},  # what one user leaves in the common one no other may read
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ToolError(f"the tests of a case could not be started: {error}") from None
    try:
        return process.communicate(line, timeout)[0], process.returncode
    except subprocess.TimeoutExpired as error:
        # A process that was left behind may hold the pipe open after the answer was given.
        return error.output or b"", None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole session: a namespace of process ids dies with its first process."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


@cache
def namespaces() -> tuple[str, ...]:
    """How to start a program in namespaces of its own; () where the system refuses."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    users = () if _is_root() else ("--user", "--map-current-user")
    for chosen in ((*users, *_NAMESPACES), ("--user", "--map-root-user", *_NAMESPACES)):
        command = (program, *chosen, "--")
        done = subprocess.run([*command, sys.executable, "-I", "-c", ""], capture_output=True, check=False)
        if done.returncode == 0:
            return command
    return ()


def gives_up_root() -> bool:
    """Whether the tested code runs as a user of its own: we are root, and that user can import what we do."""
    return _is_root() and _is_readable()


def _is_root() -> bool:
    return sys.platform != "win32" and os.getuid() == 0


@cache
def _is_readable() -> bool:
    """Whether another user could go on importing: everything up to our libraries is open to all."""
    places = {Path(folder).resolve() for folder in sys.path if folder and Path(folder).is_dir()}
    places.add(Path(sys.executable).resolve())
    return all(part.stat().st_mode & 0o001 for place in places for part in (place, *place.parents))
