"""Names and signatures from elsewhere in the file that help to understand a diagnostic."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from novaedit.diagnostics import Diagnostic
from novaedit.languages.python import outline

MAX_NAMES = 6
MAX_SIGNATURES = 2
MAX_SIGNATURE = 120

_QUOTED = r"[`\"'“]([A-Za-z_][\w.]*)[`\"'”]"
#: ruff, mypy, pyright, pylint, Pyre and CPython, in that order of thought.
_NAME = re.compile(
    rf"(?i)undefined (?:name|variable) {_QUOTED}|name {_QUOTED} (?:is|may be|was) "
    rf"|^{_QUOTED} (?:is not|may be un)|{_QUOTED} is (?:not defined|unbound|undefined)"
)
_ATTRIBUTE = re.compile(
    rf"(?i)(?:no|access|unknown|undefined) attribute {_QUOTED}|has no {_QUOTED} member"
    rf"|cannot import name {_QUOTED}|{_QUOTED} is unknown import symbol"
)
_CALL = re.compile(
    rf"(?i)(?:arguments?(?: {_QUOTED}| \d+)? (?:for|to|in call to)|in call to|call|variant of"
    rf"|signature of) {_QUOTED}|([\w.]+)\(\) (?:missing|takes|got)"
)
#: Blanks for every byte that is no part of a name or a dot before one; other bytes of UTF-8 are letters.
_BLANKS = bytes(c if c >= 128 or chr(c).isalnum() or chr(c) in "_." else 32 for c in range(256))
_COMMENT = re.compile(r"#[^\r\n]*")
_BUILTINS = tuple(name for name in dir(builtins) if not name.startswith("_"))
_KEYWORDS = frozenset(keyword.kwlist)
_CUTOFF = 0.6
#: Names in scope go before others that are a little closer.
_IN_SCOPE = 0.08
#: Worse than the best by more than this is noise.
_SPREAD = 0.25


def related(code: str, lines: Sequence[str], diagnostic: Diagnostic) -> tuple[str, ...]:
    """Names closest to the wrong one, or the signatures of the function called; best first."""
    message = diagnostic.message
    match = _ATTRIBUTE.search(message)
    if match:
        return _close_attributes(code, lines, _word(match))
    wrong = undefined_name(message)
    if wrong is not None:
        return _close_names(code, lines, wrong, (diagnostic.line or 1) - 1)
    match = _CALL.search(message)
    return _signatures(lines, _word(match)) if match else ()


def undefined_name(message: str) -> str | None:
    """The name that a message says is not defined."""
    match = _NAME.search(message)
    return _word(match) if match else None


def _word(match: re.Match[str]) -> str:
    return [group for group in match.groups() if group][-1].rsplit(".", 1)[-1]


def _close_names(code: str, lines: Sequence[str], wrong: str, index: int) -> tuple[str, ...]:
    names, attributes = _words(code)
    header = outline.enclosing_def(lines, index)
    scope = [line for line in lines if line[:1].isalpha() or line[:1] == "_"]
    if header is not None:
        scope += lines[header : outline.block_end(lines, header) + 1]
    near, _ = _words("\n".join(scope))
    close = _closest(wrong, [*names, *_BUILTINS], near)
    in_method = header is not None and "self" in lines[header]
    return ((f"self.{wrong}",) if in_method and wrong in attributes else ()) + close


def _close_attributes(code: str, lines: Sequence[str], wrong: str) -> tuple[str, ...]:
    _, attributes = _words(code)
    headers = [outline.DEF.match(line) for line in lines if "def " in line and line[0] in " \t"]
    methods = [match[1] for match in headers if match]
    return _closest(wrong, [*attributes, *methods], {})


def _words(code: str) -> tuple[dict[str, None], dict[str, None]]:
    """Names that stand alone or first, and names after a dot, in order of appearance.

    Comments and text in triple quotes are left out. A tokenizer would take twenty times as long and
    would not get through broken code.
    """
    for quotes in ('"""', "'''"):
        parts = code.split(quotes)
        code = " ".join(parts[::2]) if len(parts) % 2 else code
    words = dict.fromkeys(_COMMENT.sub("", code).encode("utf-8", "replace").translate(_BLANKS).split())
    names: dict[str, None] = {}
    attributes: dict[str, None] = {}
    for word in words:
        first, *rest = word.decode("utf-8", "replace").split(".")
        if first.isidentifier():
            names[first] = None
        attributes |= dict.fromkeys(name for name in rest if name.isidentifier())
    return names, attributes


def _closest(wrong: str, names: Iterable[str], near: dict[str, None]) -> tuple[str, ...]:
    letters = set(wrong.lower())
    matcher = SequenceMatcher(None, "", wrong.lower(), autojunk=False)
    scored = []
    for name in dict.fromkeys(names):
        # Two cheap tests spare nearly all comparisons.
        if (
            name == wrong
            or name in _KEYWORDS
            or 2 * min(len(name), len(wrong)) < _CUTOFF * (len(name) + len(wrong))
        ):
            continue
        if len(letters.intersection(name.lower())) < len(letters) / 2:
            continue
        matcher.set_seq1(name.lower())
        if matcher.quick_ratio() >= _CUTOFF and (ratio := matcher.ratio()) >= _CUTOFF:
            scored.append((-ratio - (_IN_SCOPE if name in near else 0.0), name))
    scored.sort()
    return tuple(name for score, name in scored[:MAX_NAMES] if score <= scored[0][0] + _SPREAD)


def _signatures(lines: Sequence[str], name: str) -> tuple[str, ...]:
    found = []
    for i, line in enumerate(lines):
        if name in line:
            match = outline.DEF.match(line)
            if match and match[1] == name:
                found.append(i)
            elif re.match(rf"\s*class\s+{re.escape(name)}\b", line):
                found += _inits(lines, i)
    return tuple(outline.signature(lines, i, MAX_SIGNATURE) for i in found[:MAX_SIGNATURES])


def _inits(lines: Sequence[str], header: int) -> list[int]:
    end = outline.block_end(lines, header)
    return [i for i in range(header, end + 1) if re.match(r"\s+def (?:__init__|__new__)\b", lines[i])][:1]
