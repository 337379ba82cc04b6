"""One adapter a language behind one Protocol; adding a language is adding a folder."""

from __future__ import annotations

from pathlib import PurePosixPath

from novaedit.languages.base import Language
from novaedit.languages.python.adapter import PythonLanguage

languages: dict[str, Language] = {"python": PythonLanguage()}


def language_of(path: str) -> Language | None:
    """The adapter for a path by its extension, or None."""
    suffix = PurePosixPath(path).suffix
    return next((lang for lang in languages.values() if suffix in lang.extensions), None)
