"""diff: the patch and nothing else, byte for byte what `git apply` takes."""

from __future__ import annotations

from novaedit.cli.output.view import View


def render(view: View) -> bytes:
    """The unified diff of all files; b"" when nothing was fixed."""
    return view.report.diff
