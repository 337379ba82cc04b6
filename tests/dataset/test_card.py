"""The card says what the manifest counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from novaedit.dataset.card import card
from novaedit.dataset.write import DatasetWriter
from novaedit.errors import DataError
from tests.dataset.records import example


def test_card(tmp_path: Path) -> None:
    """Sources with licences, both splits, what was left out, the command."""
    with DatasetWriter(tmp_path, {"seed": 1}) as writer:
        writer.add(example(repo="a|b/c"))
        writer.add(example(repo="pytoolz/toolz", licence="BSD-3-Clause", patch="<NO_EDIT>"))
        writer.add(example())
        writer.reject("region too long", 1234)
    text = card(tmp_path, "Data of mini 9", ["novaedit synth sources/* --out data"])
    assert text.startswith("# Data of mini 9\n\n2 records:")
    for line in (
        "    novaedit synth sources/* --out data",
        "| train | 1 | 1 |",
        "| dev | 1 | 1 |",
        "| region too long | 1,234 |",
        "| duplicate | 1 |",
        "| missing-colon | 1 | 1 |",
        "| a\\|b/c | MIT | 1 | 0 |",
        "| pytoolz/toolz | BSD-3-Clause | 0 | 1 |",
        "Settings: seed 1",
    ):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="none"),
        pytest.param("{}", id="of something else"),
        pytest.param("{", id="cut off"),
    ],
)
def test_no_manifest(tmp_path: Path, content: str | None) -> None:
    """One sentence with the file's name."""
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"manifest\.json: "):
        card(tmp_path, "x", [])
