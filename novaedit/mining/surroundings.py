"""The project around a file, as far as a gate asks for it: which modules it has and which it imports."""

from __future__ import annotations

import pygit2

from novaedit.languages.python.imports import imported_modules
from novaedit.mining.contents import Refused, read_text
from novaedit.mining.origin import open_history
from novaedit.mining.paths import is_python
from novaedit.repository.tree import tree_entries

#: Stands for all files that import something.
_IMPORTS = "__imports__.py"
#: Names no interpreter: what happens to be installed here must not decide what is kept.
NO_PYTHON = "no-interpreter"


class Surroundings:
    """HEAD's tree in a nutshell, read once when asked for: a `Files` for the gate `no-new-import`."""

    def __init__(self, path: str, max_lines: int) -> None:
        self._path = path
        self._max_lines = max_lines
        self._paths: tuple[str, ...] | None = None
        self._imports = b""

    def paths(self) -> tuple[str, ...]:
        """The Python files, and one that imports all that they import."""
        if self._paths is None:
            self._paths = self._read()
        return self._paths

    def read(self, path: str) -> bytes | None:
        """Only the file of imports can be read."""
        return self._imports if path == _IMPORTS and self._paths is not None else None

    def _read(self) -> tuple[str, ...]:
        handle = open_history(self._path)
        entries = tree_entries(handle.head.peel(pygit2.Tree))
        paths = [path for path in entries if is_python(path)]
        modules: set[str] = set()
        for path in paths:
            try:
                modules |= imported_modules(read_text(handle, str(entries[path].id), self._max_lines))
            except Refused:
                continue
        self._imports = "".join(f"import {name}\n" for name in sorted(modules)).encode()
        return (*paths, _IMPORTS)
