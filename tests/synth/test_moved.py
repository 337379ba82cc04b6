"""A missing import goes where the region can show it."""

from __future__ import annotations

import pytest

from novaedit.edits import Region, Span
from novaedit.lines import line_texts
from novaedit.patch.apply import apply_edits
from novaedit.synth.moved import moved_imports
from novaedit.synth.rejected import RejectedError

CLEAN = "import json\nimport os\nimport re\nimport sys\nfrom typing import Any, List\n\nx = json\n"


def _region(broken: str, first: int, last: int) -> Region:
    lines = line_texts(broken)
    return Region("a.py", Span(len(lines), (lines[-1],)), Span(first, tuple(lines[first - 1 : last])))


@pytest.mark.parametrize(
    ("lost", "first", "expected"),
    [
        pytest.param(
            "import json\n", 2, "import os\nimport json\nimport re\n", id="a module before what is shown"
        ),
        pytest.param("Any, ", 2, "import os\nimport re\n", id="a name is imported by a statement of its own"),
    ],
)
def test_inserted_among_the_shown(lost: str, first: int, expected: str) -> None:
    """The order of the imports is kept as far as it can be seen."""
    broken = CLEAN.replace(lost, "")
    edits = moved_imports(CLEAN, broken, _region(broken, first, 4))
    after = apply_edits(broken, edits)
    assert after.count("import") == broken.count("import") + 1
    assert expected in after


def test_without_imports_in_sight_there_is_no_answer() -> None:
    """The last line of the file is no place for it."""
    broken = CLEAN.replace("import json\n", "")
    lines = line_texts(broken)
    with pytest.raises(RejectedError, match="outside the region"):
        moved_imports(CLEAN, broken, Region("a.py", Span(len(lines), (lines[-1],))))
