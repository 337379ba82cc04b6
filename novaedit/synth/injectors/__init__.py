"""All injectors, by name."""

from __future__ import annotations

from novaedit.synth.injector import Injector
from novaedit.synth.injectors import (
    arguments,
    attributes,
    brackets,
    formats,
    imports,
    indentation,
    keywords,
    lint,
    names,
    operators,
    punctuation,
    quotes,
    stray,
)

INJECTORS: dict[str, Injector] = {
    injector.name: injector
    for part in (
        brackets,
        quotes,
        punctuation,
        indentation,
        keywords,
        operators,
        stray,
        names,
        imports,
        lint,
        formats,
        attributes,
        arguments,
    )
    for injector in part.INJECTORS
}


def group_of(name: str) -> str:
    """The module that an injector lives in: brackets, names, imports ...; two mistakes are their own."""
    injector = INJECTORS.get(name)
    return name if injector is None else injector.find.__module__.rsplit(".", 1)[-1]
