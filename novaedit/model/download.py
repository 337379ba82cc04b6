"""Fetching one large file over HTTP: resumable, checked, never half-written under its own name."""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import novaedit
from novaedit.errors import DownloadError

#: Called with the bytes that have arrived and the bytes in all.
Progress = Callable[[int, int], None]

_BLOCK = 1 << 18
# Attempts in a row that bring nothing new, and seconds before the second of them (doubled each time).
_ATTEMPTS = 4
_PAUSE = 1.0
_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """One exact file: `size` in bytes, `sha256` in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HttpMirror:
    """A place that serves the file at one URL. `pause` is in seconds."""

    url: str
    pause: float = _PAUSE
    timeout: float = _TIMEOUT

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return urllib.request.Request(self.url).host if self.url.startswith("http") else self.url  # noqa: S310  # only parsed

    def fetch(self, wanted: Wanted, part: Path, progress: Progress) -> None:
        """Bring `part` to the full size, going on where it ends. Raises DownloadError."""
        failures = 0
        while (before := _size(part)) < wanted.size:
            try:
                self._attempt(wanted, part, progress)
                reason = "the connection ended early"
            except urllib.error.HTTPError as error:
                reason = f"the server says {error.code} {error.reason}"
                error.close()
                if error.code == 416:  # it has less than we hold: what we hold is not this file
                    part.unlink(missing_ok=True)
                elif error.code < 500 and error.code not in (408, 429):
                    raise DownloadError(f"{self.name}: {reason}") from error
            except (http.client.HTTPException, OSError) as error:
                if isinstance(error, OSError) and error.errno == 28:
                    raise DownloadError(f"{part}: the disk is full") from error
                reason = str(getattr(error, "reason", error)) or type(error).__name__
            failures = 0 if _size(part) > before else failures + 1
            if failures >= _ATTEMPTS:
                raise DownloadError(f"{self.name}: {reason}")
            if failures:
                time.sleep(self.pause * 2 ** (failures - 1))

    def _attempt(self, wanted: Wanted, part: Path, progress: Progress) -> None:
        start = _size(part)
        request = urllib.request.Request(  # noqa: S310  # http or https: an HttpMirror is made by us
            self.url,
            headers={"User-Agent": f"novaedit/{novaedit.__version__}", "Accept-Encoding": "identity"},
        )
        if start:
            request.add_header("Range", f"bytes={start}-")
        with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310  # as above
            resumed = answer.status == 206 and (answer.headers.get("Content-Range") or "").startswith(
                f"bytes {start}-"
            )
            with part.open("ab" if start and resumed else "wb") as stream:
                _copy(answer, stream, wanted, progress)


def check(wanted: Wanted, part: Path) -> None:
    """Raise DownloadError, and remove `part`, unless it is the wanted file."""
    size = _size(part)
    digest = hashlib.sha256()
    with part.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    if size != wanted.size or digest.hexdigest() != wanted.sha256:
        part.unlink()
        raise DownloadError(f"what came is not {wanted.name}: the hash of its {size} bytes differs")


def _copy(source: BinaryIO, stream: BinaryIO, wanted: Wanted, progress: Progress) -> None:
    while block := source.read(_BLOCK):
        stream.write(block)
        if stream.tell() > wanted.size:
            # More than the file: let the hash say that this is something else.
            return
        progress(stream.tell(), wanted.size)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
