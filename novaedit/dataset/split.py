"""Which split a repository belongs to: whole repositories only, the same on every machine."""

from __future__ import annotations

import hashlib
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
_DEV_NAMES = frozenset(
    part for name in DEV_REPOSITORIES for part in (name.lower(), name.lower().rsplit("/", 1)[1])
) | {"jmespath", "tabulate", "python-docx"}
#: Of the repositories without a place by name, one in so many is held out.
_ONE_IN = 25


def split_of(repository: str) -> Split:
    """`dev` for the named repositories and packages and for a few more, chosen by the hash of the name."""
    name = repository.lower()
    if name in _DEV_NAMES or name.rsplit("/", 1)[-1] in _DEV_NAMES:
        return "dev"
    digest = hashlib.sha256(name.encode()).digest()
    return "dev" if int.from_bytes(digest[:4], "big") % _ONE_IN == 0 else "train"
