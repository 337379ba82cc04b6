"""The model card."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.model.card import model_card
from novaedit.model.manifest import Manifest, ModelFile

_RUNS = Path(__file__).parents[2] / "runs"

_MANIFEST = Manifest(
    name="tiny",
    version="0.2",
    base="SmolLM2",
    base_sha256="a" * 64,
    licence="Apache-2.0",
    training_run="runs/tiny-0.2",
    tuned=True,
    context=512,
    special_tokens={},
    metrics={"dev_exact": 0.625},
    min_confidence=0.3,
    files=(ModelFile("graph.xml", 2_000_000, "0"),),
)


def test_it_tells_what_the_manifest_knows() -> None:
    card = model_card(_MANIFEST)
    for part in ("# tiny 0.2", "SmolLM2", "a" * 64, "Apache-2.0", "runs/tiny-0.2", "2 MB", "0.3", "0.625"):
        assert part in card
    assert card.count("Not recorded beside the run.") == 2
    assert "## Limits\n\n- " in card


def test_it_tells_the_data_and_the_recipe_of_the_run(tmp_path: Path) -> None:
    counts = {
        "kept": {"train": 1200, "dev": 30},
        "train by kind": {"real": 400, "synthetic": 800},
        "train by licence": {"MIT": 1200},
        "train by repository": {"a/b": 1200},
    }
    (tmp_path / "data.json").write_text(json.dumps(counts))
    (tmp_path / "config.yaml").write_text("base: x\nseed: 7\n")
    card = model_card(_MANIFEST, tmp_path)
    for part in ("| examples, train | 1,200 |", "| of these real | 400 |", "| repositories | 1 |", "| MIT |"):
        assert part in card
    assert "```yaml\nbase: x\nseed: 7\n```" in card


@pytest.mark.parametrize(
    "run", sorted(path.parent for path in _RUNS.glob("*/config.yaml")), ids=lambda path: path.name
)
def test_a_released_run_says_how_it_was_made(run: Path) -> None:
    assert "Not recorded" not in model_card(_MANIFEST, run)
