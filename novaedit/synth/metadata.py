"""What a package says of itself: name, version, repository and licence, from METADATA or PKG-INFO."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser

from novaedit.synth.trees import Tree

_FILE = re.compile(r"(?:[^/]+\.dist-info/METADATA|PKG-INFO)")
_GITHUB = re.compile(r"(?i)github\.com[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?/?(?:[#?].*|/tree/.*)?$")
#: Which of a package's links is its code's: better labels first.
_LABELS = ("source", "repository", "code", "github", "home")
_NOT_REPOSITORIES = frozenset({"sponsors", "orgs", "users", "topics"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """`repository` is `owner/name` where a link says so; `licences` are all that it claims, as written."""

    name: str = ""
    version: str = ""
    repository: str = ""
    expression: str = ""
    licences: tuple[str, ...] = ()


def metadata_of(tree: Tree) -> Metadata | None:
    """The metadata of a wheel or sdist; None for anything else."""
    place = next((name for name in tree.names if _FILE.fullmatch(name)), None)
    if place is None:
        return None
    header = HeaderParser().parsestr(tree.read(place).decode("utf-8", "replace"))
    classifiers = [str(value) for value in header.get_all("Classifier", [])]
    named = [value.rpartition(" :: ")[2] for value in classifiers if value.startswith("License ::")]
    # "OSI Approved" alone is the heading of the others.
    claimed = [value for value in named if value != "OSI Approved"]
    free = str(header.get("License") or "").strip()
    return Metadata(
        name=str(header.get("Name") or "").strip(),
        version=str(header.get("Version") or "").strip(),
        repository=_repository(header),
        expression=str(header.get("License-Expression") or "").strip(),
        licences=(*claimed, *([free] if free else [])),
    )


def github_name(url: str) -> str:
    """`owner/name` of a repository's address, or nothing."""
    match = _GITHUB.search(url.strip())
    return f"{match[1]}/{match[2]}" if match and match[1].lower() not in _NOT_REPOSITORIES else ""


def _repository(header: Message) -> str:
    links = [str(value).partition(",") for value in header.get_all("Project-URL", [])]
    pairs = [(label.strip().lower(), url) for label, _, url in links]
    pairs += [
        ("home", str(header.get("Home-page") or "")),
        ("download", str(header.get("Download-URL") or "")),
    ]
    for wanted in _LABELS:
        for label, url in pairs:
            if wanted in label and (name := github_name(url)):
                return name
    return ""
