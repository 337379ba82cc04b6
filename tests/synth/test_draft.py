"""Drafts break the file they were made from, in the family that they say."""

from __future__ import annotations

from random import Random

from novaedit.patch.apply import apply_edits, diff_edits
from novaedit.synth.draft import ANNOTATED, Draft, Drafter
from novaedit.synth.fragments import is_clean
from novaedit.synth.injectors import INJECTORS
from tests.synth.corpus import INVENTORY


def _drafts(seed: int, count: int) -> list[Draft]:
    drafter = Drafter("a.py", INVENTORY, INJECTORS.values(), Random(seed))  # noqa: S311 - repeatable
    return [draft for draft in (drafter.draft() for _ in range(count)) if draft]


def test_same_seed_same_drafts() -> None:
    """A data set can be made again."""
    assert _drafts(3, 40) == _drafts(3, 40)
    assert _drafts(3, 40) != _drafts(4, 40)


def test_every_family_and_two_mistakes_occur() -> None:
    """The shares leave nothing out."""
    drafts = _drafts(1, 300)
    assert {draft.family for draft in drafts} == {"syntax", "names", "lint", "types", "hints"}
    assert {draft.checker for draft in drafts if draft.family == "hints"} == {"pyre", "mypy"}
    assert any(draft.injector == "two-mistakes" for draft in drafts)
    assert all(draft.broken != draft.clean for draft in drafts)
    assert all(d.snippet or d.family in ANNOTATED or d.clean == INVENTORY for d in drafts)


def test_types_are_broken_in_the_notation_of_other_times_too() -> None:
    """One notation a file; the other families see the file as it is."""
    notations = {
        draft.clean for seed in range(12) for draft in _drafts(seed, 40) if draft.family in ANNOTATED
    }
    assert INVENTORY in notations
    assert any("Optional[Dict[str, int]]" in text for text in notations)
    assert any("typing.Optional[" in text for text in notations)


def test_snippets_are_short_and_compile() -> None:
    """Some syntax mistakes stand in a piece of the file that is code by itself."""
    snippets = [draft for draft in _drafts(1, 300) if draft.snippet]
    assert len(snippets) > 20
    assert {draft.family for draft in snippets} == {"syntax"}
    assert all(is_clean(draft.clean) and draft.clean.count("\n") < 40 for draft in snippets)
    assert any("print(" in draft.clean for draft in snippets)


def test_no_place_is_used_twice() -> None:
    """Places run out instead of repeating."""
    only = [INJECTORS["missing-self-parameter"]]
    drafter = Drafter("a.py", INVENTORY, only, Random(1))  # noqa: S311 - repeatable, not secret
    broken = [draft.broken for draft in (drafter.draft() for _ in range(20)) if draft]
    assert len(broken) == len(set(broken)) == 6


def test_what_people_post_is_in_no_file_of_a_project() -> None:
    """Prose among the code stands in snippets only, also as the second of two mistakes."""
    prose = INJECTORS["prose-line"]
    assert prose.posted
    drafter = Drafter("a.py", INVENTORY, [prose], Random(1))  # noqa: S311 - repeatable, not secret
    drafts = [draft for draft in (drafter.draft() for _ in range(60)) if draft]
    assert drafts
    assert all(draft.snippet for draft in drafts)


def test_each_of_two_mistakes_is_one() -> None:
    """Python tells of the first alone: the second must be as plain, not a change that parses."""
    injectors = [INJECTORS["forgotten-keyword"], INJECTORS["missing-colon"]]
    drafter = Drafter("a.py", INVENTORY, injectors, Random(1))  # noqa: S311 - repeatable, not secret
    drafts = [draft for draft in (drafter.draft() for _ in range(400)) if draft and not draft.snippet]
    twice = [draft for draft in drafts if draft.injector == "two-mistakes"]
    assert twice
    for draft in twice:
        edits = diff_edits(draft.broken, draft.clean)
        assert not any(
            is_clean(apply_edits(draft.broken, edits[:i] + edits[i + 1 :])) for i in range(len(edits))
        )
