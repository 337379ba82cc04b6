"""The jsonl format."""

from __future__ import annotations

import json

from novaedit.cli.output import json_lines
from tests.cli.output.reports import view


def test_each_line_is_an_object_with_a_type() -> None:
    rows = [json.loads(line) for line in json_lines.render(view()).splitlines()]
    assert [row["type"] for row in rows] == ["fix", "fix", "unfixed", "unfixed", "skipped", "note", "summary"]
    assert rows[-1]["fixes"] == 2
    assert rows[-1]["unfixed"] == 2
    assert rows[2]["attempts"][0]["gates"][0]["detail"] == "drops zz"
