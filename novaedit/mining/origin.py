"""The repositories to mine: what they are called, where they lie, and under which licence they stand."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pygit2
from pygit2.enums import RepositoryOpenFlag

from novaedit.dataset.licences import licence_of_text
from novaedit.dataset.never import NEVER
from novaedit.errors import RepositoryError, UsageError
from novaedit.process import run

_URL = re.compile(r"^(?:https?|ssh|git|file)://|^[\w.-]+@[\w.-]+:")
_OWNER_NAME = re.compile(r"[:/]([^/:]+/[^/:]+?)(?:\.git)?/?$")
_NAMED = re.compile(r"^([\w.-]+/[\w.-]+)=(.+)$")
_LICENCE_FILE = re.compile(r"(?i)(?:un)?(?:licen[cs]e|copying)(?:[-._].*)?$")
_CLONE_TIMEOUT = 3600.0
#: In bytes, for all repositories together.
_OBJECT_CACHE = 48 << 20
_MAPPED_PACKS = 96 << 20


@dataclass(frozen=True, slots=True)
class Origin:
    """One repository: `owner/name` as far as known, the folder, the SPDX name of its licence.

    `url` is where the folder was cloned from, if it was: another machine has to clone it too.
    """

    repo: str
    path: str
    licence: str
    url: str | None = None


def find_origin(word: str) -> Origin:
    """What an argument of `mine` means: a path, `owner/name=path`, or a URL, which is cloned into a cache.

    Raises UsageError when the repository may not be trained on or its licence is unknown or not permissive,
    RepositoryError when it cannot be opened or cloned.
    """
    named = _NAMED.match(word)
    name, place = (named[1], named[2]) if named else (None, word)
    url = place if _URL.match(place) else None
    if url:
        name = name or _name_of_url(url)
        _refuse(name)
        place = str(_clone(url, clones() / name.replace("/", "+")))
    handle = open_history(place)
    name = name or _name_of(handle, Path(place))
    _refuse(name)
    licence = licence_at_head(handle)
    if not licence:
        raise UsageError(f"{name}: the licence is unknown or not permissive")
    return Origin(name, str(Path(place).absolute()), licence, url)


def at_hand(origin: Origin) -> str:
    """The folder of a repository on this machine, cloned if need be. Raises RepositoryError."""
    return str(_clone(origin.url, Path(origin.path))) if origin.url else origin.path


def clones() -> Path:
    """Where cloned repositories are kept: the XDG cache folder."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "novaedit" / "repositories"


def open_history(place: str) -> pygit2.Repository:
    """Open a repository, bare or not, to read its objects. Raises RepositoryError.

    What libgit2 keeps is bounded in this process from then on: a long history must not fill the memory.
    """
    pygit2.settings.cache_max_size(_OBJECT_CACHE)
    pygit2.settings.mwindow_mapped_limit = _MAPPED_PACKS
    try:
        return pygit2.Repository(place, RepositoryOpenFlag.NO_SEARCH)
    except (pygit2.GitError, OSError, KeyError, ValueError) as error:
        raise RepositoryError(f"{place} cannot be read as a git repository: {error}") from None


def licence_at_head(handle: pygit2.Repository) -> str | None:
    """The SPDX name that the licence files at the top of HEAD's tree tell, or None."""
    if handle.head_is_unborn:
        return None
    for item in sorted(handle.head.peel(pygit2.Tree), key=lambda entry: entry.name or ""):
        if isinstance(item, pygit2.Blob) and _LICENCE_FILE.match(item.name or ""):
            licence = licence_of_text(item.data.decode("utf-8", "replace"))
            if licence:
                return licence
    return None


def _refuse(name: str) -> None:
    if NEVER.refuses_source(name):
        raise UsageError(f"{name} is on the list of what is never trained on")


def _name_of(handle: pygit2.Repository, place: Path) -> str:
    if "origin" in set(handle.remotes.names()):
        found = _OWNER_NAME.search(str(handle.remotes["origin"].url))
        if found:
            return found[1]
    return place.resolve().name.removesuffix(".git")


def _name_of_url(url: str) -> str:
    found = _OWNER_NAME.search(url)
    if not found:
        raise UsageError(f"{url} does not name a repository")
    return found[1]


def _clone(url: str, folder: Path) -> Path:
    if (folder / "HEAD").is_file():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".clone-") as name:
        fresh = Path(name) / "bare"
        done = run(["git", "clone", "--quiet", "--bare", "--", url, str(fresh)], timeout=_CLONE_TIMEOUT)
        if done.returncode:
            reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
            raise RepositoryError(f"{url} cannot be cloned: {reason}")
        with contextlib.suppress(OSError):  # another worker was faster
            fresh.rename(folder)
    return folder
