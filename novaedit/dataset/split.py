"""Which split a repository belongs to: whole repositories only, the same on every machine."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from novaedit.errors import DataError

Split = Literal["train", "dev"]

#: Held out by name: small, well known, and used to try things out.
DEV_REPOSITORIES = frozenset(
    [
        "python-humanize/humanize",
        "pytoolz/toolz",
        "python-poetry/tomlkit",
        "more-itertools/more-itertools",
        "jmespath/jmespath.py",
        "astanin/python-tabulate",
        "pallets/itsdangerous",
        "un33k/python-slugify",
        "hynek/structlog",
        "Pylons/waitress",
        "mahmoud/boltons",
        "msiemens/tinydb",
        "sloria/environs",
        "marshmallow-code/webargs",
        "alecthomas/voluptuous",
        "life4/textdistance",
        "jazzband/prettytable",
        "jd/tenacity",
        "mahmoud/glom",
        "geopy/geopy",
        "arrow-py/arrow",
        "Delgan/loguru",
        "pyinvoke/invoke",
        "python-openxml/python-docx",
        "simonw/sqlite-utils",
        "python-jsonschema/jsonschema",
        "wtforms/wtforms",
        "rq/rq",
        "pypa/packaging",
        "encode/uvicorn",
    ]
)
#: Packages whose name on an index differs from their repository's.
_DEV_PACKAGES = ("jmespath", "tabulate", "python-docx")
#: Of the repositories without a place by name, this share is held out.
DEV_SHARE = 0.04


def split_of(repository: str, dev_share: float = DEV_SHARE) -> Split:
    """`dev` for the named repositories and packages and for a few more, chosen by the hash of the name."""
    group = group_of(repository)
    if group in _DEV_GROUPS:
        return "dev"
    digest = hashlib.sha256(group.encode()).digest()
    return "dev" if int.from_bytes(digest[:4], "big") < dev_share * 2**32 else "train"


def group_of(repository: str) -> str:
    """What must stay on one side: a repository, its forks, and the package that is made of it."""
    return re.sub(r"[-_.]+", "-", repository.rsplit("/", 1)[-1]).lower()


_DEV_GROUPS = frozenset(map(group_of, (*DEV_REPOSITORIES, *_DEV_PACKAGES)))


@dataclass(frozen=True, slots=True)
class Sides:
    """Which split each repository belongs to.

    `earlier` are the sides of an earlier dataset, by group: a model that goes on from weights which learnt
    from that one is measured on what neither has seen.
    """

    dev_share: float = DEV_SHARE
    earlier: Mapping[str, Split] = field(default_factory=dict)

    def of(self, repository: str) -> Split:
        """The side it had earlier; else as `split_of` says."""
        return self.earlier.get(group_of(repository)) or split_of(repository, self.dev_share)


#: Nothing has a side yet.
BY_NAME = Sides()


def read_sides(path: Path) -> dict[str, Split]:
    """The side of each group in a dataset's `manifest.json`, or in a release's `sources.json`.

    A group of which anything was learnt from is `train`. Raises DataError.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        listed = sorted(_listed(found))  # dev before train
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: neither a manifest.json nor a sources.json ({error!r})") from None
    if not listed:
        raise DataError(f"{path}: names no repository")
    return {group_of(repo): split for split, repo in listed}


def _listed(found: object) -> Iterable[tuple[Split, str]]:
    if isinstance(found, list):
        return [(source["split"], source["repo"]) for source in found]
    if isinstance(found, dict):
        splits: tuple[Split, ...] = ("train", "dev")
        return [(split, repo) for split in splits for repo in found.get(f"{split} by repository", ())]
    raise TypeError(type(found).__name__)
