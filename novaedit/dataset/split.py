"""Which split a repository belongs to: whole repositories only, the same on every machine."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

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
