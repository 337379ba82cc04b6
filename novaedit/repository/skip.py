"""Which files we do not look at, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import PurePosixPath

import pygit2
from pygit2.enums import FileMode

from novaedit.lines import ENDING

#: Larger files are generated, or data; a model's region would be lost in them anyway.
MAX_BYTES = 512 * 1024
MAX_LINES = 20_000

TOO_LARGE = f"larger than {MAX_BYTES // 1024} KiB"

#: What gitattributes says of a path: True, False, a string, or None when nothing.
Attribute = Callable[[str], bool | str | None]


def is_wanted(path: str, suffixes: Collection[str] | None) -> bool:
    """Whether the path ends in one of `suffixes` (None: any); or is a notebook, to be reported."""
    suffix = PurePosixPath(path).suffix.lower()
    return suffixes is None or suffix in suffixes or suffix == ".ipynb"


def skip_entry(path: str, mode: int, attribute: Attribute) -> str | None:
    """Why a file is not even read, or None. `mode` is git's file mode."""
    if mode == FileMode.LINK:
        return "a symbolic link"
    if mode == FileMode.COMMIT:
        return "a submodule"
    if path.lower().endswith(".ipynb"):
        return "a notebook"
    return _skip_attributes(attribute)


def skip_content(content: bytes) -> str | None:
    """Why a file with this content is not looked at, or None."""
    if len(content) > MAX_BYTES:
        return TOO_LARGE
    if content.startswith(b"version https://git-lfs.github.com/spec/"):
        return "a Git LFS pointer"
    if b"\0" in content:
        return "binary"
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return "not UTF-8"
    # Counting bytes is fast, and never says less than there are line endings.
    if content.count(b"\n") + content.count(b"\r") > MAX_LINES < len(ENDING.findall(text)):
        return f"longer than {MAX_LINES} lines"
    return None


def attributes_of(handle: pygit2.Repository, path: str) -> Attribute:
    """Look up gitattributes of one path."""
    return lambda name: handle.get_attr(path, name)


def _skip_attributes(attribute: Attribute) -> str | None:
    content_filter = attribute("filter")
    if content_filter == "lfs":
        return "a Git LFS file"
    # libgit2 runs no such filters: what we read would not be what git checks out.
    if content_filter or attribute("working-tree-encoding"):
        return "rewritten by a git filter"
    if attribute("linguist-generated") in (True, "true"):
        return "generated (linguist-generated)"
    if attribute("diff") is False or attribute("text") is False:
        return "binary (gitattributes)"
    return None
