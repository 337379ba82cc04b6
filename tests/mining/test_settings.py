"""What names the parts of a run."""

from __future__ import annotations

from dataclasses import replace

from novaedit.mining.settings import Settings


def test_digest_changes_with_every_setting() -> None:
    """So that no part is taken for one of other settings."""
    base = Settings()
    others = [
        replace(base, **{name: (not value) if isinstance(value, bool) else value + 1})
        for name, value in base.as_json().items()
    ]
    assert len({base.digest, *(other.digest for other in others)}) == len(others) + 1
    assert Settings().digest == base.digest
