"""What every sandbox does: the job it is given, the verdict it gives back."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

_OWN_IMPORT = re.compile(r"^from novaedit\..*\n", re.MULTILINE)

#: Seconds that starting and ending may take beside the tests themselves.
GRACE = 5.0
#: How the harness ends when time is over.
STATUS_TIMED_OUT = 124


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout` in seconds, `memory` and `file_size` in bytes, `processes` at once.

    The timeout is of processor time, so that a busy machine changes no verdict; of wall time there are
    three times as many.
    """

    timeout: float = 10.0
    memory: int = 2 << 30
    file_size: int = 16 << 20
    processes: int = 64

    @property
    def wall_time(self) -> float:
        """Seconds of wall time."""
        return 3 * self.timeout


@dataclass(frozen=True, slots=True)
class Job:
    """Code, the path it is written to (relative, ends in .py), and the source of its tests."""

    path: str
    code: str
    tests: str
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all tests passed, and how the first failure reads: exception, message, line of the code.

    `called` are the functions that a failed assertion called. `is_proof` is False when no harness
    answered: the process was killed or ended itself.
    """

    passed: bool
    kind: str = ""
    message: str = ""
    line: int | None = None
    called: tuple[str, ...] = ()
    is_proof: bool = True


class Sandbox(Protocol):
    """Somewhere to run tests."""

    name: str

    def run(self, job: Job) -> Verdict:
        """Run the tests of `job`; whatever they do, the verdict comes in bounded time.

        Raises ToolError when the sandbox itself does not work.
        """


@cache
def harness() -> str:
    """The program that runs inside, as one text: there is no package of ours there."""
    folder = Path(__file__).parent
    parts = [(folder / name).read_text("utf-8") for name in ("failures.py", "harness.py")]
    return _OWN_IMPORT.sub("", "\n".join(parts))


@dataclass(frozen=True, slots=True)
class Envelope:
    """A job as the harness reads it, with the secret that its answer must begin with."""

    secret: str
    line: bytes


def seal(job: Job, user: int | None = None) -> Envelope:
    """The line for the harness's stdin; `user` is the id that a process of root is to become."""
    secret = secrets.token_hex(16)
    record: dict[str, Any] = {
        "secret": secret,
        "path": job.path,
        "code": job.code,
        "tests": job.tests,
        "timeout": job.limits.timeout,
        "wall_time": job.limits.wall_time,
        "memory": job.limits.memory,
        "file_size": job.limits.file_size,
        "processes": job.limits.processes,
        "user": user,
    }
    return Envelope(secret, json.dumps(record).encode("ascii") + b"\n")


def read_answer(output: bytes, secret: str, status: int | None) -> Verdict:
    """The verdict in what the harness wrote; without its secret there is none.

    `status` is the exit status, None when the process had to be killed.
    """
    for row in output.split(b"\n"):
        if row.startswith(secret.encode() + b" "):
            report = json.loads(row[len(secret) + 1 :])
            failure = report["failure"] or {}
            return Verdict(
                passed=report["passed"] is True and report["ran"] > 0,
                kind=failure.get("type", ""),
                message=failure.get("message", ""),
                line=failure.get("line"),
                called=tuple(failure.get("called", ())),
            )
    if status in (None, STATUS_TIMED_OUT):
        return Verdict(False, "Timeout", "the tests did not finish in time", is_proof=False)
    return Verdict(False, "Ended", "the process ended before its tests did", is_proof=False)
