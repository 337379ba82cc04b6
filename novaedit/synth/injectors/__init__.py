"""All injectors, by name."""

from __future__ import annotations

from novaedit.synth.injector import Injector
from novaedit.synth.injectors import (
    aliases,
    arguments,
    attributes,
    brackets,
    conversions,
    defaults,
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
    no_types,
    operators,
    optionals,
    overridden,
    pasted,
    punctuation,
    python2,
    quotes,
    results,
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
        defaults,
        results,
        no_types,
        overridden,
    )
    for injector in part.INJECTORS
}


def group_of(name: str) -> str:
    """The module that an injector lives in: brackets, names, imports ...; two mistakes are their own."""
    injector = INJECTORS.get(name)
    return name if injector is None else injector.find.__module__.rsplit(".", 1)[-1]
