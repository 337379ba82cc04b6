"""Copy drafting: an edit mostly repeats the text it edits, so guess that it goes on repeating."""

from __future__ import annotations

from collections.abc import Sequence

#: Longest and shortest run of tokens that must have occurred before.
_LONGEST, _SHORTEST = 3, 2


def copy_draft(tokens: Sequence[int], limit: int) -> list[int]:
    """Up to `limit` tokens that followed the last earlier occurrence of how `tokens` end; [] if none."""
    for size in range(_LONGEST, _SHORTEST - 1, -1):
        if len(tokens) <= size:
            continue
        tail = list(tokens[-size:])
        for start in range(len(tokens) - size - 1, -1, -1):
            if tokens[start] == tail[0] and list(tokens[start : start + size]) == tail:
                return list(tokens[start + size : start + size + limit])
    return []
