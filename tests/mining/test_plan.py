"""What is to be done, and in which order."""

from __future__ import annotations

import pytest

from novaedit.errors import UsageError
from novaedit.mining.history import History
from novaedit.mining.origin import Origin
from novaedit.mining.part import parts_of
from novaedit.mining.plan import Surveyed, make_plan, newest_first, survey
from novaedit.mining.settings import Settings
from tests.mining.histories import mended_history
from tests.repository.conftest import Sandbox

_SETTINGS = Settings(part_size=2)


def _surveyed(repo: str, count: int) -> Surveyed:
    return Surveyed(Origin(repo, "/nowhere", "MIT"), History([f"{n:040x}" for n in range(count)]))


def test_parts_in_order() -> None:
    """Every commit is in one part; earlier parts stay when commits are added."""
    plan = make_plan([_surveyed("a/b", 5), _surveyed("c/d", 2)], _SETTINGS)
    assert [(part.origin.repo, len(part.commits)) for part in plan.parts] == [
        ("a/b", 2),
        ("a/b", 2),
        ("a/b", 1),
        ("c/d", 2),
    ]
    longer = make_plan([_surveyed("a/b", 6)], _SETTINGS)
    assert [part.name for part in longer.parts[:2]] == [part.name for part in plan.parts[:2]]
    assert longer.parts[2].name != plan.parts[2].name


def test_other_settings_are_other_parts() -> None:
    """So that a run with other settings does not take the old ones for its own."""
    origin = Origin("a/b", "/nowhere", "MIT")
    names = {
        part.name
        for s in (_SETTINGS, Settings(part_size=2, mypy=True))
        for part in parts_of(origin, ["1"], s)
    }
    assert len(names) == 2


def test_newest_first() -> None:
    """A bit of each repository, however long the others are."""
    plan = make_plan([_surveyed("a/b", 5), _surveyed("c/d", 4)], _SETTINGS)
    order = [(part.origin.repo, part.name.split("-")[1]) for part in newest_first(plan.parts)]
    assert order == [("a/b", "00002"), ("c/d", "00001"), ("a/b", "00001"), ("c/d", "00000"), ("a/b", "00000")]


def test_passed_over() -> None:
    """A refused repository and a second one of the same name are counted and said."""
    plan = make_plan([_surveyed("a/b", 1), _surveyed("A/b", 1), Surveyed(None, problem="no")], _SETTINGS)
    assert plan.skipped == {"repository refused": 1, "repository named twice": 1}
    assert plan.remarks == ("a/b: 1 commits, MIT", "A/b is named twice", "no")


def test_nothing_left() -> None:
    """The sentence says why."""
    with pytest.raises(UsageError, match="no licence"):
        make_plan([Surveyed(None, problem="no licence")], _SETTINGS)


def test_survey(sandbox: Sandbox) -> None:
    """A repository with its commits, or the reason against it."""
    commit = mended_history(sandbox)
    assert survey(f"a/b={sandbox.root}").history.commits == [commit]
    assert "never trained on" in survey(f"scrapy/scrapy={sandbox.root}").problem
