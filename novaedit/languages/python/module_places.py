"""Where the files of a project stand for those who import them: `src/pkg/a.py` is `pkg/a.py`.

A folder above the outermost package is part of the name only if somebody imports it so: `azure/core/` is
`azure.core` although `azure` has no `__init__.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath


class ModulePlaces:
    """The places of files, told from the texts of the project by their paths."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        inits = [PurePosixPath(path) for path in texts if PurePosixPath(path).stem == "__init__"]
        self._packages = {init.parent.parts for init in inits}
        self._is_imported = cache(self._look_for)

    def is_in_package(self, path: str) -> bool:
        """Whether a folder of the path is a package: scripts beside packages are imported by nobody."""
        return self._outermost(PurePosixPath(path).parent.parts) is not None

    def place(self, path: str) -> str:
        """The path without the folders that are no part of the module's name."""
        parts = PurePosixPath(path).parts
        depth = self._outermost(parts[:-1])
        if not depth or self._is_imported(".".join(parts[: depth + 1])):
            return path
        return str(PurePosixPath(*parts[depth:]))

    def _outermost(self, folders: tuple[str, ...]) -> int | None:
        """How many folders are above the outermost package; None if none of them is one."""
        return next((n for n in range(len(folders)) if folders[: n + 1] in self._packages), None)

    def _look_for(self, name: str) -> bool:
        statement = re.compile(rf"^\s*(?:from|import)\s+{re.escape(name)}\b", re.MULTILINE)
        return any(statement.search(text) for text in self._texts.values())
