"""Parser and ruff are asked again, and what a few lines cannot tell is left undecided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from novaedit.dataset.example import Example
from novaedit.dataset.proof import Proof, prove
from novaedit.diagnostics import Diagnostic
from novaedit.edits import Region, Span
from novaedit.languages.python.bulk import known_rules
from tests.dataset.records import example

_Found = tuple[str, str, str, int] | tuple[str, str, str, int, int]


def _record(text: str, patch: str, *found: _Found, path: str = "a.py") -> Example:
    diagnostics = tuple(Diagnostic(*one[:3], path, *one[3:]) for one in found)
    region = Region(path, Span(5, tuple(text.split("\n"))))
    return replace(example(patch=patch), region=region, diagnostics=diagnostics)


_TYPE = ("mypy", "assignment", "?", 6)
_UNDEFINED = ("ruff", "F821", "Undefined name `nmae`", 6)


@pytest.mark.parametrize(
    ("record", "proof"),
    [
        pytest.param(example(), Proof(None, True, True), id="a syntax error mended"),
        pytest.param(example(patch="<NO_EDIT>"), Proof(), id="nothing to show"),
        pytest.param(
            _record("    a,\n))", "@@ 6-6\n- ))\n+ )", ("parser", "invalid-syntax", "unmatched ')'", 6, 1)),
            Proof(),
            id="the other bracket may be cut off",
        ),
        pytest.param(
            _record(
                "elif a iss b:\n    c",
                "@@ 5-5\n- elif a iss b:\n+ elif a is b:",
                ("parser", "invalid-syntax", "invalid syntax", 5, 8),
            ),
            Proof(None, True, True),
            id="a clause of what began above",
        ),
        pytest.param(
            _record("        b\n    )\n    pass\nelse:\n    c = 1", "@@ 7-7\n-     pass"),
            Proof(None, True),
            id="a block that began above",
        ),
        pytest.param(
            _record(
                "    except A:\n        pass\n    b()",
                "@@ 7-7\n-     b()\n+     try:\n+         b()\n+     except A:\n+         pass",
            ),
            Proof(None, True),
            id="a clause of what began above, and a statement with a clause of its own",
        ),
        pytest.param(
            example(patch="@@ 8-8\n-     return x\n+     return y"),
            Proof("diagnostic stays", False, False),
            id="the same syntax error again",
        ),
        pytest.param(
            _record("name = 1\nprint(nmae)", "@@ 6-6\n- print(nmae)\n+ print(name)", _UNDEFINED),
            Proof(None, True, True),
            id="a name mended",
        ),
        pytest.param(
            _record("name = 1\nprint(nmae)", "@@ 6-6\n- print(nmae)\n+ print(1, nmae)", _UNDEFINED),
            Proof("diagnostic stays", True, False),
            id="a name still undefined",
        ),
        pytest.param(
            _record("name = 1\nprint(nmae)", "@@ 6-6\n- print(nmae)\n+ print(name", _UNDEFINED),
            Proof("result does not parse", False),
            id="the patch breaks the syntax",
        ),
        pytest.param(
            _record(
                "name = 1\nprint(name)",
                "@@ 6-6\n- print(name)\n+ print(2)",
                ("ruff", "F821", "Undefined name `name`", 6),
            ),
            Proof(None, True, None),
            id="a finding that these lines do not show",
        ),
        pytest.param(
            _record("x = 1\nx.y", "@@ 6-6\n- x.y\n+ x", ("mypy", "attr-defined", "no attribute", 6)),
            Proof(None, True, None),
            id="mypy needs more than these lines",
        ),
        pytest.param(
            _record("    x: L['a b']\n    y: Laa", "@@ 5-5\n-     x: L['a b']\n+     x: int", _UNDEFINED),
            Proof(None, True, None),
            id="another line's finding",
        ),
        pytest.param(
            _record(
                "text = '''\nend\n'''\nprint(nmae)\ndef f(",
                "@@ 8-8\n- print(nmae)\n+ print(1)",
                ("ruff", "F821", "Undefined name `nmae`", 8),
            ),
            Proof(None, True, True),
            id="cut off in the middle of a statement",
        ),
        pytest.param(
            _record(
                "x: Literal[nmae]", '@@ 5-5\n- x: Literal[nmae]\n+ x: Literal["nmae"]', (*_UNDEFINED[:3], 5)
            ),
            Proof(None, True, True),
            id="a text where the import that says so is not seen",
        ),
        pytest.param(
            _record("    a: int = 1,\n    b: int = 2,", "@@ 6-6\n-     b: int = 2,\n+     b: int,", _TYPE),
            Proof(),
            id="parameters that look like assignments",
        ),
        pytest.param(
            _record("def f():\n    a", "@@ 6-6\n-     a\n+     # a", _TYPE),
            Proof(),
            id="a block that goes on below",
        ),
        pytest.param(_record("é(\n(x", "@@ 6-6\n- (x\n+ (x)", _UNDEFINED), Proof(), id="never readable"),
        pytest.param(
            _record("import os", "@@ 5-5\n- import os\n+ import re", ("ruff", "XYZ1", "?", 5)),
            Proof(None, True, None),
            id="a rule that ruff does not know",
        ),
    ],
)
def test_proof(record: Example, proof: Proof) -> None:
    """One record at a time."""
    assert prove([record], known_rules()) == [proof]


def test_many_at_once_come_back_in_order() -> None:
    """The findings of one are not another's."""
    good = _record("name = 1\nprint(nmae)", "@@ 6-6\n- print(nmae)\n+ print(name)", _UNDEFINED)
    bad = _record("name = 1\nprint(nmae)", "@@ 6-6\n- print(nmae)\n+ print(nmae )", _UNDEFINED)
    proofs = prove([bad, example(), good, bad], known_rules())
    assert [proof.problem for proof in proofs] == ["diagnostic stays", None, None, "diagnostic stays"]


def test_unused_import_of_a_package_file() -> None:
    """The file's name decides what ruff says: F401 reads otherwise in `__init__.py`."""
    message = "`.a.b` imported but unused; consider removing, adding to `__all__`, or using a redundant alias"
    found = ("ruff", "F401", message, 5)
    record = _record("from .a import b\nx = 1", "@@ 5-5\n- from .a import b", found, path="p/__init__.py")
    assert prove([record], known_rules()) == [Proof(None, True, True)]
