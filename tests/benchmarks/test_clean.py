"""What is proposed for a project in which nothing was broken, as the benchmark prints and keeps it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import clean


def test_every_proposal_is_printed_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "project"
    (project / "pkg").mkdir(parents=True)
    (project / "pkg" / "__init__.py").touch()
    (project / "pkg" / "a.py").write_text("import os\nimport sys\n\nprint(sys.argv == None)\n")
    report = tmp_path / "report.json"
    assert clean.main([str(project), "--model", "none", "--report", str(report)]) == 0
    (checked,) = json.loads(report.read_text())
    (proposal,) = checked["proposals"]
    assert (proposal["path"], proposal["line"], proposal["rule"]) == ("pkg/a.py", 1, "F401")
    assert (proposal["origin"], proposal["diff"].splitlines()[1]) == ("ruff", "-import os")
    assert checked["unfixed"] == {"no-model": 1}
    assert "-- pkg/a.py:1 F401 ruff 1.00\n" in capsys.readouterr().out
    assert (project / "pkg" / "a.py").read_text().startswith("import os\n")
