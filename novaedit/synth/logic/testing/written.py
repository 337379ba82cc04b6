"""Values that people write in tests, as text: by type, and by what a parameter's name asks for.

VALUES of `synth/logic` is there to find bugs, and has what nobody would write down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from novaedit.synth.logic.values import VALUES, Kind

WRITTEN: Mapping[Kind, Sequence[str]] = {
    **VALUES,
    "str": (
        *("''", "'a'", "'abc'", "'hello'", "'hello world'", "'Hello World'", "'foo'", "'foo bar'", "'ABC'"),
        *("'foo_bar'", "'fooBar'", "'FooBar'", "'foo-bar'", "'123'", "'a1'", "'a,b,c'", "'1.2.3'"),
        *(
            "'a.b.c'",
            "'x/y.txt'",
            "'  hello  '",
            "'one\\ntwo'",
            "'aabbcc'",
            "'10'",
            "'1.5'",
            "'true'",
            "'-1'",
        ),
        # Taken where the function knows the marks in them.
        *("'12:30'", "'2024-01-15'", "'a=1'", "'a=1&b=2'", "'key: value'", "'(a)'", "'http://example.com/a'"),
    ),
    "int": ("0", "1", "2", "3", "4", "5", "6", "7", "8", "10", "12", "15", "20", "30", "60", "100", "1000"),
    "float": ("0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "4.0", "10.0", "100.0"),
    "bytes": ("b''", "b'a'", "b'abc'", "b'hello'", "b'hello world'", "b'123'", "b'ABC'"),
    "path": ("'a/b.txt'", "'/tmp/a'", "'file.txt'", "'a/b/c'", "'a/b/'", "'../a'", "'a.tar.gz'", "''", "'a'"),
    "url": (
        *("'http://example.com'", "'https://example.com/a/b'", "'https://example.com/?x=1'", "''"),
        *("'example.com'", "'http://localhost:8000'", "'/a/b'"),
    ),
    "strs": (
        *("[]", "['a']", "['a', 'b']", "['a', 'b', 'c']", "['b', 'a', 'b']", "['foo', 'bar', 'baz']"),
        *("['', 'a']", "['Foo', 'foo']", "['hello world', 'foo']", "['a=1', 'b=2']", "['x/a', 'x/b']"),
    ),
    "ints": (
        *("[]", "[1]", "[1, 2, 3]", "[3, 1, 2]", "[5, 5]", "[1, 1, 2, 3]", "[10, 20, 30]", "[0, 1]"),
        *("[2, 4, 6, 8]", "[4, 3, 2, 1]", "[-1, 0, 1]"),
    ),
}
_MARKS = ("','", "'-'", "'_'", "' '", "'.'", "'/'", "':'", "';'")
_DATES = ("'2024-02-29'", "'2023-12-31'", "'2024-01-15'", "'2024'", "''")
_TIMES = ("'12:30'", "'00:00'", "'23:59:59'", "'7:05'")
_TEXTS: Mapping[str, Sequence[str]] = {
    "version": ("'1.2.3'", "'2.0'", "'1.0.0'", "'0.1'", "'1.10'"),
    "email": ("'user@example.com'", "'user'", "'a@b.org'", "''"),
    "name": ("'foo'", "'foo_bar'", "'fooBar'", "'Foo Bar'", "'foo-bar'", "'foo.bar'", "'_foo'", "''", "'a'"),
    "hex": ("'ff'", "'00'", "'ff8000'", "'#fff'"),
    "host": ("'example.com'", "'localhost'", "'127.0.0.1'"),
    "suffix": ("'.txt'", "'.py'", "'s'", "''"),
    "prefix": ("'foo'", "'a'", "'_'", "'foo_'", "''"),
    **dict.fromkeys(("color", "colour"), ("'#ff0000'", "'#fff'", "'red'", "'#00ff80'")),
    **dict.fromkeys(("sep", "seps", "separator", "separators", "delimiter", "delim", "delimiters"), _MARKS),
    **dict.fromkeys(("char", "chars", "ch", "character"), ("'a'", "'b'", "'A'", "'1'", "' '", "'-'")),
    **dict.fromkeys(("date", "datestr"), _DATES),
    **dict.fromkeys(("time", "timestr"), _TIMES),
    **dict.fromkeys(("path", "file", "filename", "filepath", "dir", "folder", "fname"), WRITTEN["path"]),
    **dict.fromkeys(("url", "uri", "link", "href"), WRITTEN["url"]),
}
_NUMBERS: Mapping[str, Sequence[str]] = {
    "year": ("2023", "2024", "1900", "2000"),
    "month": ("1", "2", "6", "12"),
    "day": ("1", "15", "29", "31"),
    "hour": ("0", "1", "12", "13", "23"),
    "port": ("80", "443", "8000"),
    **dict.fromkeys(("seconds", "secs", "sec", "duration"), ("0", "1", "59", "60", "90", "3600", "3661")),
    **dict.fromkeys(("bytes", "nbytes", "size"), ("0", "1", "10", "100", "1023", "1024", "2048", "1000")),
}


def by_name(name: str, kind: Kind) -> Sequence[str]:
    """The values of a kind that a parameter's name asks for, or none."""
    known = {"str": _TEXTS, "int": _NUMBERS, "float": _NUMBERS}.get(kind, {})
    words = name.lower().strip("_").split("_")
    return next((known[word] for word in (words[-1], words[0]) if word in known), ())
