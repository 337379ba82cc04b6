"""Which diagnostics a run is about: those that the change touched or brought in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from novaedit.diagnostics import Diagnostic, Fingerprint, fingerprint
from novaedit.fixer.globs import matches
from novaedit.fixer.options import Options
from novaedit.repository.snapshot import LineRanges


def is_selected(diagnostic: Diagnostic, options: Options) -> bool:
    """Whether it passes `--select`, `--ignore` (prefixes of codes or sources) and per-file-ignores."""
    names = (diagnostic.code or "", diagnostic.source)
    if options.select and not _matches(names, options.select):
        return False
    for glob, codes in options.per_file_ignores:
        if _matches(names, codes) and matches(diagnostic.path, glob):
            return False
    return not _matches(names, options.ignore)


def is_new(diagnostic: Diagnostic, lines: Sequence[str], base: Counter[Fingerprint]) -> bool:
    """Whether the base content lacked this finding; counts it off in `base` when it did not.

    Matched by source, code, message and line text, never by number: deleting an import adds no line.
    """
    key = fingerprint(diagnostic, lines)
    if base[key] > 0:
        base[key] -= 1
        return False
    return True


def touches(diagnostic: Diagnostic, ranges: LineRanges) -> bool:
    """Whether it lies on a changed line; None stands for the whole file."""
    if ranges is None:
        return True
    return any(diagnostic.touches(first, last) for first, last in ranges)


def in_scope(
    diagnostics: Iterable[Diagnostic],
    *,
    lines: Sequence[str],
    changed: LineRanges,
    base: Counter[Fingerprint] | None,
    options: Options,
) -> list[Diagnostic]:
    """The selected diagnostics on changed lines, all syntax errors, and what `base` lacked.

    `base` None means that nothing is known of the content before: only changed lines count then.
    """
    chosen = [d for d in diagnostics if is_selected(d, options)]
    if options.whole_file or changed is None:
        return chosen
    remaining = None if base is None else Counter(base)
    # Findings on untouched lines are matched first, so that a base finding is not used up by a new twin.
    order = sorted(chosen, key=lambda d: touches(d, changed))
    fresh = [d for d in order if remaining is not None and is_new(d, lines, remaining)]
    wanted = [d for d in chosen if d.is_syntax_error or touches(d, changed) or d in fresh]
    return sorted(wanted, key=order_key)


#: Sources whose findings cost a second or more to renew.
SLOW_SOURCES = frozenset({"mypy", "pytest"})
#: Who speaks of types: ours, and those whose findings are read from a file.
TYPE_CHECKERS = frozenset({"mypy", "pyre", "pyright"})


def order_key(diagnostic: Diagnostic) -> tuple[bool, bool, int, str]:
    """Syntax errors first (they hide the rest), slow tools' findings last (a fix often answers both)."""
    slow = diagnostic.source in SLOW_SOURCES
    return (not diagnostic.is_syntax_error, slow, diagnostic.line or 0, diagnostic.code or "")


def _matches(names: Sequence[str], prefixes: Sequence[str]) -> bool:
    return any(name.startswith(prefix) for name in names if name for prefix in prefixes)
