"""Imports of the right thing in the wrong way, or of the wrong thing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.injector import Injector
from novaedit.synth.injectors.imports import imports_of, is_standard, uses_of
from novaedit.synth.misspelling import near_miss
from novaedit.synth.module import Change, Module, Splice

#: Where people look for a name first that lives elsewhere.
_ELSEWHERE = {
    "collections.abc": ("collections", "typing_abc", "abc"),
    "dataclasses": ("typing", "enum", "attr"),
    "functools": ("itertools", "collections", "contextlib"),
    "itertools": ("functools", "collections"),
    "contextlib": ("functools", "typing", "context"),
    "os.path": ("os", "pathlib"),
    "pathlib": ("os", "os.path"),
    "collections": ("typing", "itertools", "functools"),
    "typing": ("types", "collections", "abc", "dataclasses"),
    "types": ("typing", "inspect"),
    "urllib.parse": ("urllib", "urllib.request"),
    "urllib.request": ("urllib", "urllib.parse"),
    "concurrent.futures": ("concurrent", "multiprocessing"),
    "unittest.mock": ("unittest", "mock"),
    "enum": ("typing", "dataclasses"),
    "abc": ("typing", "collections.abc"),
    "datetime": ("time", "calendar"),
    "time": ("datetime",),
    "subprocess": ("os", "sys"),
    "shutil": ("os", "pathlib"),
    "math": ("random", "cmath"),
    "random": ("math", "secrets"),
    "email.mime.text": ("email.mime", "email"),
    "importlib.metadata": ("importlib", "importlib.resources"),
    "xml.etree.ElementTree": ("xml.etree", "xml"),
    "logging.handlers": ("logging",),
    "multiprocessing": ("threading", "concurrent.futures"),
    "threading": ("multiprocessing", "queue"),
    "queue": ("threading", "multiprocessing"),
    "copy": ("functools", "shutil"),
    "decimal": ("math", "numbers"),
    "string": ("re", "textwrap"),
    "textwrap": ("string",),
    "tempfile": ("os", "shutil"),
    "glob": ("os", "pathlib"),
}


def _wrong_module(module: Module, rng: Random) -> Iterator[Change]:
    """`from typing import dataclass`."""
    for node in imports_of(module):
        if isinstance(node, ast.ImportFrom) and node.module in _ELSEWHERE and len(node.names) == 1:
            start = module.span(node)[0] + len("from ")
            if module.text.startswith(node.module + " ", start):
                yield (Splice(start, start + len(node.module), rng.choice(_ELSEWHERE[node.module])),)


def _misspelt_module(module: Module, rng: Random) -> Iterator[Change]:
    """`import jsno`, with `json` used below."""
    for node in imports_of(module):
        for alias in node.names if isinstance(node, ast.Import) else []:
            wrong = near_miss(alias.name, rng) if "." not in alias.name and len(alias.name) > 1 else None
            if alias.asname is None and wrong and wrong not in module.names and uses_of(module, alias):
                yield (Splice(*module.span(alias), wrong),)


def _wrong_alias(module: Module, rng: Random) -> Iterator[Change]:
    """`import numpy as pn` or `import numpy`, with `np` used below twice or more."""
    for node in imports_of(module):
        for alias in node.names:
            if not alias.asname or len(uses_of(module, alias)) < 2:
                continue
            (start, end), last = module.span(alias), alias.name.split(".")[-1]
            wrong = near_miss(alias.asname, rng)
            if wrong and wrong not in module.names and rng.random() < 0.5:
                yield (Splice(end - len(alias.asname), end, wrong),)
            elif isinstance(node, ast.Import) and last not in module.names - {last}:
                yield (Splice(start + len(alias.name), end, ""),)


def _module_for_name(module: Module, _rng: Random) -> Iterator[Change]:
    """`import pathlib` for `from pathlib import Path`."""
    for node in imports_of(module):
        if not isinstance(node, ast.ImportFrom) or node.level or len(node.names) != 1 or not node.module:
            continue
        alias = node.names[0]
        if alias.asname is None and alias.name != node.module and uses_of(module, alias):
            yield (Splice(*module.span(node), f"import {node.module}"),)


def _name_for_module(module: Module, _rng: Random) -> Iterator[Change]:
    """`from json import loads` for `import json`, with `json.loads` used below."""
    for node in imports_of(module):
        alias = node.names[0]
        plain = isinstance(node, ast.Import) and len(node.names) == 1 and alias.asname is None
        if plain and "." not in alias.name:
            used = [module.parents[use] for use in uses_of(module, alias)]
            attributes = [node.attr for node in used if isinstance(node, ast.Attribute)]
            if attributes and len(attributes) == len(used):
                yield (Splice(*module.span(node), f"from {alias.name} import {attributes[0]}"),)


def _class_for_module(module: Module, _rng: Random) -> Iterator[Change]:
    """`import datetime` for `from datetime import datetime`, and the other way round."""
    for node in imports_of(module):
        alias = node.names[0]
        if len(node.names) != 1 or alias.asname or not uses_of(module, alias):
            continue
        if isinstance(node, ast.ImportFrom) and node.module == alias.name and not node.level:
            yield (Splice(*module.span(node), f"import {alias.name}"),)
        elif isinstance(node, ast.Import) and alias.name in {"datetime", "time", "copy", "pprint", "glob"}:
            yield (Splice(*module.span(node), f"from {alias.name} import {alias.name}"),)


def _misspelt_member(module: Module, rng: Random) -> Iterator[Change]:
    """`from collections import OrderdDict`, misspelt in its uses too."""
    for node in imports_of(module):
        if not isinstance(node, ast.ImportFrom) or node.level or not is_standard(node.module):
            continue
        for alias in node.names:
            wrong = near_miss(alias.name, rng) if len(alias.name) > 3 else None
            uses = uses_of(module, alias)
            if alias.asname is None and wrong and wrong not in module.names and len(uses) == 1:
                yield Splice(*module.span(alias), wrong), Splice(*module.span(uses[0]), wrong)


_JSON = "import json\n\nx = json.loads('')\n"
_PATH = "from pathlib import Path\n\nx = Path('')\n"
_NP = "import numpy as np\n\nx = np.array(np.pi)\n"
_NOW = "from datetime import datetime\n\nx = datetime.now()\n"

INJECTORS = (
    Injector("misspelt-module", "names", _misspelt_module, _JSON, _JSON.replace("json\n", "jsno\n", 1), 3),
    Injector("wrong-alias", "names", _wrong_alias, _NP, _NP.replace(" as np", ""), 2),
    Injector(
        "module-for-name",
        "names",
        _module_for_name,
        _PATH,
        _PATH.replace("from pathlib import Path", "import pathlib"),
        2.5,
    ),
    Injector(
        "name-for-module",
        "names",
        _name_for_module,
        _JSON,
        _JSON.replace("import json", "from json import loads"),
        2,
    ),
    Injector(
        "wrong-module",
        "types",
        _wrong_module,
        _PATH,
        _PATH.replace("pathlib", "os"),
        3,
        known=True,
    ),
    Injector(
        "class-for-module",
        "types",
        _class_for_module,
        _NOW,
        _NOW.replace("from datetime import datetime", "import datetime"),
        2,
        known=True,
    ),
    Injector(
        "misspelt-member",
        "types",
        _misspelt_member,
        _PATH,
        _PATH.replace("Path", "Paht"),
        1,
        known=True,
    ),
)
