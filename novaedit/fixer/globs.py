"""Globs of the configuration, matched against root-relative paths."""

from __future__ import annotations

from fnmatch import fnmatchcase


def matches(path: str, glob: str) -> bool:
    """Whether `glob` means `path`: its whole, its name, or a folder above it; `*` crosses `/`."""
    glob = glob.removeprefix("./")
    parents = [path[:i] for i, character in enumerate(path) if character == "/"]
    if "/" not in glob.rstrip("/"):
        return any(fnmatchcase(part, glob.rstrip("/")) for part in path.split("/"))
    return any(fnmatchcase(whole, glob.rstrip("/")) for whole in (path, *parents))
