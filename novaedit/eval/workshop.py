"""A folder that one case after the other is put into: mypy's cache of it serves all of them."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from novaedit.languages.python.mypy import cache_folder


class Workshop:
    """A folder of its own, and mypy's cache for it; both go when it is closed."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="novaedit-eval-")).resolve()

    def cleared(self) -> Path:
        """The folder, empty."""
        self.root.mkdir(exist_ok=True)
        for entry in self.root.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        return self.root

    def close(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.root, ignore_errors=True)
        with contextlib.suppress(OSError, RuntimeError):
            shutil.rmtree(cache_folder(self.root), ignore_errors=True)

    def __enter__(self) -> Workshop:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
