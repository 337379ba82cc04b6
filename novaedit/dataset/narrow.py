"""Records with fewer lines, as the product would show them: the same mistakes in windows of several sizes."""

from __future__ import annotations

from dataclasses import replace

from novaedit.dataset.example import Example
from novaedit.edits import Region, Span
from novaedit.languages.python.regions import Size, region


def narrowed(example: Example, lines: int) -> Example | None:
    """`example` with the region of a window of `lines`; None if its patch lies outside.

    It stays as it is where the window is none around a finding: without one, or without a line.
    """
    first = example.diagnostics[0] if example.diagnostics else None
    if first is None or first.line is None or example.language != "python":
        return example
    known = example.sparse_lines()
    text = "".join("\n" if line == "\0" else f"{line}\n" for line in known)
    found = region(text, first, Size(lines))
    whole = example.region
    apart = found.imports if _is_known(found.imports, known) else None
    shown = Region(whole.path, found.window, whole.imports or apart, whole.related)
    if not _is_known(found.window, known) or not shown.covers(example.edits()):
        return None
    return replace(example, region=shown)


def _is_known(span: Span | None, known: list[str]) -> bool:
    return span is None or "\0" not in known[span.start_line - 1 : span.end_line]
