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
