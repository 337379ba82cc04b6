"""A container as a sandbox, through the `docker` package and whatever engine answers: Docker or Podman.

A container for each job: no network, a read-only root, a small folder in memory, no capabilities, an
unprivileged user, and limits on memory, processes and time. Nothing of the host is mounted.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from novaedit.errors import ToolError
from novaedit.eval.sandbox.base import GRACE, Job, Verdict, harness, read_answer, seal

if TYPE_CHECKING:
    from docker import DockerClient

#: Names the image; it needs `python3` (3.10 or later), and pytest if the tests use it.
IMAGE_VARIABLE = "NOVAEDIT_SANDBOX_IMAGE"
DEFAULT_IMAGE = "python:3.11-slim"

#: Seconds more than a plain process gets: an engine takes its time to start a container.
_START = 20.0
#: Seconds for an engine to take a connection.
_PATIENCE = 10.0
_FOLDER = "/work"
_MOST_OUTPUT = 1 << 20
_NOBODY = "65534:65534"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that answers, by address (None: the environment's), and an image that it has."""

    address: str | None
    image: str


def find_engine(*, must: bool = False) -> Engine | None:
    """The engine that answers and has the image; None if there is none. Raises ToolError if it `must` be."""
    image = os.environ.get(IMAGE_VARIABLE) or DEFAULT_IMAGE
    engine = Engine(os.environ.get("DOCKER_HOST"), image)
    try:
        _try_socket(engine.address)
        with contextlib.closing(_client(engine)) as client:
            client.ping()
            client.images.get(image)
    except ImportError:
        reason = "the package docker is not installed; `pip install novaedit[eval]` gets it"
    except Exception as error:  # the package raises its own classes and those of requests and urllib3
        reason = f"no container engine with the image {image} answers ({_first_line(error)})"
    else:
        return engine
    if must:
        raise ToolError(reason)
    return None


def _try_socket(address: str | None) -> None:
    """Raise OSError when nobody listens at a socket in the file system.

    The package would raise too, but leave its own socket open until the garbage is collected.
    """
    from docker.constants import DEFAULT_UNIX_SOCKET, IS_WINDOWS_PLATFORM

    scheme, _, path = (address or DEFAULT_UNIX_SOCKET).partition("://")
    if scheme.endswith("unix") and not IS_WINDOWS_PLATFORM:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(_PATIENCE)
            probe.connect("/" + path.lstrip("/"))


class ContainerSandbox:
    """Runs each job in a container of its own."""

    name = "docker"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, job: Job) -> Verdict:
        """Run the tests of `job`. Raises ToolError when the engine refuses."""
        from docker.errors import DockerException

        envelope = seal(job)
        try:
            with contextlib.closing(_client(self._engine)) as client:
                container = client.containers.create(self._engine.image, _command(), **_limits(job))
                try:
                    output, status = _talk(container, envelope.line, job.limits.wall_time + GRACE + _START)
                finally:
                    container.remove(force=True)
        except DockerException as error:
            raise ToolError(f"the container engine failed: {_first_line(error)}") from None
        return read_answer(output, envelope.secret, status)


def _client(engine: Engine) -> DockerClient:
    import docker

    if engine.address:
        return docker.DockerClient(base_url=engine.address, timeout=60)
    return docker.from_env(timeout=60)


def _command() -> list[str]:
    return ["python3", "-I", "-B", "-c", harness()]


def _limits(job: Job) -> dict[str, Any]:
    return {
        "stdin_open": True,
        "network_mode": "none",
        "read_only": True,
        "tmpfs": {_FOLDER: "rw,size=64m,mode=1777", "/tmp": "rw,size=64m,mode=1777"},  # noqa: S108 # inside
        "working_dir": _FOLDER,
        "mem_limit": job.limits.memory,
        "memswap_limit": job.limits.memory,
        "pids_limit": job.limits.processes,
        "user": _NOBODY,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "environment": {"HOME": _FOLDER},
        "log_config": {"Type": "none"},
    }


def _talk(container: Any, line: bytes, timeout: float) -> tuple[bytes, int | None]:  # noqa: ANN401 # docker has no types
    """Start the container, hand over the job, and read until it ends or time is over."""
    deadline = time.monotonic() + timeout
    stream = container.attach_socket(params={"stdin": 1, "stdout": 1, "stream": 1})
    connection: socket.socket = getattr(stream, "_sock", stream)
    try:
        container.start()
        connection.sendall(line)
        raw = _read(connection, deadline)
    except TimeoutError:
        return b"", None
    finally:
        stream.close()
        connection.close()
    if raw is None:
        return b"", None
    status = container.wait(timeout=max(1, int(deadline - time.monotonic()) + 5))["StatusCode"]
    return _demultiplexed(raw), status


def _read(connection: socket.socket, deadline: float) -> bytes | None:
    received = b""
    while len(received) < _MOST_OUTPUT:
        left = deadline - time.monotonic()
        if left <= 0:
            return None
        connection.settimeout(left)
        part = connection.recv(1 << 16)
        if not part:
            break
        received += part
    return received


def _demultiplexed(raw: bytes) -> bytes:
    """The payload of the engine's frames: a kind, three zeros, the length, and so many bytes."""
    payload, position = b"", 0
    while position + 8 <= len(raw):
        _, size = struct.unpack(">BxxxL", raw[position : position + 8])
        payload += raw[position + 8 : position + 8 + size]
        position += 8 + size
    return payload


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
