"""Telling the SPDX name of a permissive licence from packaging metadata or the licence's own text."""

from __future__ import annotations

import re
from pathlib import Path

_COPYLEFT = ("gnu lesser general", "gnu general public", "gnu affero", "mozilla public")
_FILES = re.compile(r"(?i)(?:licen[cs]e|copying)(?:[-.].*)?$")
_METADATA = re.compile(
    r"(?im)^(?:License-Expression|License): *(.+)$|^Classifier: License :: OSI Approved :: (.+)$"
)
_SHORT = {
    **{
        "mit": "MIT",
        "mit license": "MIT",
        "apache-2.0": "Apache-2.0",
        "apache software license": "Apache-2.0",
    },
    **{"apache 2.0": "Apache-2.0", "bsd-3-clause": "BSD-3-Clause", "bsd-2-clause": "BSD-2-Clause"},
    **{"bsd": "BSD-3-Clause", "bsd license": "BSD-3-Clause", "isc": "ISC", "psf-2.0": "PSF-2.0"},
    **{"isc license (iscl)": "ISC", "python software foundation license": "PSF-2.0"},
}
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


def licence_of(root: Path) -> str | None:
    """The SPDX name of the licence of an unpacked package, or None when it is unknown or not permissive."""
    for metadata in sorted([*root.glob("*.dist-info/METADATA"), root / "PKG-INFO"]):
        if metadata.is_file():
            for match in _METADATA.finditer(metadata.read_text(encoding="utf-8", errors="replace")):
                short = _SHORT.get((match[1] or match[2]).strip().lower())
                if short:
                    return short
    texts = [path for path in sorted(root.iterdir()) if _FILES.match(path.name) and path.is_file()]
    found = [licence_of_text(path.read_text(encoding="utf-8", errors="replace")) for path in texts]
    return next((name for name in found if name), None)


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
