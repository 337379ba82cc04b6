"""What the tools say of many texts: the parser, ruff and, if wanted, mypy, each text asked about once."""

from __future__ import annotations

from collections.abc import Iterable

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python.adapter import without_twins
from novaedit.languages.python.bulk import ruff_on
from novaedit.languages.python.bulk_mypy import mypy_on
from novaedit.languages.python.syntax import parse

#: A path and a text: rules go by the file's name too.
Text = tuple[str, str]


class Findings:
    """Findings by (path, text). As in the product, of a text that does not parse only that is reported."""

    def __init__(self, *, mypy: bool) -> None:
        self._mypy = mypy
        self._known: dict[Text, tuple[Diagnostic, ...]] = {}
        self._unsure: set[Text] = set()

    def learn(self, texts: Iterable[Text]) -> None:
        """Ask the tools about those of `texts` that are new. Raises ToolError."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for text, found in zip(new, ruff_on(new, syntax=True), strict=True):
            self._known[text] = self._read(text, found)
        if self._mypy:
            self._learn_types([text for text in new if not _is_broken(self._known[text])])

    def of(self, path: str, code: str) -> tuple[Diagnostic, ...] | None:
        """What is known of a text; None when the tools disagree or one of them stopped."""
        text = (path, code)
        return None if text in self._unsure else self._known.get(text)

    def forget(self, texts: Iterable[Text]) -> None:
        """Drop what is no longer needed."""
        for text in texts:
            self._known.pop(text, None)

    def _read(self, text: Text, found: list[Diagnostic] | None) -> tuple[Diagnostic, ...]:
        if found is None:  # ruff cannot handle it
            self._unsure.add(text)
            return ()
        if not _is_broken(found):
            return tuple(found)
        error = parse(text[1], text[0])
        if error is None:  # later syntax than ours, or something that only ruff minds
            self._unsure.add(text)
        return (error,) if error else ()

    def _learn_types(self, texts: list[Text]) -> None:
        for text, found in zip(texts, mypy_on(texts), strict=True):
            if found is None:
                self._unsure.add(text)
            else:
                self._known[text] = tuple(without_twins([*self._known[text], *found]))


def _is_broken(found: Iterable[Diagnostic]) -> bool:
    return any(diagnostic.is_syntax_error for diagnostic in found)
