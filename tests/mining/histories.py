"""Small histories in which people mend something."""

from __future__ import annotations

import subprocess
from pathlib import Path

from novaedit.mining.changes import Change
from novaedit.mining.extract import Pair
from tests.repository.conftest import Sandbox

MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\n"

#: A module with one undefined name.
BROKEN = """\
import os


def total(prices):
    result = 0
    for price in prices:
        result += pirce
    return result


def home():
    return os.environ["HOME"]
"""
MENDED = BROKEN.replace("pirce", "price")


def pair_of(before: str, after: str, message: str = "change", path: str = "a.py", *others: str) -> Pair:
    """A change of one file, as if read from a history."""
    return Pair(Change("c" * 40, path, "0" * 40, "1" * 40), before, after, message, others)


def mended_history(sandbox: Sandbox) -> str:
    """A repository with a licence, and one commit that mends a misspelt name; the commit's id."""
    sandbox.commit({"LICENSE": MIT, "shop/sums.py": BROKEN}, "start")
    return sandbox.commit({"shop/sums.py": MENDED}, "Fix total of an order")


def bare_copy(sandbox: Sandbox, place: Path) -> Path:
    """A bare clone with all objects of its own."""
    sandbox.git("clone", "-q", "--bare", "--no-hardlinks", str(sandbox.root), str(place))
    return place


def lose(repository: Path, blob: str) -> None:
    """Corrupt one loose object of a repository with a working tree."""
    file = repository / ".git" / "objects" / blob[:2] / blob[2:]
    file.chmod(0o644)
    file.write_bytes(b"nothing that zlib knows")


def loose_blob(sandbox: Sandbox, revision: str) -> str:
    """The id of what `revision:path` names."""
    return subprocess.run(
        ["git", "rev-parse", revision], cwd=sandbox.root, capture_output=True, text=True, check=True
    ).stdout.strip()
