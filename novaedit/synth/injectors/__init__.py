"""All injectors, by name."""

from __future__ import annotations

from novaedit.synth.injector import Injector
from novaedit.synth.injectors import (
    aliases,
    arguments,
    attributes,
    brackets,
    conversions,
    expressions,
    foreign,
    formats,
    headers,
    hints,
    imports,
    indentation,
    keywords,
    lint,
    names,
    operators,
    optionals,
    pasted,
    punctuation,
    python2,
    quotes,
    scopes,
    statements,
    stray,
)

INJECTORS: dict[str, Injector] = {
    injector.name: injector
    for part in (
        brackets,
        quotes,
        punctuation,
        headers,
        indentation,
        keywords,
        operators,
        expressions,
        statements,
        python2,
        foreign,
        stray,
        pasted,
        names,
        scopes,
        imports,
        aliases,
        lint,
        formats,
        attributes,
        arguments,
        hints,
        optionals,
        conversions,
    )
    for injector in part.INJECTORS
}


def group_of(name: str) -> str:
    """The module that an injector lives in: brackets, names, imports ...; two mistakes are their own."""
    injector = INJECTORS.get(name)
    return name if injector is None else injector.find.__module__.rsplit(".", 1)[-1]
