"""Packages as they are published: a wheel is unpacked for as long as it is looked at."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from novaedit.dataset.never import NEVER
from novaedit.errors import UsageError
from novaedit.synth.sources import SIDECAR, Source, read_source

_REPOSITORY = re.compile(r"(?m)^(?:Home-page|Project-URL): .*?github\.com/([\w.-]+/[\w.-]+)")
_MAX_BYTES = 60_000_000
_WANTED = (".py", "METADATA")


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The source in a folder or a wheel. Raises UsageError as `read_source` does, and for a bad wheel."""
    if path.is_dir():
        yield read_source(path)
        return
    name, version = (*path.stem.split("-"), "")[:2]
    with tempfile.TemporaryDirectory(prefix="novaedit-wheel-") as folder:
        root = Path(folder) / name
        root.mkdir()
        try:
            with zipfile.ZipFile(path) as wheel:
                _extract(wheel, root)
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:
            raise UsageError(f"{path.name} is not a wheel that can be read: {error}") from None
        _refuse_repositories(root)
        (root / SIDECAR).write_text(json.dumps({"repo": name, "commit": version}), encoding="utf-8")
        yield read_source(root)


def _refuse_repositories(root: Path) -> None:
    """Raise UsageError when the metadata name a repository of the never list: packages go by other names."""
    for metadata in root.glob("*.dist-info/METADATA"):
        header = metadata.read_text(encoding="utf-8", errors="replace").split("\n\n")[0]
        for name in _REPOSITORY.findall(header):
            if NEVER.refuses_source(name.removesuffix(".git")):
                raise UsageError(f"{root.name} comes from {name}, which is never trained on")


def _extract(wheel: zipfile.ZipFile, root: Path) -> None:
    """Python files, metadata and licences; `extract` keeps every name inside `root`."""
    size = 0
    for member in wheel.infolist():
        wanted = member.filename.endswith(_WANTED) or "licen" in member.filename.lower()
        if wanted and not member.is_dir() and size + member.file_size <= _MAX_BYTES:
            size += member.file_size
            wheel.extract(member, root)
    for licence in sorted(root.glob("*.dist-info/**/*")):
        if licence.is_file() and "licen" in licence.name.lower() and not (root / licence.name).exists():
            (root / licence.name).write_bytes(licence.read_bytes())
