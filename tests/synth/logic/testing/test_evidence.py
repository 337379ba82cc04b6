"""What a body tells of a parameter."""

from __future__ import annotations

import ast

import pytest

from novaedit.synth.logic.testing.evidence import evidence


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return x.split(',')", {"text"}),
        ("return x in ('a', 'b')", {"text"}),
        ("return x == 'a'", {"text"}),
        ("return x + 's'", {"text"}),
        ("return re.sub('a', 'b', x)", {"text"}),
        ("return ord(x)", {"text"}),
        ("return [k for k in x.items()]", {"mapping"}),
        ("return x['a']", {"mapping"}),
        ("return x.decode()", {"bytes"}),
        ("return x // 2", {"number"}),
        ("return x % 2", {"number"}),
        ("return 2 * x", {"number"}),
        ("return x > 3", {"number"}),
        ("return math.sqrt(x)", {"number"}),
        ("return range(x)", {"number"}),
        ("return [a for a in x]", {"items"}),
        ("return len(x)", {"items"}),
        ("return x[0]", {"items"}),
        ("return isinstance(x, (str, bytes))", {"text", "bytes"}),
        ("return y.split(',')", set()),
        ("return x(1)", set()),
        ("return x is None", set()),
    ],
)
def test_evidence(body: str, expected: set[str]) -> None:
    node = ast.parse(f"def f(x, y):\n    {body}\n").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert evidence(node, "x") == expected
