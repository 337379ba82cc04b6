"""The text of a blob, if it is a text that people write and read."""

from __future__ import annotations

import re

import pygit2

from novaedit.repository.skip import skip_content

_GENERATED = re.compile(
    r"@generated|auto-?generated|automatically generated|generated (?:by|from|automatically)"
    r"|do not (?:edit|modify) (?:this|by hand|manually)|code generated"
)
_HEAD = 1500
#: Of people's code a line has some 35 characters; single long lines are the regions' business.
_MAX_MEAN_LINE = 120


class Refused(Exception):  # noqa: N818 - no error: the blob is not for us
    """Why a content is passed over, in words that can be counted."""


def read_text(handle: pygit2.Repository, blob: str, max_lines: int) -> str:
    """The text of a blob with `\\n` for line endings. Raises Refused."""
    try:
        kind, content = handle.read(blob)
    except (pygit2.GitError, KeyError, ValueError):
        raise Refused("unreadable object") from None
    if kind != pygit2.enums.ObjectType.BLOB:
        raise Refused("unreadable object")
    return text_of(content, max_lines)


def text_of(content: bytes, max_lines: int) -> str:
    """The text that the bytes of a file are. Raises Refused."""
    reason = skip_content(content)
    if reason:
        raise Refused(_countable(reason))
    text = content.decode()
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            raise Refused("mixed line endings")
    lines = text.count("\n")
    if lines > max_lines:
        raise Refused("file too long")
    if len(text) > _MAX_MEAN_LINE * (lines + 1):
        raise Refused("minified or data")
    if _is_generated(text[:_HEAD].lower()):
        raise Refused("vendored or generated")
    return text


def _is_generated(head: str) -> bool:
    # Looking for plain words first spares nearly every file the pattern.
    return ("generated" in head or "do not" in head) and _GENERATED.search(head) is not None


def _countable(reason: str) -> str:
    return "file too long" if reason.startswith(("larger", "longer")) else reason
