"""Why a draft makes no record."""

from __future__ import annotations


class RejectedError(Exception):
    """A draft that makes no record; the text is a reason that can be counted."""
