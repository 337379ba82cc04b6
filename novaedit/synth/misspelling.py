"""Misspelling words the way hands and memories do."""

from __future__ import annotations

import re
from random import Random

_NEIGHBOURS = {
    **{
        "q": "wa",
        "w": "qes",
        "e": "wrd",
        "r": "etf",
        "t": "ryg",
        "y": "tuh",
        "u": "yij",
        "i": "uok",
        "o": "ipl",
    },
    **{"p": "ol", "a": "sqz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum"},
    **{
        "k": "jli",
        "l": "ko",
        "z": "ax",
        "x": "zsc",
        "c": "xdv",
        "v": "cfb",
        "b": "vgn",
        "n": "bhm",
        "m": "nj",
    },
}
_SHORT = {
    **{"index": "idx", "message": "msg", "value": "val", "config": "cfg", "result": "res", "number": "num"},
    **{"string": "str_", "error": "err", "request": "req", "response": "resp", "parameter": "param"},
    **{"arguments": "args", "filename": "fname", "directory": "dir_", "options": "opts", "length": "len_"},
    **{"context": "ctx", "temporary": "tmp", "source": "src", "destination": "dest", "buffer": "buf"},
}
_LONG = {short: long for long, short in _SHORT.items()}


def misspell(word: str, rng: Random) -> str:
    """One slip of the fingers: a letter lost, doubled, swapped, hit beside or added."""
    at = rng.randrange(len(word))
    kind = rng.random()
    if kind < 0.3 and len(word) > 2:
        return word[:at] + word[at + 1 :]
    if kind < 0.6 and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.8 and word[at] in _NEIGHBOURS:
        return word[:at] + rng.choice(_NEIGHBOURS[word[at]]) + word[at + 1 :]
    if kind < 0.9:
        return word[: at + 1] + word[at] + word[at + 1 :]
    return word[:at] + rng.choice("aeiourstnl") + word[at:]


def misremember(word: str, rng: Random) -> str:
    """Another spelling of the same name: case, underscores, number, a word more or less, an abbreviation."""
    if word in {"self", "cls"}:  # nobody forgets how these are spelt
        return word
    ways = [*_respellings(word), *_shortenings(word)]
    return rng.choice(ways) if ways else word


def near_miss(word: str, rng: Random) -> str | None:
    """A wrong spelling of the identifier `word`, or None when none came out."""
    for _ in range(4):
        wrong = misspell(word, rng) if rng.random() < 0.6 else misremember(word, rng)
        if wrong != word and wrong.isidentifier():
            return wrong
    return None


def _respellings(word: str) -> list[str]:
    # A whole name in capitals stands for none that has small letters.
    ways = [word[0].swapcase() + word[1:], word.lower()]
    if word[-1].islower():
        ways.append(word + "s")
    if word.endswith("s") and len(word) > 3:
        ways += [word[:-1], word[:-1]]
    if "_" in word.strip("_"):
        head, *tail = word.split("_")
        ways += [word.replace("_", ""), head + "".join(part.capitalize() for part in tail)]
    elif re.search(r"[a-z][A-Z]", word):
        ways += [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word).lower()]
    ways.append(word[1:] if word.startswith("_") else "_" + word)
    return ways


def _shortenings(word: str) -> list[str]:
    parts = word.split("_")
    ways = ["_".join(parts[:-1]), "_".join(parts[1:])] if len(parts) > 1 and all(parts) else []
    for i, part in enumerate(parts):
        other = _SHORT.get(part) or _LONG.get(part)
        if other:
            ways.append("_".join([*parts[:i], other, *parts[i + 1 :]]))
    return [way for way in ways if len(way) > 1]
