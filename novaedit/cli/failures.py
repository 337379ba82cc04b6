"""How every failure ends: one sentence on stderr and the documented exit code, never a traceback."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from novaedit import __version__
from novaedit.cli.terminal import printable
from novaedit.errors import NovaEditError

FAILED = 2
INTERRUPTED = 130


def guarded(action: Callable[[], int]) -> int:
    """Run `action` and return its exit code, or 2 or 130 with one sentence when it could not end well."""
    try:
        code = action()
        sys.stdout.flush()
    except NovaEditError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has seen enough (`| head`); that is no failure of ours.
        silence_stdout()
        return 0
    except OSError as error:
        return fail(_of_system(error))
    except Exception as error:
        return fail(f"unexpected error: {type(error).__name__}: {_first_line(error)} ({_save_log()})")
    return code


def fail(message: str, code: int = FAILED) -> int:
    """Say `message` as one line on stderr and return `code`."""
    sys.stderr.write(f"novaedit: {printable(' '.join(message.split()))}\n")
    return code


def silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's own flush at exit cannot fail again."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def log_folder() -> Path:
    """Where logs of unexpected errors are kept: the XDG state folder."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "novaedit"


def _of_system(error: OSError) -> str:
    name = f"{os.fsdecode(error.filename)}: " if error.filename is not None else ""
    return f"{name}{error.strerror or error}"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no message"])[0][:200]


def _save_log() -> str:
    text = (
        f"novaedit {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {sys.argv[1:]}\n\n{traceback.format_exc()}"
    )
    name = f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    for folder in (log_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return f"details in {folder / name}"
    return "the log could not be written"
