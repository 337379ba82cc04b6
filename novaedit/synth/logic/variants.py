"""The same function as other people would write it: names, annotations, the docstring and its examples."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from random import Random

from novaedit.languages.python.syntax import WORDS
from novaedit.synth.logic.sandbox import Call
from novaedit.synth.module import Module, Splice, splice

_GROUPS = (
    "text s string content txt st",
    "word token term w",
    "words tokens terms parts",
    "items values elements data seq lst arr entries",
    "nums numbers values xs arr",
    "n num number m",
    "k count limit",
    "result res out output ans answer ret",
    "total acc sum_ tot running",
    "i idx index pos",
    "j other jj",
    "ch c char letter",
    "item x value v elem e",
    "y z",
    "left lo low start begin",
    "right hi high end stop",
    "mid middle center",
    "best top best_so_far",
    "current cur node now",
    "previous prev last before",
    "counts freq counter tally occurrences",
    "seen visited known done",
    "stack pending todo work",
    "queue pending frontier todo",
    "graph adj neighbors network links",
    "matrix grid table mat",
    "row line cells",
    "rows height n_rows",
    "cols width n_cols columns",
    "mapping d dct lookup",
    "key name field",
    "groups buckets by_key classes",
    "pairs couples tuples",
    "first one lhs",
    "second two rhs",
    "digits ds figures parts",
    "sign s factor direction",
    "step delta increment stride",
)
#: The first group that has a name decides: `n` is a number, whatever else may be called so.
_SYNONYMS: Mapping[str, Sequence[str]] = {
    name: [other for other in group.split() if other != name]
    for group in reversed(_GROUPS)
    for name in group.split()
}
_PREFIXES = ("get_", "compute_", "find_", "calc_", "make_", "my_", "do_", "")


def renamed(source: str, name: str, taken: str, rng: Random, share: float = 0.6) -> tuple[str, str]:
    """(new name of the function, its text) with some names replaced; the words of `taken` are not free."""
    module = Module(source)
    fixed = _fixed(module) | set(re.findall(r"\w+", taken))
    free = {node.id for node in module.of(ast.Name) if not isinstance(node.ctx, ast.Load)}
    free |= {argument.arg for argument in module.of(ast.arg)}
    new: dict[str, str] = {}
    used = set(module.names) | fixed | WORDS
    for old in sorted(free - fixed):
        choices = [other for other in _SYNONYMS.get(old, ()) if other not in used]
        if choices and rng.random() < share:
            new[old] = rng.choice(choices)
            used.add(new[old])
    if rng.random() < share:
        other = _other_name(name, rng)
        if other not in used:
            new[name] = other
    text = splice(source, _renames(module, new))
    return new.get(name, name), text


def _other_name(name: str, rng: Random) -> str:
    if rng.random() < 0.25:
        first, *rest = name.split("_")
        return first + "".join(part.capitalize() for part in rest)
    verb, _, noun = name.partition("_")
    return rng.choice(_PREFIXES) + (noun if noun and verb in {"get", "compute", "find", "make"} else name)


def _fixed(module: Module) -> set[str]:
    """Names that stand in strings or are keywords of calls."""
    found = {node.arg for node in module.of(ast.keyword) if node.arg}
    for token in module.tokens:
        if token.is_string:
            found |= set(re.findall(r"\w+", token.text))
    return found


def _renames(module: Module, new: Mapping[str, str]) -> list[Splice]:
    previous = ""
    changes = []
    for token in module.tokens:
        if token.is_name and token.text in new and previous != ".":
            changes.append(Splice(token.start, token.end, new[token.text]))
        previous = token.text
    return changes


def without_annotations(source: str) -> str:
    """The function without the annotations of its header."""
    module = Module(source)
    function = module.functions[0]
    changes = []
    for argument in module.of(ast.arg):
        if argument.annotation is not None:
            start, end = module.span(argument)
            changes.append(Splice(start + len(argument.arg), end, ""))
    if function.returns is not None:
        start, end = module.span(function.returns)
        changes.append(Splice(module.text.rindex("->", 0, start), end, ""))
    text = splice(source, changes)
    return re.sub(r"\)\s+:", "):", text, count=1)


def as_method(source: str, name: str) -> str:
    """The function with `self`, which it also calls itself by; still at the margin."""
    tokens = Module(source).tokens
    changes = []
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.text == name and after.text == "(" and before.text != ".":
            if before.text == "def":
                changes.append(Splice(after.end, after.end, "self, "))
            else:
                changes.append(Splice(token.start, token.start, "self."))
    return splice(source, changes)


def with_docstring(source: str, name: str, calls: Sequence[Call], rng: Random, summary: str = "") -> str:
    """The function with a docstring of its own, or none: `calls` become `>>>` examples."""
    module = Module(source)
    function = module.functions[0]
    body, lines = function.body, source.splitlines(keepends=True)
    old = ast.get_docstring(function)
    first = body[0]
    if old is not None:
        if len(body) == 1:
            return source
        lines[first.lineno - 1 : first.end_lineno] = []
    elif first.lineno == function.lineno:
        return source
    rows = _docstring(name, calls, (old or summary).strip(), rng)
    margin = " " * first.col_offset
    lines[first.lineno - 1 : first.lineno - 1] = [margin + row + "\n" if row else "\n" for row in rows]
    return "".join(lines)


def _docstring(name: str, calls: Sequence[Call], text: str, rng: Random) -> list[str]:
    if not text and not calls:
        return []
    if "\\" in text + "".join(call.arguments + call.result for call in calls) or '"""' in text:
        return ['"""' + text.split("\n")[0].replace("\\", "/").replace('"', "'") + '"""'] if text else []
    rows = text.split("\n") if text else []
    if not calls:
        return ['"""' + rows[0] + '"""'] if len(rows) == 1 else ['"""' + rows[0], *rows[1:], '"""']
    style = rng.randrange(3)
    for call in calls:
        shown = f"list({name}({call.arguments}))" if call.lazy else f"{name}({call.arguments})"
        if style == 0:
            rows += [f">>> {shown}", call.result]
        elif style == 1:
            rows += [f"{shown} -> {call.result}"]
        else:
            rows += [f"{shown} == {call.result}"]
    if text:
        rows.insert(len(text.split("\n")), "")
    return ['"""' + rows[0], *rows[1:], '"""']
