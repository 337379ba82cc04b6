"""A mypy cache that already knows the standard library, made once a process."""

from __future__ import annotations

import atexit
import contextlib
import functools
import multiprocessing.util
import shutil
import sys
import tempfile
from pathlib import Path

from novaedit.errors import ToolTimeoutError
from novaedit.process import run

#: What much code imports; the rest is read when a source needs it.
_MODULES = (
    "abc argparse ast asyncio base64 collections.abc concurrent.futures configparser contextlib "
    "contextvars copy csv dataclasses datetime decimal difflib email.message enum fnmatch fractions "
    "functools getpass glob gzip hashlib heapq hmac html http.client http.server importlib.metadata "
    "importlib.resources inspect io ipaddress itertools json locale logging.handlers math mimetypes "
    "multiprocessing operator os pathlib pickle pkgutil platform pprint queue random re secrets "
    "select shlex shutil signal socket sqlite3 ssl stat statistics string struct subprocess "
    "sysconfig tarfile tempfile textwrap threading time tokenize traceback types typing unicodedata "
    "unittest.mock urllib.error urllib.request uuid warnings weakref xml.etree.ElementTree zipfile "
    "zlib zoneinfo "
)


def copy_warm_cache(target: Path, flags: tuple[str, ...]) -> None:
    """Put a warm cache for mypy runs with these flags at `target`, a folder that does not exist yet.

    Raises ToolError when mypy cannot be started.
    """
    shutil.copytree(_base(flags), target)


@functools.cache
def _base(flags: tuple[str, ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="novaedit-mypy-warm-"))
    # A process of a pool ends without `atexit`, the main one without the other.
    multiprocessing.util.Finalize(None, shutil.rmtree, (folder, True), exitpriority=1)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    cache = folder / "cache"
    cache.mkdir()
    program = "\n".join(f"import {name}" for name in _MODULES.split())
    command = [sys.executable, "-m", "mypy", *flags, "--cache-dir", str(cache), "-c", program]
    # Cold is only slower.
    with contextlib.suppress(ToolTimeoutError):
        run(command, cwd=folder, timeout=300.0)
    return cache
