"""Paths as they were typed, and as git names them."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from novaedit.errors import UsageError


def relative_path(file: str, root: Path, here: Path) -> str:
    """`file` as typed in `here`, relative to `root`, with `/`; the root itself is `.`.

    Folders are resolved, the last part is not: a symbolic link is a file of its own to git.
    Raises UsageError outside of `root`.
    """
    typed = Path(os.path.normpath(here / file))
    absolute = typed if typed == typed.parent else typed.parent.resolve() / typed.name
    if absolute.resolve() == root:
        return "."
    try:
        return absolute.relative_to(root).as_posix()
    except ValueError:
        raise UsageError(f"{file} is outside of the repository at {root}") from None


def is_below(path: str, named: Collection[str]) -> bool:
    """Whether `path` is one of `named` or lies in a folder that is."""
    return any(name in (".", path) or path.startswith(f"{name}/") for name in named)
