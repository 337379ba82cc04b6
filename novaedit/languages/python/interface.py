"""What others need of a module though the module itself does not: an edit may not take it away."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from novaedit.languages.base import Files
from novaedit.languages.python.attempts import lost_attempt
from novaedit.languages.python.importers import is_package, user_of
from novaedit.languages.python.offered import listed_names, offered_names, read_names
from novaedit.languages.python.structure import parse_quietly


def lost_name(before: str, after: str, path: str, files: Files) -> str | None:
    """A name or import that `after` lacks and others need, with who that is, in a few words; "" if none.

    None when one of the texts does not parse: then nobody knows what it offers. Only where the file really
    lost a name of its top level are other files read.
    """
    old, new = parse_quietly(before), parse_quietly(after)
    if old is None or new is None:
        return None
    attempt = lost_attempt(old, new)
    if attempt:
        return f"{attempt}: its import is there to be tried"
    was = offered_names(old)
    now = offered_names(new)
    gone = frozenset(was) - frozenset(now)
    if not gone:
        return ""
    # A name that another one replaces was misspelt, unless somebody knows it.
    meant = frozenset() if frozenset(now) - frozenset(was) else _meant_for_others(old, path)
    if meant & gone:
        return f"{min(meant & gone)}: others may take it from here"
    used = user_of(gone, path, files)
    return f"{used[0]}: {used[1]} takes it from here" if used else ""


def _meant_for_others(tree: ast.Module, path: str) -> frozenset[str]:
    if is_package(path) or PurePosixPath(path).name == "conftest.py":
        return _interface(tree)
    # A module that imports some names for others only may do so with the rest.
    names = offered_names(tree)
    imported = frozenset(name for name, origin in names.items() if origin != "own")
    passed_on = (imported & (listed_names(tree) or frozenset())) - read_names(tree)
    return imported if passed_on else frozenset()


def _interface(tree: ast.Module) -> frozenset[str]:
    """The names for which others import a package, or for which pytest reads a conftest.

    In a package with `__all__` what comes from elsewhere and is not in it may go.
    """
    listed = listed_names(tree)
    return frozenset(
        name
        for name, origin in offered_names(tree).items()
        if (origin == "own" and not name.startswith("_"))
        or (origin == "from" and (listed is None or name in listed or _is_inside(tree, name)))
    )


def _is_inside(tree: ast.Module, name: str) -> bool:
    """Whether a relative import brings the name: a part of the package itself."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.level
        and any(name in (a.asname, a.name) for a in node.names)
        for node in ast.walk(tree)
    )
