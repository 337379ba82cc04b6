"""What `.gitattributes` says, in bare repositories too."""

from __future__ import annotations

from pathlib import Path

import pygit2
import pytest

from novaedit.mining.attributes import Attributes
from tests.mining.histories import bare_copy
from tests.repository.conftest import Sandbox

_ATTRIBUTES = """\
gen/* linguist-generated=true
lib/* linguist-vendored
secret/* filter=crypt
data/*.py -diff
"""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gen/a.py", "vendored or generated"),
        ("lib/a.py", "vendored or generated"),
        ("secret/a.py", "rewritten by a git filter"),
        ("data/a.py", "binary (gitattributes)"),
        ("a.py", None),
    ],
)
def test_reasons(sandbox: Sandbox, tmp_path: Path, path: str, reason: str | None) -> None:
    """There is no working tree to look at: HEAD tells."""
    sandbox.commit({".gitattributes": _ATTRIBUTES, "a.py": "x = 1\n"})
    attributes = Attributes(pygit2.Repository(str(bare_copy(sandbox, tmp_path / "bare"))))
    assert attributes.reason(path) == reason
    assert attributes.reason(path) == reason


def test_without_any(sandbox: Sandbox) -> None:
    """Most projects say nothing, some have no commit."""
    assert Attributes(pygit2.Repository(str(sandbox.root))).reason("gen/a.py") is None
    sandbox.commit({"a.py": "x = 1\n"})
    assert Attributes(pygit2.Repository(str(sandbox.root))).reason("gen/a.py") is None
