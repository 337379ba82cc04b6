"""In which order answers and neighbours are proposed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit
from novaedit.fixer.asking import Asking
from novaedit.fixer.options import Options
from novaedit.languages import languages
from tests.fixer.scripted import Scripted

_CODE = "x = 1\ny = 2\n"
_FINDING = Diagnostic("pytest", "AssertionError", "assert 2 == 3", "a.py", 2, end_line=2)


def _asked(answers: Sequence[str], near: Sequence[str], sure: float, least: float = 0.0) -> list[str]:
    """Line 2 in each proposal: the first answer has the log probability `sure`, each later one 1 less.

    The first neighbour has -5, each later one 1 less.
    """
    language = languages["python"]
    region = language.region(_CODE, _FINDING)
    edits = [(Edit(2, 2, (text,)),) for text in near]
    asking = Asking(
        language,
        Options(neighbours=lambda *_: edits),
        Scripted({"": [f"@@ 2-2\n+ {text}" for text in answers]}, sure),
        least,
        True,
        lambda: False,
    )
    found = asking.proposals(_CODE, _FINDING, region, (_FINDING,), ())
    return [proposal.edits[0].replacement[0] for proposal in found if proposal.edits]


@pytest.mark.parametrize(
    ("sure", "order"),
    [
        (-0.1, ["a", "b", "c", "m", "n"]),  # no answer is unlikely
        (-3.5, ["a", "b", "m", "c", "n"]),  # the third is less likely than the first neighbour
        (-4.5, ["a", "m", "b", "n", "c"]),
        (-9.0, ["m", "n", "a", "b", "c"]),
    ],
)
def test_neighbours_stand_before_answers_that_are_less_likely(sure: float, order: list[str]) -> None:
    assert _asked(["a", "b", "c"], ["m", "n"], sure) == order


def test_an_answer_that_stood_among_the_neighbours_is_not_proposed_again() -> None:
    assert _asked(["a", "m", "c"], ["m", "n"], -4.5) == ["a", "m", "n", "c"]


def test_none_for_who_asks_for_a_confidence() -> None:
    assert _asked(["a", "b", "c"], ["m", "n"], -4.5, 0.1) == ["a", "b", "c"]
