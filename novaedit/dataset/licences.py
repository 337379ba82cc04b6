"""Telling the SPDX name of a permissive licence from its text."""

from __future__ import annotations

import re

_COPYLEFT = ("gnu lesser general", "gnu general public", "gnu affero", "mozilla public")


def licence_of_text(text: str) -> str | None:
    """The SPDX name of a permissive licence's text, or None."""
    bare = " ".join(text.lower().split())
    if any(name in bare[:3000] for name in _COPYLEFT):
        return None
    if "apache license" in bare and "2.0" in bare:
        return "Apache-2.0"
    if "permission is hereby granted, free of charge" in bare:
        return "MIT"
    if "redistribution and use in source and binary forms" in bare:
        named = "neither the name" in bare or re.search(r"names? of .{0,80}may not be used", bare)
        return "BSD-3-Clause" if named else "BSD-2-Clause"
    if re.search(r"permission to use, copy, modify,? and(?:/or)? distribute", bare):
        return "ISC"
    return "PSF-2.0" if "python software foundation license" in bare else None
