"""Syntax errors as CPython itself reports them. The code is compiled, never run."""

from __future__ import annotations

import builtins
import keyword
import warnings

from novaedit.diagnostics import Diagnostic
from novaedit.lines import line_texts

BOM = "\ufeff"
#: What means something in every file.
WORDS = frozenset([*keyword.kwlist, *keyword.softkwlist, *dir(builtins)])


def parse(code: str, path: str = "") -> Diagnostic | None:
    """The first syntax error of `code`, or None. A byte order mark at the start is not counted."""
    text = code.removeprefix(BOM)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SyntaxWarning: invalid escapes, `is` with a literal
            # Compiled, not only parsed: `return` outside a function is found by the compiler.
            compile(text, path or "<unknown>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return _from_error(error, text, path)
    except ValueError as error:  # null bytes before 3.11.4, lone surrogates
        return _diagnostic(path, str(error), _odd_line(text))
    except (RecursionError, MemoryError):
        return _diagnostic(path, "the code is nested too deeply to be compiled", 1)
    return None


def _from_error(error: SyntaxError, text: str, path: str) -> Diagnostic:
    last = max(len(line_texts(text)), 1)
    # At the end of the file CPython may name the line after the last one, or none at all.
    line = min(max(error.lineno or _odd_line(text), 1), last)
    end = error.end_lineno if error.end_lineno and error.end_lineno > line else line
    end_column = error.end_offset if error.end_offset and error.end_offset > 0 else None
    return Diagnostic(
        source="parser",
        code="invalid-syntax",
        message=error.msg,
        path=path,
        line=line,
        column=error.offset if error.offset and error.offset > 0 else None,
        end_line=min(end, last),
        end_column=end_column,
    )


def _diagnostic(path: str, message: str, line: int) -> Diagnostic:
    return Diagnostic("parser", "invalid-syntax", message, path, line, end_line=line)


def _odd_line(text: str) -> int:
    """The first line with a null byte or a lone surrogate, else 1."""
    for number, line in enumerate(line_texts(text), start=1):
        if "\0" in line or any("\ud800" <= character <= "\udfff" for character in line):
            return number
    return 1
