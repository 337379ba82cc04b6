"""Conditions that can be said shorter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from random import Random

from novaedit.synth.module import Change, Module, Splice
from novaedit.synth.tasks.rewriting import flat, indent_of, is_boolean, names_in, put
from novaedit.synth.tasks.task import Task


def _return_condition(module: Module, rng: Random) -> Iterator[Change]:
    """`if c: return True` and `return False` for `return c`."""
    for node in module.of(ast.Return):
        indent = indent_of(module, node)
        if node.value is None or indent is None or not is_boolean(node.value) or not flat(module, node):
            continue
        # ruff reads what follows an `if`: a branch of another one is told apart.
        lines = [f"if {module.source(node.value)}:", "\treturn True"]
        other = ["else:", "\treturn False"] if rng.random() < 0.6 else ["return False"]
        yield (put(module, node, indent, [*lines, *other]),)


def _ternary(module: Module, _rng: Random) -> Iterator[Change]:
    """Four lines for `x = a if c else b`."""
    for node in module.nodes:
        if not isinstance(node, ast.Assign | ast.Return):
            continue
        value, indent = node.value, indent_of(module, node)
        if not isinstance(value, ast.IfExp) or indent is None:
            continue
        if flat(module, value.test, value.body, value.orelse) and not isinstance(value.orelse, ast.IfExp):
            start, end = module.span(node)[0], module.span(value)[0]
            head = module.text[start:end]
            test, body, other = map(module.source, (value.test, value.body, value.orelse))
            # `x = x` in a branch is what nobody writes.
            sets_itself = head.split("=")[0].strip() in {body, other}
            if "\n" not in head and not head.endswith("(") and not sets_itself:
                yield (
                    put(
                        module, node, indent, [f"if {test}:", f"\t{head}{body}", "else:", f"\t{head}{other}"]
                    ),
                )


def _nested_if(module: Module, _rng: Random) -> Iterator[Change]:
    """One `if` in another for `if a and b`."""
    for node in module.of(ast.If):
        test, parent = node.test, module.parents[node]
        is_branch = isinstance(parent, ast.If) and node in parent.orelse
        if not isinstance(test, ast.BoolOp) or not isinstance(test.op, ast.And) or node.orelse or is_branch:
            continue
        indent = indent_of(module, node)
        if indent is None or len(test.values) != 2 or not flat(module, test) or _has_strings(node):
            continue
        first, second = map(module.source, test.values)
        (start, _), (_, end) = module.span(test), module.span(node)
        body = module.text[module.starts[node.lineno] : end].replace("\n" + indent, "\n" + indent + "    ")
        text = f"{first}:\n{indent}    if {second}:\n    {body}"
        if module.text[module.span(test)[1] :].startswith(":\n") and node.body[0].lineno == node.lineno + 1:
            yield (Splice(start, end, text),)


def _has_strings(node: ast.AST) -> bool:
    """Whether some string runs over several lines: moving it would change it."""
    return any(
        isinstance(part, ast.Constant | ast.JoinedStr) and part.end_lineno != part.lineno
        for part in ast.walk(node)
    )


def _isinstance_each(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.of(ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id == "isinstance" and len(node.args) == 2
        kinds = node.args[1] if named else None
        if isinstance(kinds, ast.Tuple) and len(kinds.elts) == 2 and isinstance(node.args[0], ast.Name):
            text = " or ".join(f"isinstance({node.args[0].id}, {module.source(k)})" for k in kinds.elts)
            if flat(module, node):
                yield (Splice(*module.span(node), _bracketed(module, node, text)),)


def _equals_each(module: Module, _rng: Random) -> Iterator[Change]:
    """`x == a or x == b` for `x in (a, b)`."""
    for node in module.of(ast.Compare):
        options = node.comparators[0]
        simple = isinstance(node.left, ast.Name) and len(node.ops) == 1 and isinstance(node.ops[0], ast.In)
        if not simple or not isinstance(options, ast.Tuple | ast.Set) or not flat(module, node):
            continue
        if 2 <= len(options.elts) <= 3 and all(isinstance(o, ast.Constant) for o in options.elts):
            left = module.source(node.left)
            text = " or ".join(f"{left} == {module.source(option)}" for option in options.elts)
            yield (Splice(*module.span(node), _bracketed(module, node, text)),)


def _bracketed(module: Module, node: ast.expr, text: str) -> str:
    parent = module.parents[node]
    is_whole = isinstance(parent, ast.If | ast.While | ast.Return) or (
        isinstance(parent, ast.BoolOp) and isinstance(parent.op, ast.Or)
    )
    return text if is_whole else f"({text})"


def _unchained(module: Module, _rng: Random) -> Iterator[Change]:
    """`a < x and x < b` for `a < x < b`."""
    for node in module.of(ast.Compare):
        if len(node.ops) == 2 and isinstance(node.comparators[0], ast.Name) and flat(module, node):
            start, end = module.span(node.comparators[0])
            middle = module.text[start:end]
            is_whole = isinstance(module.parents[node], ast.If | ast.While | ast.Return)
            if is_whole:
                yield (Splice(end, end, f" and {middle}"),)


def _not_before(module: Module, _rng: Random) -> Iterator[Change]:
    """`not x in y` for `x not in y`."""
    for node in module.of(ast.Compare):
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.NotIn | ast.IsNot) and flat(module, node):
            left, right = map(module.source, (node.left, node.comparators[0]))
            word = "in" if isinstance(node.ops[0], ast.NotIn) else "is"
            if isinstance(module.parents[node], ast.If | ast.While | ast.Return | ast.BoolOp):
                yield (Splice(*module.span(node), f"not {left} {word} {right}"),)


def _equals_true(module: Module, _rng: Random) -> Iterator[Change]:
    for node in module.nodes:
        if not isinstance(node, ast.If | ast.While):
            continue
        test = node.test
        negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
        call = test.operand if isinstance(test, ast.UnaryOp) and negated else test
        if isinstance(call, ast.Call) and is_boolean(call) and flat(module, test):
            yield (Splice(*module.span(test), f"{module.source(call)} == {not negated}"),)


def _get_by_hand(module: Module, _rng: Random) -> Iterator[Change]:
    """Four lines for `x = d.get(key, default)`."""
    for node in module.of(ast.Assign):
        call, indent = node.value, indent_of(module, node)
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or indent is None:
            continue
        if call.func.attr != "get" or len(call.args) != 2 or call.keywords or not flat(module, node):
            continue
        key, default = call.args
        plain = isinstance(key, ast.Name | ast.Constant) and isinstance(default, ast.Constant)
        owner = call.func.value
        if plain and isinstance(owner, ast.Name) and len(node.targets) == 1:
            target, source, name = map(module.source, (node.targets[0], key, owner))
            if not names_in(node.targets[0]) & (names_in(key) | names_in(owner)):
                lines = [f"if {source} in {name}:", f"\t{target} = {name}[{source}]"]
                other = ["else:", f"\t{target} = {module.source(default)}"]
                yield (put(module, node, indent, [*lines, *other]),)


def _try_pass(module: Module, _rng: Random) -> Iterator[Change]:
    """`try`, `except`, `pass` for `with suppress(...)`."""
    for node in module.of(ast.With):
        call, indent = node.items[0].context_expr, indent_of(module, node)
        if len(node.items) != 1 or not isinstance(call, ast.Call) or len(call.args) != 1 or indent is None:
            continue
        head = module.text[module.span(node)[0] : module.starts[node.lineno]]
        if module.source(call.func) in {"suppress", "contextlib.suppress"} and head.endswith(":\n"):
            (start, _), end = module.span(node), module.span(node)[1]
            caught = f"\n{indent}except {module.source(call.args[0])}:\n{indent}    pass"
            yield Splice(start, start + len(head), "try:\n"), Splice(end, end, caught)


def _empty_by_length(module: Module, _rng: Random) -> Iterator[Change]:
    """`len(x) == 0` for `not x` where `x` is seen to be a list."""
    for function in module.functions:
        lists = {
            node.targets[0].id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_list(node.value)
        }
        stored = [
            n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        ]
        for node in ast.walk(function):
            test = node.test if isinstance(node, ast.If) else None
            inner = test.operand if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) else test
            if test and isinstance(inner, ast.Name) and inner.id in lists and stored.count(inner.id) == 1:
                text = f"len({inner.id}) {'>' if inner is test else '=='} 0"
                yield (Splice(*module.span(test), text),)


def _is_list(node: ast.expr) -> bool:
    return isinstance(node, ast.List | ast.ListComp) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"list", "sorted"}
    )


_IN = "def f(x):\n    if x in (1, 2):\n        return 'few'\n    return 'many'\n"
_BOTH = "def f(a, b):\n    if a and b:\n        return 1\n    return 2\n"
_SUPPRESS = """from contextlib import suppress


def f(d):
    with suppress(KeyError):
        del d['a']
    return d
"""
_EMPTY = """def f(xs):
    ys = [x for x in xs if x]
    if not ys:
        return 0
    return ys[0]
"""

TASKS = (
    Task(
        "returned-condition",
        "refactor",
        _return_condition,
        "def f(x, y):\n    return x in y\n",
        "def f(x, y):\n    if x in y:\n        return True\n    else:\n        return False\n",
        (
            "Return the condition itself.",
            "Simplify {name}.",
            "Simplify the return.",
            "No need for an if here.",
        ),
        ("f(1, [1])", "f(2, [1])"),
        ("SIM103",),
        3,
    ),
    Task(
        "ternary",
        "refactor",
        _ternary,
        "def f(x):\n    y = 1 if x else 2\n    return y\n",
        "def f(x):\n    if x:\n        y = 1\n    else:\n        y = 2\n    return y\n",
        ("Use a conditional expression.", "Make it one line.", "Simplify the if and else."),
        ("f(0)", "f(1)"),
        ("SIM108",),
        3,
    ),
    Task(
        "nested-if",
        "refactor",
        _nested_if,
        _BOTH,
        "def f(a, b):\n    if a:\n        if b:\n            return 1\n    return 2\n",
        ("Merge the nested ifs.", "Combine the conditions.", "One if is enough."),
        ("f(0, 1)", "f(1, 1)", "f(1, 0)"),
        ("SIM102",),
        2,
    ),
    Task(
        "isinstance-tuple",
        "refactor",
        _isinstance_each,
        "def f(x):\n    return isinstance(x, (int, str))\n",
        "def f(x):\n    return isinstance(x, int) or isinstance(x, str)\n",
        ("Merge the isinstance calls.", "One isinstance call is enough."),
        ("f(1)", "f(1.5)"),
        ("SIM101",),
        1,
    ),
    Task(
        "membership",
        "refactor",
        _equals_each,
        _IN,
        _IN.replace("x in (1, 2)", "x == 1 or x == 2"),
        ("Use `in`.", "Merge the comparisons.", "Simplify the condition."),
        ("f(1)", "f(3)"),
        ("PLR1714",),
        2,
    ),
    Task(
        "chained-comparison",
        "refactor",
        _unchained,
        "def f(x):\n    return 0 < x < 5\n",
        "def f(x):\n    return 0 < x and x < 5\n",
        ("Chain the comparisons.", "Simplify the condition."),
        ("f(1)", "f(7)", "f(-1)"),
        ("PLR1716",),
        1,
    ),
    Task(
        "not-in",
        "refactor",
        _not_before,
        "def f(x, y):\n    return x not in y\n",
        "def f(x, y):\n    return not x in y\n",
        ("Use `not in` and `is not`.", "Put the `not` where it belongs."),
        ("f(1, [1])", "f(2, [1])"),
        ("E713", "E714"),
        1,
    ),
    Task(
        "equals-true",
        "refactor",
        _equals_true,
        "def f(x):\n    if x.startswith('a'):\n        return 1\n    return 2\n",
        "def f(x):\n    if x.startswith('a') == True:\n        return 1\n    return 2\n",
        ("Don't compare with True or False.", "Simplify the condition."),
        ("f('ab')", "f('b')"),
        ("E712",),
        2,
    ),
    Task(
        "dict-get",
        "refactor",
        _get_by_hand,
        "def f(d, k):\n    x = d.get(k, 0)\n    return x\n",
        "def f(d, k):\n    if k in d:\n        x = d[k]\n    else:\n        x = 0\n    return x\n",
        ("Use dict.get.", "Use get with a default.", "Make it one line."),
        ("f({'a': 1}, 'a')", "f({}, 'a')"),
        weight=2,
    ),
    Task(
        "suppress",
        "refactor",
        _try_pass,
        _SUPPRESS,
        _SUPPRESS.replace("with suppress(KeyError):", "try:").replace(
            "['a']\n", "['a']\n    except KeyError:\n        pass\n"
        ),
        ("Use contextlib.suppress.", "Replace try, except, pass by suppress."),
        ("f({'a': 1})", "f({})"),
        ("SIM105",),
        1,
    ),
    Task(
        "empty-by-length",
        "refactor",
        _empty_by_length,
        _EMPTY,
        _EMPTY.replace("not ys", "len(ys) == 0"),
        (
            "An empty list is false: no need for len().",
            "Simplify the check for emptiness.",
            "Drop the len().",
        ),
        ("f([0])", "f([0, 3])"),
        weight=2,
    ),
)
