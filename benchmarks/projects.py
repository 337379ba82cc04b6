"""Published projects to measure on: their sdists, each a git repository of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path


def fetch(project: str, into: Path) -> Path:
    """The sources of a package of the index (`toolz`, `toolz==1.2.0`), unpacked below `into`.

    A folder is given back as it is. pip asks the sdist's own build backend for its metadata: fetch only
    what you would install.
    """
    if Path(project).is_dir():
        return Path(project).resolve()
    name = re.split(r"[^\w.-]", project, maxsplit=1)[0]
    into.mkdir(parents=True, exist_ok=True)
    options = ("--quiet", "--no-deps", "--no-binary", name, "--dest", str(into))
    subprocess.run([sys.executable, "-m", "pip", "download", *options, project], check=True)
    (archive,) = (file for file in into.iterdir() if file.suffixes[-2:] == [".tar", ".gz"])
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    archive.unlink()
    (folder,) = into.iterdir()
    return folder.rename(into / name)


def make_repository(folder: Path, root: Path) -> None:
    """Copy the files of `folder` to `root` and commit them there."""
    shutil.copytree(folder, root, ignore=shutil.ignore_patterns(".git", "SOURCE.json"))
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "published")):
        identity = ("-c", "user.name=T", "-c", "user.email=t@example.org")
        subprocess.run(["git", *identity, *command], cwd=root, check=True)
