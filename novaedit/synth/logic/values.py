"""Values of each kind to try functions with, plain ones and those at the edges, as Python text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Kind = str

#: The values of a kind, with ` ~ ` between them.
_TEXTS: Mapping[Kind, str] = {
    "int": (
        "0 ~ 1 ~ 2 ~ 3 ~ 4 ~ 5 ~ 7 ~ 8 ~ 10 ~ 12 ~ 15 ~ 16 ~ 25 ~ 31 ~ 60 ~ 99 ~ 100 ~ 128 ~ 255 ~ "
        "360 ~ 1000 ~ 1024 ~ 1900 ~ 2024 ~ 3600 ~ 65536 ~ -1 ~ -2 ~ -5"
    ),
    "float": (
        "0.0 ~ 0.5 ~ 1.0 ~ 1.5 ~ 2.0 ~ 2.5 ~ 3.14 ~ 10.0 ~ 99.9 ~ -1.0 ~ -0.25 ~ 100.0 ~ 1e-06 ~ "
        "1234.5678 ~ 0.1"
    ),
    "bool": ("True ~ False"),
    "str": (
        "'' ~ 'a' ~ 'abc' ~ 'hello world' ~ 'Hello, World!' ~ 'foo_bar' ~ 'foo-bar' ~ 'fooBar' ~ "
        "'FooBar' ~ '  padded  ' ~ 'a,b,c' ~ 'key=value' ~ 'a.b.c' ~ 'x/y/z.txt' ~ "
        "'line one\\nline two' ~ '123' ~ '-7' ~ '1.2.3' ~ '3.5' ~ 'ABC' ~ 'aabbcc' ~ 'a: b' ~ '(a)' ~ "
        "'\"quoted\"' ~ 'é' ~ 'foo bar  baz' ~ 'true' ~ '#fff' ~ 'a=1&b=2' ~ "
        "'2024-02-29' ~ '12:30' ~ 'user@example.com'"
    ),
    "path": (
        "'' ~ 'a' ~ 'a/b' ~ '/a/b/c.txt' ~ 'a/b/' ~ './a' ~ '../a/b.py' ~ '/' ~ 'a.tar.gz' ~ "
        "'dir/.hidden' ~ 'C:\\\\x\\\\y.txt' ~ 'a//b' ~ 'README.md' ~ 'src/pkg/__init__.py'"
    ),
    "url": (
        "'http://example.com' ~ 'https://example.com/a/b?x=1#top' ~ 'example.com:8080/path' ~ '' ~ "
        "'https://user@host.org/' ~ 'http://localhost:8000' ~ 'ftp://a.b/c.txt' ~ '/relative/path'"
    ),
    "char": ("'a' ~ 'z' ~ 'A' ~ ' ' ~ '0' ~ '-' ~ ',' ~ '.' ~ '_' ~ '/'"),
    "bytes": ("b'' ~ b'a' ~ b'abc' ~ b'\\x00\\x01\\x02\\xff' ~ b'hello world' ~ b'\\r\\n' ~ b'12'"),
    "ints": (
        "[] ~ [1] ~ [1, 2, 3] ~ [3, 1, 2] ~ [5, 5, 5] ~ [-1, 0, 1] ~ [10, 20, 30, 40] ~ "
        "[2, 4, 1, 3, 5] ~ [1, 1, 2, 3, 3] ~ [7, -2, 9, 0] ~ [0, 0] ~ [4, 3, 2, 1]"
    ),
    "floats": ("[] ~ [1.0] ~ [0.5, 1.5, 2.5] ~ [3.0, 1.0, 2.0] ~ [-1.5, 0.0, 2.25] ~ [2.0, 2.0, 4.0, 8.0]"),
    "strs": (
        "[] ~ ['a'] ~ ['a', 'b', 'c'] ~ ['b', 'a', 'b'] ~ ['foo', 'bar', 'baz'] ~ ['', 'x'] ~ "
        "['one two', 'three'] ~ ['A', 'a'] ~ ['a=1', 'b=2'] ~ ['-v', '--name', 'x'] ~ ['a/b', 'a/c']"
    ),
    "lists": (
        "[] ~ [[1]] ~ [[1, 2], [3, 4]] ~ [[1, 2, 3], [4, 5, 6]] ~ [[1], [2, 3], []] ~ "
        "[[0, 1], [1, 0]] ~ [['a', 'b'], ['c', 'd']]"
    ),
    "pairs": (
        "[] ~ [('a', 1)] ~ [('a', 1), ('b', 2)] ~ [('x', 3), ('y', 1), ('x', 2)] ~ [(1, 2), (3, 4)] ~ "
        "[('a', 'b'), ('c', 'd')] ~ [(0, 5), (3, 8), (10, 12)]"
    ),
    "pair": ("(0, 0) ~ (1, 2) ~ (3, 1) ~ (-1, 4) ~ (10, 20) ~ (5, 5)"),
    "triple": ("(0, 0, 0) ~ (1, 2, 3) ~ (255, 128, 0) ~ (3, 11, 2) ~ (2024, 2, 29) ~ (0.1, 0.5, 0.9)"),
    "dict": (
        "{} ~ {'a': 1} ~ {'a': 1, 'b': 2} ~ {'b': 2, 'a': 1, 'c': 3} ~ {'x': 'y'} ~ "
        "{'name': 'n', 'id': 3} ~ {'a': None, 'b': 0} ~ {'a': {'b': 1}} ~ {'k': [1, 2]} ~ "
        "{1: 'one', 2: 'two'}"
    ),
    "set": ("set() ~ {1} ~ {1, 2, 3} ~ {2, 5} ~ {'a', 'b'}"),
    "date": (
        "date(2024, 2, 29) ~ date(2023, 1, 1) ~ date(2023, 12, 31) ~ date(2000, 6, 15) ~ date(1999, 3, 1)"
    ),
    "datetime": (
        "datetime(2024, 2, 29, 12, 30) ~ datetime(2023, 12, 31, 23, 59, 59) ~ datetime(2000, 1, 1) ~ "
        "datetime(2023, 5, 7, 0, 0, 1)"
    ),
    "timedelta": (
        "timedelta(0) ~ timedelta(seconds=59) ~ timedelta(days=1, hours=2) ~ timedelta(minutes=90) ~ "
        "timedelta(days=400) ~ timedelta(seconds=3661) ~ timedelta(days=-1)"
    ),
    "none": ("None"),
}
VALUES: Mapping[Kind, Sequence[str]] = {kind: text.split(" ~ ") for kind, text in _TEXTS.items()}
