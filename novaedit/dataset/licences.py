"""Telling the SPDX name of a permissive licence from its text."""

from __future__ import annotations

import re

_COPYLEFT = ("gnu lesser general", "gnu general public", "gnu affero", "mozilla public")
#: What only one licence says, in small letters and single blanks.
_GRANTS = (
    (
        re.compile(r"apache license,?(?: version)? (?:v|version )?2\.0|apache license .{0,40}2\.0"),
        "Apache-2.0",
    ),
    (re.compile(r"permission is hereby granted, free of charge"), "MIT"),
    (re.compile(r"redistribution and use in source and binary forms"), "BSD-2-Clause"),
    (re.compile(r"permission to use, copy, modify,? and(?:/or)? distribute"), "ISC"),
    (re.compile(r"python software foundation license"), "PSF-2.0"),
)
_NO_ENDORSEMENT = re.compile(r"neither the name|names? of .{0,80}may not be used")


def licence_of_text(text: str) -> str | None:
    """The SPDX name of a permissive licence's text, or None; of several texts in one file, the first."""
    bare = " ".join(text.lower().split())
    if any(name in bare[:3000] for name in _COPYLEFT):
        return None
    found = [(match.start(), name) for pattern, name in _GRANTS if (match := pattern.search(bare))]
    if not found:
        return None
    name = min(found)[1]
    if name == "BSD-2-Clause" and _NO_ENDORSEMENT.search(bare):
        return "BSD-3-Clause"
    return name
