"""The licence of a package, from its metadata or its licence files."""

from __future__ import annotations

import re

from novaedit.dataset.licences import licence_of_text
from novaedit.synth.metadata import Metadata
from novaedit.synth.trees import Tree

_FILES = re.compile(r"(?i)(?:[^/]+\.dist-info/(?:licen[cs]es/)?)?(?:licen[cs]e|copying)(?:[-._][^/]*)?")
#: What makes a claim one that we cannot use.
_CLOSED = re.compile(r"(?i)gpl|gnu |mozilla|mpl|eupl|proprietary|commercial|cddl|eclipse|other/")
_SHORT = {
    **{
        "mit": "MIT",
        "mit license": "MIT",
        "the mit license": "MIT",
        "the mit license (mit)": "MIT",
        "mit-0": "MIT-0",
        "mit no attribution license (mit-0)": "MIT-0",
        "apache-2.0": "Apache-2.0",
        "apache software license": "Apache-2.0",
        "apache license 2.0": "Apache-2.0",
        "apache license, version 2.0": "Apache-2.0",
        "apache license version 2.0": "Apache-2.0",
        "apache software license 2.0": "Apache-2.0",
        "apache 2": "Apache-2.0",
        "apache2": "Apache-2.0",
    },
    **{"apache 2.0": "Apache-2.0", "bsd-3-clause": "BSD-3-Clause", "bsd-2-clause": "BSD-2-Clause"},
    **{"3-clause bsd": "BSD-3-Clause", "new bsd": "BSD-3-Clause", "bsd 3-clause": "BSD-3-Clause"},
    **{"bsd": "BSD-3-Clause", "bsd license": "BSD-3-Clause", "isc": "ISC", "psf-2.0": "PSF-2.0"},
    **{"isc license (iscl)": "ISC", "python software foundation license": "PSF-2.0"},
    **{"the unlicense (unlicense)": "Unlicense", "unlicense": "Unlicense", "0bsd": "0BSD"},
    **{"zlib": "Zlib", "zlib/libpng license": "Zlib", "cc0-1.0": "CC0-1.0", "mit-cmu": "MIT-CMU"},
    **{"cc0 1.0 universal (cc0 1.0) public domain dedication": "CC0-1.0"},
}


def licence_of(tree: Tree, metadata: Metadata | None = None) -> str | None:
    """The SPDX name of a package's licence, or None when it is unknown or not permissive.

    An expression decides alone; then classifiers and the free text, of which none may be one that is not
    permissive; then the licence files.
    """
    if metadata is not None and metadata.expression:
        return _of_expression(metadata.expression)
    claims = metadata.licences if metadata else ()
    # Some paste the whole text into the field.
    if any(_CLOSED.search(claim) for claim in claims if len(claim) < 200):
        return None
    found = [_SHORT.get(claim.strip().lower()) or licence_of_text(claim) for claim in claims]
    texts = [name for name in tree.names if _FILES.fullmatch(name)]
    if not any(found):
        found = [licence_of_text(tree.read(name).decode("utf-8", "replace")) for name in texts]
    return next((name for name in found if name), None)


def _of_expression(expression: str) -> str | None:
    """Of `A OR B` those that are permissive; what needs two licences at once is not used."""
    parts = [part.strip().lower() for part in re.split(r"\s+OR\s+", expression.strip("() "))]
    names = [name for part in parts if (name := _SHORT.get(part))]
    return " OR ".join(names) or None
