"""Weights follow what people mended, halfway."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from novaedit.errors import DataError
from novaedit.synth.draft import SHARES
from novaedit.synth.habits import Counts, fit, read_habits, rules_of
from novaedit.synth.injectors import INJECTORS
from novaedit.synth.settings import Settings

_SOME = ("single-equals", "dropped-import", "equals-singleton", "bare-except", "lost-optional")


def test_rules_are_what_the_tools_say() -> None:
    """Of the injectors' own bad examples; each family by its own tool."""
    rules = rules_of([INJECTORS[name] for name in _SOME])
    assert rules["equals-singleton"] == "E711"
    assert rules["bare-except"] == "E722"
    assert rules["lost-optional"] == "assignment"
    assert "Maybe you meant _ or _ instead of _?" in rules["single-equals"]


def test_fit() -> None:
    """The commoner mistake gains, the other loses; totals stay, and so does what nothing is known of."""
    some = [INJECTORS[name] for name in _SOME]
    weights = fit(Counts({"E722": 900, "E711": 100}), some)
    fitted = dict(weights.injectors)
    before = {injector.name: injector.weight for injector in some}
    lint = ("bare-except", "equals-singleton")
    assert fitted["bare-except"] > before["bare-except"]
    assert 0 < fitted["equals-singleton"] < before["equals-singleton"]
    assert sum(fitted[n] for n in lint) == pytest.approx(sum(before[n] for n in lint), abs=0.001)
    assert {n: w for n, w in fitted.items() if n not in lint} == {
        n: w for n, w in before.items() if n not in lint
    }
    assert dict(weights.shares) == SHARES


def test_kinds_share_a_rule() -> None:
    """Of two mistakes that ruff calls the same, the one whose tokens people got wrong more often gains."""
    some = [INJECTORS[name] for name in ("dropped-import", "misspelt-name")]
    assert set(rules_of(some).values()) == {"F821"}
    kinds = {"F821": {"lost import": 90, "name for name": 10}}
    fitted = dict(fit(Counts({"F821": 100}, kinds), some).injectors)
    even = dict(fit(Counts({"F821": 100}), some).injectors)
    assert fitted["dropped-import"] > even["dropped-import"]
    assert 0 < fitted["misspelt-name"] < even["misspelt-name"]
    assert sum(fitted.values()) == pytest.approx(sum(even.values()), abs=0.001)


def test_risky_lines(tmp_path: Path) -> None:
    """Lines that people mend more often than they write them are drawn more often, halfway."""
    place = tmp_path / "habits.json"
    counts = {
        "by_rule": {},
        "by_place": {"def": 600, "return": 400},
        "lines_by_place": {"def": 1, "return": 3},
    }
    place.write_text(json.dumps(counts), encoding="utf-8")
    risks = dict(fit(read_habits(place), []).risks)
    assert 1.5 < risks["def"] < 2
    assert 0.5 < risks["return"] < 1


def test_families_follow_too() -> None:
    """Between those that something is known of."""
    some = [INJECTORS[name] for name in _SOME]
    shares = dict(fit(Counts({"E722": 900, "assignment": 100}), some).shares)
    assert shares["lint"] > SHARES["lint"]
    assert 0 < shares["types"] < SHARES["types"]
    assert shares["syntax"] == SHARES["syntax"]
    assert sum(shares.values()) == pytest.approx(sum(SHARES.values()), abs=0.001)


def test_settings_carry_them(tmp_path: Path) -> None:
    """To the drafter and into the manifest."""
    place = tmp_path / "habits.json"
    place.write_text(json.dumps({"by_rule": {"E722": 9, "E711": 1}, "by_kind": {}}), encoding="utf-8")
    settings = Settings(weights=fit(read_habits(place), [INJECTORS[name] for name in _SOME]))
    drawn = {injector.name: injector.weight for injector in settings.injectors()}
    assert drawn["bare-except"] == dict(settings.weights.injectors)["bare-except"] != 2
    assert drawn["mutable-default"] == INJECTORS["mutable-default"].weight
    assert settings.as_json()["weights"]["injectors"]["bare-except"] == drawn["bare-except"]
    assert settings.as_json() != Settings().as_json()


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"by_rule": {"E722": "often"}}', '{"by_rule": []}'])
def test_no_habits(tmp_path: Path, text: str) -> None:
    """One sentence that names the file."""
    place = tmp_path / "habits.json"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"habits\.json holds no counts by rule"):
        read_habits(place)
