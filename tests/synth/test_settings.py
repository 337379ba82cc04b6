"""The settings of a run."""

from __future__ import annotations

import json

from novaedit.synth.settings import Settings


def test_dev_repositories_give_less() -> None:
    """A wide sample says more than a deep one."""
    settings = Settings(per_source=500, per_dev_source=7)
    assert (settings.cap("someone/store"), settings.cap("pytoolz/toolz")) == (500, 7)


def test_as_json() -> None:
    """Everything is in the manifest."""
    assert json.loads(json.dumps(Settings(families=("types",)).as_json()))["families"] == ["types"]
