"""Packages as they are handed out: wheels, sdists and repositories, made from the test package."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.synth.corpus import INVENTORY

METADATA = """Metadata-Version: 2.4
Name: store
Version: 1.2
License-Expression: MIT
Project-URL: Source, https://github.com/someone/store

Everything about the store.
"""
PACKAGE = {"store/__init__.py": "from .inventory import Inventory\n", "store/inventory.py": INVENTORY}


def write_wheel(folder: Path, *, metadata: str = METADATA, files: Mapping[str, str] = PACKAGE) -> Path:
    """A wheel of the package."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "store-1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**files, "store-1.2.dist-info/METADATA": metadata}.items():
            archive.writestr(name, text)
    return path


def write_sdist(folder: Path, suffix: str = ".tar.gz", *, metadata: str = METADATA) -> Path:
    """An sdist: everything in one folder, PKG-INFO at its top."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"store-1.2{suffix}"
    files = {f"store-1.2/{name}": text for name, text in {**PACKAGE, "PKG-INFO": metadata}.items()}
    if suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path
    compressors: dict[str, Callable[[bytes], bytes]] = {
        ".tar.gz": gzip.compress,
        ".tar.bz2": bz2.compress,
        ".tar.xz": lzma.compress,
    }
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as packed:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            packed.addfile(member, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("store-1.2/store/link.py")
        link.type, link.linkname = tarfile.SYMTYPE, "inventory.py"
        packed.addfile(link)
    path.write_bytes(compressors[suffix](plain.getvalue()))
    return path


def write_repository(folder: Path, *, bare: bool = False) -> Path:
    """A repository with one commit; the working tree of one that is not bare differs from it."""
    work = folder if not bare else folder.with_name(f"{folder.name}-work")
    for name, text in {**PACKAGE, "LICENSE": "Permission is hereby granted, free of charge"}.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8")
    (work / "store" / "link.py").symlink_to("inventory.py")
    _git(work, "init", "-q", "-b", "main")
    _git(work, "remote", "add", "origin", "git@github.com:someone/store.git")
    _git(work, "add", ".")
    _git(work, "commit", "-q", "-m", "First")
    if bare:
        _git(folder.parent, "clone", "-q", "--bare", str(work), str(folder))
        return folder
    (work / "store" / "inventory.py").write_text("not committed", encoding="utf-8")
    return work


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)
