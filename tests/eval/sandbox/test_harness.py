"""Every way to write tests is understood: what is right passes, what is wrong fails, in both sandboxes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from novaedit.eval.sandbox.base import Job, Limits, Sandbox

_RIGHT = "def add(a, b):\n    return a + b\n"
_WRONG = "def add(a, b):\n    return a - b\n"
_LIMITS = Limits(timeout=20)

_STYLES = {
    "plain asserts, names not imported": "assert add(1, 2) == 3\n",
    "plain asserts, imported by stem": "from solution import add as plus\nassert plus(1, 2) == 3\n",
    "imported as a module": "import solution\nassert solution.add(1, 2) == 3\n",
    "called otherwise": "from task_func import add as plus\nassert plus(1, 2) == 3\n",
    "function": "def test_add():\n    assert add(1, 2) == 3\n",
    "class": "class TestAdd:\n    def setup_method(self):\n        self.n = 3\n"
    "    def test_add(self):\n        assert add(1, 2) == self.n\n",
    "unittest": "import unittest\nfrom solution import add\nclass T(unittest.TestCase):\n"
    "    def test_add(self):\n        self.assertEqual(add(1, 2), 3)\n"
    "if __name__ == '__main__':\n    unittest.main()\n",
    "unittest, sub-tests": "import unittest\nclass T(unittest.TestCase):\n    def test_add(self):\n"
    "        with self.subTest():\n            self.assertEqual(add(1, 2), 3)\n",
    "unittest, run at once": "import unittest\nclass T(unittest.TestCase):\n    def test_add(self):\n"
    "        self.assertEqual(add(1, 2), 3)\nunittest.main(argv=['x'], module=__name__)\n",
    "asynchronous": "async def test_add():\n    assert add(1, 2) == 3\n",
    "check of a candidate": "def check(candidate):\n    assert candidate(1, 2) == 3\n",
    "script": "def main():\n    assert add(1, 2) == 3\nif __name__ == '__main__':\n    main()\n",
    "pytest, parameters": "import pytest\n@pytest.mark.parametrize('n', [1, 2])\n"
    "def test_add(n):\n    assert add(n, 2) == n + 2\n",
    "pytest, fixture": "def test_add(tmp_path):\n    assert add(1, 2) == 3\n",
    "future import and docstring": '"""Tests."""\nfrom __future__ import annotations\nimport pytest\n'
    "def test_add():\n    assert add(1, 2) == 3\n",
}


def test_temporary_files_lie_in_the_folder_of_the_run(sandbox: Sandbox) -> None:
    tests = (
        "import os, tempfile\ndef test_place():\n"
        "    assert add(1, 2) == 3\n    assert tempfile.gettempdir() in (os.getcwd(), '/tmp')\n"
        "    open(os.path.join(tempfile.gettempdir(), 'novaedit-left-behind'), 'w').close()\n"
    )
    assert sandbox.run(Job("solution.py", _RIGHT, tests, _LIMITS)).passed
    assert not Path(tempfile.gettempdir(), "novaedit-left-behind").exists()


@pytest.mark.parametrize("tests", _STYLES.values(), ids=_STYLES.keys())
def test_a_style_of_tests_is_understood(sandbox: Sandbox, tests: str) -> None:
    right = sandbox.run(Job("solution.py", _RIGHT, tests, _LIMITS))
    assert right.passed, right
    wrong = sandbox.run(Job("solution.py", _WRONG, tests, _LIMITS))
    assert not wrong.passed
    assert wrong.is_proof


@pytest.mark.parametrize(
    ("path", "tests"),
    [
        ("pkg/inner/mod.py", "from pkg.inner.mod import add\nassert add(1, 2) == 3"),
        ("pkg/inner/mod.py", "from inner.mod import add\nassert add(1, 2) == 3"),
        ("pkg/inner/mod.py", "import mod\nassert mod.add(1, 2) == 3"),
        ("string.py", "assert add(1, 2) == 3"),
        ("string.py", "from string import add\nassert add(1, 2) == 3"),
        ("my-module.py", "assert add(1, 2) == 3"),
    ],
)
def test_the_code_is_importable_by_its_path(sandbox: Sandbox, path: str, tests: str) -> None:
    assert sandbox.run(Job(path, _RIGHT, tests, _LIMITS)).passed


@pytest.mark.parametrize(
    ("code", "tests", "kind", "message", "line"),
    [
        (_WRONG, "assert add(1, 2) == 3", "AssertionError", "assert -1 == 3 +  where -1 = add(1, 2)", None),
        (_WRONG, "assert add(1, 2) == 3, 'sum'", "AssertionError", "sum", None),
        ("def f(x):\n    return x[9]\n", "f([])", "IndexError", "list index out of range", 2),
        ("def f(:\n", "f()", "SyntaxError", "invalid syntax", 1),
        (_RIGHT, "", "NoTests", "no test was run", None),
        (_RIGHT, "import os\nx = 1\n", "NoTests", "no test was run", None),
        ("import novaedit_no_such\n", "assert True", "ModuleNotFoundError", "novaedit_no_such", 1),
    ],
)
def test_a_failure_says_what_and_where(
    sandbox: Sandbox, code: str, tests: str, kind: str, message: str, line: int | None
) -> None:
    verdict = sandbox.run(Job("solution.py", code, tests, _LIMITS))
    assert (verdict.passed, verdict.kind, verdict.line) == (False, kind, line)
    assert message in verdict.message


def test_the_functions_of_a_failed_assertion_are_named(sandbox: Sandbox) -> None:
    verdict = sandbox.run(Job("solution.py", _WRONG, "assert add(1, abs(2)) == 3", _LIMITS))
    assert verdict.called == ("add", "abs")
