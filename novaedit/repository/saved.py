"""Keeping a patch that was offered, so that a rejected commit loses nothing."""

from __future__ import annotations

import itertools
import shlex
from datetime import UTC, datetime
from pathlib import Path

from novaedit.errors import WriteError
from novaedit.repository.open import Repository


def save_patch(repository: Repository, diff: bytes) -> Path:
    """Write `diff` to `.git/novaedit/TIMESTAMP.patch` and return its path. Raises WriteError."""
    folder = repository.git_dir / "novaedit"
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    try:
        folder.mkdir(exist_ok=True)
        for number in itertools.count(1):
            path = folder / (f"{moment}.patch" if number == 1 else f"{moment}-{number}.patch")
            try:
                with path.open("xb") as file:
                    file.write(diff)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise WriteError(f"cannot save the patch in {folder}: {error.strerror}") from None
    raise AssertionError("count() never ends")


def apply_command(repository: Repository, patch: Path) -> str:
    """The command that applies a saved patch, for any current directory.

    In a subdirectory `git apply` silently skips files outside it; a user's `apply.whitespace=error`
    would refuse changed lines that always had trailing blanks.
    """
    return shlex.join(["git", "-C", str(repository.root), "apply", "--whitespace=nowarn", str(patch)])
