"""Writing the reports into a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from novaedit.errors import WriteError
from novaedit.eval.baseline import Comparison
from novaedit.eval.report import markdown, page
from novaedit.eval.run import Run


def write_report(
    folder: Path, runs: Sequence[Run], folders: Sequence[Path], comparison: Comparison | None = None
) -> None:
    """report.json of each run in its folder of `folders`; report.md and report.html of all in `folder`.

    Raises WriteError, and UsageError when a package for the page is missing: the rest is there then.
    """
    try:
        for run, place in zip(runs, folders, strict=True):
            place.mkdir(parents=True, exist_ok=True)
            text = json.dumps(run.to_json(), indent=1, ensure_ascii=True) + "\n"
            (place / "report.json").write_text(text, encoding="utf-8")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.md").write_text(
            markdown.render(runs, comparison), encoding="utf-8", errors="replace"
        )
        (folder / "report.html").write_text(page.render(runs, comparison), encoding="utf-8", errors="replace")
    except OSError as error:
        raise WriteError(f"{folder}: {error.strerror}") from None
