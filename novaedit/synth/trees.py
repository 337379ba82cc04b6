"""Files of a package or repository as it lies there: a folder, a wheel, an sdist or git's HEAD."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

import pygit2
from pygit2.enums import FileMode

from novaedit.errors import UsageError

#: Larger files are no code that people wrote; nothing of them is read into memory.
MAX_BYTES = 1_000_000
_Place = TypeVar("_Place")
_TARS = (".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar")


@dataclass(frozen=True, slots=True)
class Tree:
    """`names` are the paths of the regular files, sorted, with `/`.

    `read` gives one file's bytes and raises OSError when they cannot be had. `commit` and `origin` are what
    git knows: the id of HEAD and the URL of the remote.
    """

    names: tuple[str, ...]
    read: Callable[[str], bytes]
    commit: str = ""
    origin: str = ""


@contextmanager
def open_tree(path: Path) -> Iterator[Tree]:
    """The files of `path`, for as long as the context lasts; nothing is unpacked or checked out.

    Raises UsageError when it is nothing of the kind or damaged.
    """
    name = path.name.lower()
    try:
        if path.is_dir():
            repository = _git_folder(path)
            yield _git(repository) if repository else folder_tree(path)
        elif name.endswith((".whl", ".zip")):
            with zipfile.ZipFile(path) as archive:
                yield _zip(archive)
        elif name.endswith(_TARS):
            with tarfile.open(path) as archive_file:
                yield _tar(archive_file)
        elif not path.exists():
            raise UsageError(f"{path} is not there")
        else:
            raise UsageError(f"{path} is not a folder, a wheel, an sdist or a git repository")
    except (zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise UsageError(f"{path} is damaged: {error}") from None


def folder_tree(root: Path) -> Tree:
    """The files below a folder as they lie there, committed or not."""
    names = sorted(
        file.relative_to(root).as_posix()
        for file in root.rglob("*")
        if file.is_file() and not file.is_symlink() and file.stat().st_size <= MAX_BYTES
    )
    return Tree(tuple(names), lambda name: (root / name).read_bytes())


def _zip(archive: zipfile.ZipFile) -> Tree:
    places = {i.filename: i for i in archive.infolist() if not i.is_dir() and i.file_size <= MAX_BYTES}
    return _tree_of(places, lambda info: _read_zip(archive, info))


def _read_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise OSError(f"{info.filename}: {error}") from None


def _tar(archive: tarfile.TarFile) -> Tree:
    # A compressed tar can only be read from front to back: once, not once a file.
    contents = {}
    for member in archive:
        if member.isfile() and member.size <= MAX_BYTES:
            file = archive.extractfile(member)
            contents[member.name] = file.read() if file else b""
    return _tree_of(contents, lambda content: content)


def _tree_of(places: Mapping[str, _Place], read: Callable[[_Place], bytes]) -> Tree:
    """A tree of an archive; the one folder that an sdist holds everything in is not part of the paths."""
    tops = {name.partition("/")[0] for name in places}
    prefix = f"{tops.pop()}/" if len(tops) == 1 and all("/" in name for name in places) else ""
    names = tuple(sorted(name.removeprefix(prefix) for name in places if _is_plain(name)))
    return Tree(names, lambda name: read(places[prefix + name]))


def _is_plain(name: str) -> bool:
    return not name.startswith("/") and ".." not in PurePosixPath(name).parts and "\\" not in name


def _git_folder(path: Path) -> Path | None:
    """Where the repository of a folder lies: `.git`, or the folder itself when it is a bare one."""
    if (path / ".git").exists():
        return path
    is_bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
    return path if is_bare else None


def _git(path: Path) -> Tree:
    try:
        repository = pygit2.Repository(str(path))
        commit = repository.revparse_single("HEAD").peel(pygit2.Commit)
    except (pygit2.GitError, KeyError, ValueError) as error:
        raise UsageError(f"{path} is not a git repository with a commit: {error}") from None
    blobs = dict(_blobs(commit.tree, ""))

    def read(name: str) -> bytes:
        try:
            blob = repository[blobs[name]]
        except KeyError:
            raise OSError(f"{name}: git has no content for it") from None
        return blob.data if isinstance(blob, pygit2.Blob) and blob.size <= MAX_BYTES else b""

    return Tree(tuple(sorted(blobs)), read, str(commit.id), _origin(repository))


def _blobs(tree: pygit2.Tree, prefix: str) -> Iterator[tuple[str, pygit2.Oid]]:
    """Path and id of every regular file: no links, no submodules."""
    for entry in tree:
        if isinstance(entry, pygit2.Tree):
            yield from _blobs(entry, f"{prefix}{entry.name}/")
        elif entry.filemode in (FileMode.BLOB, FileMode.BLOB_EXECUTABLE):
            yield f"{prefix}{entry.name}", entry.id


def _origin(repository: pygit2.Repository) -> str:
    return next((str(remote.url) for remote in repository.remotes if remote.name == "origin"), "")
