"""The diff format is what `git apply` takes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from novaedit.cli.output import diff
from novaedit.cli.output.view import View
from tests.cli.output.reports import APP, clean, view


def test_applies_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_bytes(APP)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff.render(view()), check=True)
    expected = view().report.files[0].change.after
    assert (tmp_path / "src/app.py").read_bytes() == expected
    assert expected.startswith(b"import sys\n")


def test_nothing_fixed_is_nothing_printed() -> None:
    assert diff.render(View(clean())) == b""
