"""What a change may have mended, before any gate is asked."""

from __future__ import annotations

from collections import Counter

from novaedit.diagnostics import Diagnostic
from novaedit.languages import languages
from novaedit.mining.draft import Draft, drafts_of
from novaedit.patch.apply import diff_edits
from tests.mining.histories import BROKEN, MENDED, pair_of

_UNUSED = Diagnostic("ruff", "B007", "Loop control variable `price` not used within loop body", "a.py", 6)
_UNDEFINED = Diagnostic("ruff", "F821", "Undefined name `pirce`", "a.py", 7)


def _drafts(after: str, message: str = "change") -> list[Draft]:
    pair = pair_of(BROKEN, after, message)
    edits = diff_edits(BROKEN, after)
    return list(drafts_of(pair, (_UNUSED, _UNDEFINED), (), edits, languages["python"], Counter()))


def test_causes_come_first() -> None:
    """That a name is unused follows from its misspelt use."""
    assert [draft.diagnostic for draft in _drafts(MENDED)] == [_UNDEFINED, _UNUSED]


def test_attempts_from_the_nearest_hunk_to_all() -> None:
    """Each with the text that it alone makes."""
    after = MENDED.replace("result = 0", "result = 1")
    (draft, *_) = _drafts(after)
    assert [[edit.start_line for edit in attempt.edits] for attempt in draft.attempts] == [[7], [5], [5, 7]]
    assert draft.attempts[0].after == MENDED
    assert draft.attempts[2].after == after


def test_the_message_belongs_to_small_commits_only() -> None:
    """One of many hunks is not what it speaks of."""
    message = "Fix total of an order"
    assert _drafts(MENDED, message)[0].instruction == message
    after = (
        MENDED.replace("= 0", "= 1").replace("def home", "def house").replace("import os", "import os, sys")
    )
    assert _drafts(after, message)[0].instruction is None


def test_findings_that_only_moved_are_not_gone() -> None:
    """They are matched by what they say and by the text of their line."""
    after = BROKEN.replace("import os\n", "import os\nimport sys\n")
    pair = pair_of(BROKEN, after)
    moved = Diagnostic("ruff", "F821", "Undefined name `pirce`", "a.py", 8)
    edits = diff_edits(BROKEN, after)
    assert list(drafts_of(pair, (_UNDEFINED,), (moved,), edits, languages["python"], Counter())) == []
