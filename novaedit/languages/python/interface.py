"""What others need of a module though the module itself does not: an edit may not take it away."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from novaedit.languages.base import Files
from novaedit.languages.python.attempts import lost_attempt
from novaedit.languages.python.hidden import hidden_uses
from novaedit.languages.python.importers import is_package, takers
from novaedit.languages.python.offered import listed_names, offered_names, read_names, top_level
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
    was, now = offered_names(old), offered_names(new)
    gone = frozenset(was) - frozenset(now)
    if not gone:
        return ""
    imported = frozenset(name for name in gone if was[name] != "own")
    hidden = imported & hidden_uses(before, old)
    if hidden:
        return f"{min(hidden)}: used in a comment, a doctest or as a fixture"
    # A name that another one replaces was misspelt, unless somebody knows it.
    is_renamed = bool(frozenset(now) - frozenset(was))
    meant = frozenset() if is_renamed else gone & _interface(old, path)
    if meant:
        return f"{min(meant)}: others may take it from here"
    idle = frozenset(name for name, origin in was.items() if origin == "from") - read_names(old)
    taken = takers(gone | idle, path, files)
    if gone & frozenset(taken):
        name = min(gone & frozenset(taken))
        return f"{name}: {taken[name]} takes it from here"
    served = idle & (frozenset(taken) | (listed_names(old) or frozenset()))
    if not is_renamed and idle & gone and 2 * len(served) > len(idle):
        return f"{min(idle & gone)}: most of what is imported here is for others"
    return ""


def _interface(tree: ast.Module, path: str) -> frozenset[str]:
    """The names for which others import a package or a module of imports, or pytest reads a conftest.

    In a package with `__all__` what comes from elsewhere and is not in it may go.
    """
    names = offered_names(tree)
    if is_package(path) or PurePosixPath(path).name == "conftest.py":
        listed = listed_names(tree)
        return frozenset(
            name
            for name, origin in names.items()
            if (origin == "own" and not name.startswith("_"))
            or (origin == "from" and (listed is None or name in listed or _is_inside(tree, name)))
        )
    if _has_code(tree):
        return frozenset()
    return frozenset(name for name, origin in names.items() if origin == "from")


def _has_code(tree: ast.Module) -> bool:
    """Whether the module does anything but import."""
    idle = (ast.Import, ast.ImportFrom, ast.If, ast.Try, ast.Pass)
    return any(
        not isinstance(statement, idle)
        and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in top_level(tree.body)
    )


def _is_inside(tree: ast.Module, name: str) -> bool:
    """Whether a relative import brings the name: a part of the package itself."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.level
        and any(name in (a.asname, a.name) for a in node.names)
        for node in ast.walk(tree)
    )
