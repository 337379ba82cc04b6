"""Comments that an edit drops: a fix of the code has no business with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novaedit.lines import line_texts
from novaedit.patch.apply import diff_edits

#: Strings are stepped over, for what looks like a comment in them is none.
_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''(?:\\.|[^\\])*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'(?:\\.|[^'\\\n])*'?"
    r"|\#(?P<words>[^\n]*)",
    re.DOTALL,
)
#: Types, and what silences a checker: a fix may make them needless.
_OF_A_CHECKER = re.compile(r"#\s*(?:type:|noqa\b|pyright:|mypy:|pyre-|ty:)")


def lost_comment(before: str, after: str) -> str:
    """The first comment of `before` of which `after` has nothing, in a few words; "" if there is none.

    A comment may be worded otherwise, become code, or go with the code that it stands beside when
    nothing comes in its place. What is said to a type checker doesn't count, nor `noqa`.
    """
    old, new = dict(_comments(before)), dict(_comments(after))
    if len(new) >= len(old):
        return ""
    lines = line_texts(before)
    for edit in diff_edits(before, after):
        numbers = range(edit.start_line, edit.end_line + 1)
        codeless = all(not lines[n - 1].strip() or lines[n - 1].lstrip().startswith("#") for n in numbers)
        if not codeless and not any(line.strip() for line in edit.replacement):
            continue  # what stood beside it is gone, too: whether that may be is another question
        for number in numbers:
            words = old.get(number, "")
            if words and words not in after:
                return f"drops the comment {words[:40]!r}"
    return ""


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """The line of each comment that counts (1-based), and its words."""
    line, seen = 1, 0
    for match in _COMMENT.finditer(text):
        words = (match["words"] or "").strip(" \t#")
        line, seen = line + text.count("\n", seen, match.start()), match.start()
        if any(map(str.isalnum, words)) and not _OF_A_CHECKER.match(match[0]):
            yield line, words
