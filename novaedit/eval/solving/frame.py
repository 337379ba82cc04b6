"""Fragments: code that only parses inside something else."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from novaedit.dataset.headers import BRACKETS, headers
from novaedit.languages.python.structure import parse_quietly
from novaedit.lines import leading_blanks, line_texts

#: `whole`: must compile. `grammar`: `return` outside a function is no error. `loose`: nothing is.
Strictness = Literal["whole", "grammar", "loose"]

#: A hundred frames are tried: that is nothing to do with a whole file.
_MOST_LINES = 400
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_QUOTES = ("", '"""', "'''")


@dataclass(frozen=True, slots=True)
class Frame:
    """What is put above and below a piece of a file so that it parses, for that only: no model sees it."""

    above: str = ""
    below: str = ""

    def around(self, code: str) -> str:
        """The code within the frame."""
        return f"{self.above}{code}{self.below}"

    def completed(self, code: str) -> str | None:
        """The code, changed since, within something that it parses in as a piece cut from the same place.

        It may come back to other depths, and end in something else only if it was cut off below.
        """
        whole = self.around(code)
        if parse_quietly(whole) is not None:
            return whole
        if self.below:
            frame = frame_of(code)
            return None if frame is None else frame.around(code)
        whole = _above(code) + code
        return whole if self.above and parse_quietly(whole) is not None else None


def frame_of(code: str) -> Frame | None:
    """A frame in which `code` parses: headers, the ends of strings, brackets and blocks that were cut off.

    None when there is none: the code is broken inside, cut in two ways at once, or too long for a piece.
    """
    if code.count("\n") > _MOST_LINES:
        return None
    for above in (_above(code), *(f"{opening}\n" for opening, _ in BRACKETS)):
        for below in _below(above + code):
            if parse_quietly(f"{above}{code}{below}") is not None:
                return Frame(above, below)
    return None


def _above(code: str) -> str:
    return "".join(f"{line}\n" for line in headers(line_texts(code)))


def _below(code: str) -> Iterator[str]:
    """What may close the code, the least first."""
    yield ""
    lines = [line for line in line_texts(code) if line.strip()]
    depth = leading_blanks(lines[-1]) if lines else ""
    blocks = ["", f"{depth}    pass\n", f"{depth}def _(): pass\n"]
    handlers = [
        f"{leading_blanks(line)}except: pass\n" for line in lines if line.split("#")[0].strip() == "try:"
    ]
    if handlers:
        blocks += [block + handlers[-1] for block in blocks]
    for quote in _QUOTES:
        closing = f"{quote}{_open_brackets(code + quote)}"
        for block in blocks:
            yield f"{closing}\n{block}"
        if closing:  # the parameters of a function, or what a block goes over
            yield f"{closing}: pass\n"


def _open_brackets(code: str) -> str:
    """What closes the brackets that are open at the end."""
    closers: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.OP and token.string in _CLOSERS:
                closers.append(_CLOSERS[token.string])
            elif closers and token.type == tokenize.OP and token.string == closers[-1]:
                closers.pop()
    except (tokenize.TokenError, SyntaxError):
        pass  # the end came within a bracket, a string or a block: what was seen is what counts
    return "".join(reversed(closers))
