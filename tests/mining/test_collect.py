"""Parts put together."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from novaedit.dataset.store import FolderStore
from novaedit.mining.collect import collect
from novaedit.mining.history import History
from novaedit.mining.near import NearDuplicates
from novaedit.mining.origin import Origin
from novaedit.mining.part import Mined
from novaedit.mining.plan import Plan, Surveyed, make_plan
from novaedit.mining.settings import Settings


def _plan() -> Plan:
    history = History(["1" * 40], Counter({"merge": 2}))
    return make_plan([Surveyed(Origin("a/b", "/nowhere", "MIT"), history)], Settings())


def test_replaces_an_older_data_set_when_it_is_whole(tmp_path: Path) -> None:
    """Counts of the plan and of the parts are in the manifest; no file of the making is left."""
    (tmp_path / "train.jsonl").write_text("old\n", encoding="utf-8")
    plan = _plan()
    store = FolderStore(tmp_path / "parts")
    mined = Mined()
    mined.rejected["file added"] = 3
    store.write(plan.parts[0].file, mined.to_bytes())
    manifest = collect(plan, store, tmp_path, Settings(), NearDuplicates())
    assert manifest["rejected"] == {"file added": 3, "merge": 2}
    assert (tmp_path / "train.jsonl").read_text(encoding="utf-8") == ""
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")) == manifest
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("dev.jsonl", "habits.json", "manifest.json", "parts", "train.jsonl")
    ]


def test_a_part_that_is_not_there_is_counted(tmp_path: Path) -> None:
    """Its worker died; the next run tries again."""
    manifest = collect(_plan(), FolderStore(tmp_path / "parts"), tmp_path, Settings(), NearDuplicates())
    assert manifest["rejected"] == {"merge": 2, "part lost": 1}
