"""Imports that are missing or misspelt."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.misspelling import near_miss
from novaedit.synth.module import Change, Module, Splice

Import = ast.Import | ast.ImportFrom

#: Names that everybody gives these modules: without the import, the use still tells it.
_KNOWN_ALIASES = {
    "np": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "tf": "tensorflow",
    "sns": "seaborn",
    "nx": "networkx",
    "ET": "xml.etree.ElementTree",
    "tk": "tkinter",
    "dt": "datetime",
    "mp": "multiprocessing",
    "t": "typing",
    "sa": "sqlalchemy",
    "mpl": "matplotlib",
    "osp": "os.path",
}


def is_standard(name: str | None) -> bool:
    """Whether a module is of the standard library."""
    return (name or "").split(".")[0] in sys.stdlib_module_names


def imports_of(module: Module) -> Iterator[Import]:
    """The imports at the top level that stand on lines of their own."""
    for node in module.tree.body:
        if isinstance(node, Import) and getattr(node, "module", None) != "__future__":
            line = module.lines[(node.end_lineno or 0) - 1]
            if node.end_col_offset == len(line.encode()) and node.names[0].name != "*":
                yield node


def uses_of(module: Module, alias: ast.alias) -> list[ast.Name]:
    """Uses in code: not in `__all__` strings, not in annotations given as text."""
    name = (alias.asname or alias.name).split(".")[0]
    return [node for node in module.of(ast.Name) if node.id == name]


def _tells_itself(node: Import, alias: ast.alias) -> bool:
    """Whether the use of the name is enough to know the import."""
    if isinstance(node, ast.ImportFrom):
        return not node.level and is_standard(node.module) and alias.asname is None
    if alias.asname:
        return _KNOWN_ALIASES.get(alias.asname) == alias.name
    return "." not in alias.name or is_standard(alias.name)


def _line_range(module: Module, node: Import) -> Splice:
    return Splice(module.starts[node.lineno - 1], module.starts[node.end_lineno or 0], "")


def _dropped_import(module: Module, _rng: Random) -> Iterator[Change]:
    for node in imports_of(module):
        alias = node.names[0]
        if len(node.names) == 1 and _tells_itself(node, alias) and uses_of(module, alias):
            yield (_line_range(module, node),)


def _dropped_unknown(module: Module, _rng: Random) -> Iterator[Change]:
    """A name of the project's own whose module nothing else tells."""
    for node in imports_of(module):
        alias = node.names[0]
        if not isinstance(node, ast.ImportFrom) or _tells_itself(node, alias) or len(node.names) > 1:
            continue
        if uses_of(module, alias) and not is_standard(node.module):
            yield (_line_range(module, node),)


def _dropped_name(module: Module, _rng: Random) -> Iterator[Change]:
    """One name out of `from typing import A, B`."""
    for node in imports_of(module):
        for i, alias in enumerate(node.names):
            if len(node.names) < 2 or not _tells_itself(node, alias) or not uses_of(module, alias):
                continue
            if i + 1 < len(node.names):
                start, end = module.span(alias)[0], module.span(node.names[i + 1])[0]
            else:
                start, end = module.span(node.names[i - 1])[1], module.span(alias)[1]
            yield (Splice(start, end, ""),)


def _misspelt_imported_name(module: Module, rng: Random) -> Iterator[Change]:
    """`from collections import OrderDict`, with OrderedDict used below."""
    for node in imports_of(module):
        for alias in node.names:
            wrong = near_miss(alias.name, rng)
            plain = alias.asname is None and "." not in alias.name and len(alias.name) > 2
            if plain and wrong and wrong not in module.names and uses_of(module, alias):
                start, end = module.span(alias)
                yield (Splice(start, end, wrong),)


def _real_name_for_alias(module: Module, _rng: Random) -> Iterator[Change]:
    """`numpy.array` where the import says `import numpy as np`."""
    for node in imports_of(module):
        for alias in node.names:
            last = alias.name.split(".")[-1]
            if alias.asname and last != alias.asname and last not in module.names - {last}:
                for use in uses_of(module, alias):
                    yield (Splice(*module.span(use), last),)


def _dropped_two(module: Module, _rng: Random) -> Iterator[Change]:
    """Two modules whose first uses stand close together, as in a piece of code pasted from elsewhere."""
    first = [
        (min(node.lineno for node in uses), node)
        for node in imports_of(module)
        if len(node.names) == 1 and _tells_itself(node, node.names[0])
        if (uses := uses_of(module, node.names[0]))
    ]
    first.sort(key=lambda found: found[0])
    for (line, one), (below, two) in pairwise(first):
        if below - line <= 3:
            yield _line_range(module, one), _line_range(module, two)


def _dropped_sibling(module: Module, _rng: Random) -> Iterator[Change]:
    """One of the names that a project imports from a module of its own, or of someone else's.

    Only where a name that is left has a word in common with it: else nothing tells which module has it.
    """
    for node in imports_of(module):
        if not isinstance(node, ast.ImportFrom) or (is_standard(node.module) and not node.level):
            continue
        for alias, after in zip(node.names, node.names[1:], strict=False):
            kept = {part for other in node.names if other is not alias for part in _parts(other.name)}
            if not kept & _parts(alias.name):
                continue
            if alias.asname is None and uses_of(module, alias) and alias.lineno == after.lineno:
                yield (Splice(module.span(alias)[0], module.span(after)[0], ""),)


def _parts(name: str) -> set[str]:
    """The words of a name: `ClientError` has "client" and "error"."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def _bare_member(module: Module, _rng: Random) -> Iterator[Change]:
    """`join(a, b)` where the import says `import os`: the module's name is missing."""
    standard = {
        a.name for n in imports_of(module) if isinstance(n, ast.Import) for a in n.names if not a.asname
    }
    for node in module.of(ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id in standard and len(node.attr) > 3:
            start, end = module.span(node)
            if module.text[start:end] == f"{node.value.id}.{node.attr}":
                yield (Splice(start, start + len(node.value.id) + 1, ""),)


_OS_SYS = "import os\nimport sys\n\nx = os.sep, sys.path\n"

INJECTORS = (
    Injector(
        "dropped-two",
        "names",
        _dropped_two,
        _OS_SYS,
        _OS_SYS[len("import os\nimport sys\n") :],
        3,
        known=True,
    ),
    Injector(
        "dropped-sibling",
        "names",
        _dropped_sibling,
        "from .a import get_b, get_c\n\nget_b(get_c)\n",
        "from .a import get_c\n\nget_b(get_c)\n",
        2,
    ),
    Injector(
        "unknown-import",
        "names",
        _dropped_unknown,
        "from .a import b\n\nprint(b)\n",
        "\nprint(b)\n",
        2,
        keep_broken=True,
    ),
    Injector(
        "dropped-import",
        "names",
        _dropped_import,
        "import os\n\nprint(os.sep)\n",
        "\nprint(os.sep)\n",
        20,
        known=True,
    ),
    Injector(
        "dropped-imported-name",
        "names",
        _dropped_name,
        "from typing import Any, List\n\nx: List[Any]\n",
        "from typing import List\n\nx: List[Any]\n",
        9,
        known=True,
    ),
    Injector(
        "misspelt-imported-name",
        "names",
        _misspelt_imported_name,
        "from re import compile\n\nx = compile('')\n",
        "from re import complie\n\nx = compile('')\n",
        2.5,
    ),
    Injector(
        "real-name-for-alias",
        "names",
        _real_name_for_alias,
        "import numpy as np\n\nx = np.array([])\n",
        "import numpy as np\n\nx = numpy.array([])\n",
        1.5,
    ),
    Injector(
        "bare-member",
        "names",
        _bare_member,
        "import os\n\nprint(os.getcwd())\n",
        "import os\n\nprint(getcwd())\n",
        2,
    ),
)
