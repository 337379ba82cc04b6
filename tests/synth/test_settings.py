"""The settings of a run."""

from __future__ import annotations

import json

from novaedit.languages.python.regions import Size
from novaedit.synth.settings import Settings


def test_dev_repositories_give_less() -> None:
    """A wide sample says more than a deep one."""
    settings = Settings(per_source=500, per_dev_source=7)
    assert (settings.cap("someone/store"), settings.cap("pytoolz/toolz")) == (500, 7)


def test_as_json() -> None:
    """Everything is in the manifest."""
    assert json.loads(json.dumps(Settings(families=("types",)).as_json()))["families"] == ["types"]


def test_only_another_window_than_the_products_changes_the_names_of_parts() -> None:
    """An ended run goes on after an update."""
    assert "size" not in Settings().as_json()
    assert Settings(size=Size(40)).as_json()["size"] == {"lines": 40}
