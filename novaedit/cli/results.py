"""Handing over the result: to stdout or to a file, as bytes."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from novaedit.cli.failures import silence_stdout
from novaedit.errors import WriteError


def hand_over(result: bytes, file: Path | None) -> None:
    """Write `result` to `file`, or to stdout. Raises WriteError; a closed pipe is no error."""
    if file is None:
        _to_stdout(result)
    else:
        _to_file(result, file)


def _to_stdout(result: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence_stdout()
    except OSError as error:
        silence_stdout()
        raise WriteError(f"standard output: {error.strerror}") from None


def _to_file(result: bytes, file: Path) -> None:
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(result)  # a device or a pipe cannot be replaced
        else:
            _replace(result, file)
    except OSError as error:
        raise WriteError(f"{file}: {error.strerror}") from None


def _replace(result: bytes, file: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(result)
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
