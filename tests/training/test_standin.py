"""A text that stands in for a file."""

from __future__ import annotations

import pytest

from novaedit.dataset.example import Example, Provenance
from novaedit.edits import Region, Span
from novaedit.languages import languages
from novaedit.training.standin import stand_in


def cut(start: int, *lines: str, imports: Span | None = None) -> Example:
    region = Region("a.py", Span(start, lines), imports)
    return Example("real", "python", region, (), "<NO_EDIT>", Provenance("a/b", "0", "a.py", "MIT"))


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(cut(1, "x = 1", "y = 2"), id="a whole file"),
        pytest.param(cut(9, "x = 1", "", "def f():", "    return x"), id="from the left edge"),
        pytest.param(cut(9, "    y = await g()", "    return y"), id="within a function"),
        pytest.param(cut(9, "        return 1", "    return 2", "x = 1"), id="back out of blocks"),
        pytest.param(cut(9, "        a = 1", "    else:", "        a = 2"), id="an else of what is cut off"),
        pytest.param(cut(9, "        a()", "    except E:", "        b()", "c()"), id="an except of a try"),
        pytest.param(cut(9, "\t\treturn 1", "\treturn 2"), id="tabs"),
        pytest.param(cut(9, "    return 1", imports=Span(2, ("import os", "import re"))), id="with imports"),
        pytest.param(cut(5, "# only", "# comments"), id="no code at all"),
    ],
)
def test_it_parses_and_lines_keep_their_numbers(example: Example) -> None:
    text = stand_in(example)
    lines = text.split("\n")
    assert languages["python"].parse(text) is None
    for span in example.region.spans:
        assert tuple(lines[span.start_line - 1 : span.end_line]) == span.lines


def test_where_no_line_is_free_nothing_is_put() -> None:
    example = cut(3, "        return 1", imports=Span(1, ("import os", "import re")))
    assert stand_in(example) == "import os\nimport re\n        return 1\n"
