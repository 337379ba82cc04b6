"""Whether a patch can be known from what is shown: what cannot teaches a model to invent."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Sequence, Set

from novaedit.diagnostics import Diagnostic
from novaedit.edits import Edit, Region
from novaedit.lines import line_texts

_WORD = re.compile(r"[^\W\d]\w*")
_KNOWN_WORDS = frozenset(
    [*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "self", "cls", "args", "kwargs"]
)
#: What everybody who annotates knows.
TYPING = frozenset(
    {
        *("typing", "Any", "Callable", "Dict", "FrozenSet", "Generator", "Iterable", "Iterator", "List"),
        *("Mapping", "Optional", "Sequence", "Set", "Tuple", "Type", "Union"),
    }
)


def is_guessable(
    edits: Sequence[Edit],
    broken: str,
    region: Region,
    diagnostics: Sequence[Diagnostic],
    known: Set[str] = frozenset(),
) -> bool:
    """Whether every word that the patch adds can be seen in the prompt or is known to everybody.

    `known` are further words that need not be seen.
    """
    lines = line_texts(broken)
    shown = [line for span in region.spans for line in span.lines] + list(region.related)
    words = set(_WORD.findall("\n".join(shown + [diagnostic.message for diagnostic in diagnostics])))
    for edit in edits:
        removed = "\n".join(lines[edit.start_line - 1 : edit.end_line])
        for word in set(_WORD.findall("\n".join(edit.replacement))):
            if word not in words and word not in _KNOWN_WORDS | known and word not in removed:
                return False
    return True
