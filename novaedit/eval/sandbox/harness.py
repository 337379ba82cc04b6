"""Runs the tests of a case inside a sandbox. Started alone (`python -I -c SOURCE`): standard library only.

One JSON object on the first line of stdin says what to do; the answer is one line on the first stdout:
the secret of the job, a blank, and a JSON object. The tested code gets other files as stdin, stdout
and stderr, so that nothing it prints is taken for the answer, and a process that ends early, however
politely, has not given one. The secret is read before the tested code and is not in its arguments,
environment or files. What it does not stop is code written to find this very secret in memory.
"""

import ast
import asyncio
import builtins
import importlib.util
import inspect
import json
import os
import signal
import sys
import types
import unittest
from pathlib import Path, PurePosixPath
from typing import Any

from novaedit.eval.sandbox.failures import TEST_NAME, failure_of

#: Exit status when time is over.
TIMED_OUT = 124


def main() -> None:
    """Read the job, run it, answer."""
    job = json.loads(sys.stdin.readline())
    secret = job.pop("secret")
    answer = _detach()
    _limit(job)
    report = _run(job)
    os.write(answer, f"{secret} {json.dumps(report)}\n".encode())
    os._exit(0)  # threads and atexit functions of the tested code have no further say


def _detach() -> int:
    """Give the tested code other standard files; returns where the answer goes."""
    answer = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 # lives as long as the process
    return answer


def _limit(job: dict[str, Any]) -> None:
    """Bound memory (bytes), processor and wall time (s), file size (bytes), processes; give up root."""
    if hasattr(signal, "setitimer"):
        # Whoever started us has the last word; this is the quick way, and says why.
        for number, timer, seconds in (
            (signal.SIGALRM, signal.ITIMER_REAL, job["wall_time"]),
            (signal.SIGPROF, signal.ITIMER_PROF, job["timeout"]),
        ):
            signal.signal(number, lambda *_: os._exit(TIMED_OUT))
            signal.setitimer(timer, seconds)
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        "RLIMIT_AS": job["memory"],
        "RLIMIT_CPU": int(job["timeout"]) + 2,
        "RLIMIT_FSIZE": job["file_size"],
        "RLIMIT_NOFILE": 256,
        "RLIMIT_CORE": 0,
    }
    user = job.get("user")
    if user and os.getuid() == 0:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    # The kernel counts the processes of the whole user: only of use where that user is ours alone.
    limits["RLIMIT_NPROC"] = job["processes"] if user else None
    for name, value in limits.items():
        if value is not None and hasattr(resource, name):
            number = getattr(resource, name)
            _, hard = resource.getrlimit(number)
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(number, (most, most))


def _run(job: dict[str, Any]) -> dict[str, Any]:
    path = PurePosixPath(job["path"])
    place = Path.cwd() / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(job["code"].encode("utf-8", "surrogatepass"))
    sys.path[:0] = list(dict.fromkeys([str(Path.cwd()), str(place.parent)]))
    sys.dont_write_bytecode = True
    sys.argv = [str(place)]
    try:
        module = _load(place, path, job["tests"])
        ran = _tests(module, job["tests"], Path.cwd() / f"{TEST_NAME}.py")
    except BaseException as error:
        return {"passed": False, "ran": 0, "failure": failure_of(error, place, job["tests"])}
    failed = next((failure for failure in ran if failure is not None), None)
    if failed is not None:
        return {"passed": False, "ran": len(ran), "failure": failure_of(failed, place, job["tests"])}
    if not ran:
        return {"passed": False, "ran": 0, "failure": {"type": "NoTests", "message": "no test was run"}}
    return {"passed": True, "ran": len(ran), "failure": None}


# ---- the code under test ---------------------------------------------------------------------------


def _load(place: Path, path: PurePosixPath, tests: str) -> types.ModuleType:
    """Import the code under every name by which the tests may ask for it."""
    parts = [*path.parts[:-1], path.stem]
    dotted = ".".join(part for part in parts if part.isidentifier())
    wanted = _imported(tests)
    name = dotted if len(parts) > 1 and _is_package(place) else path.stem
    if "." in name:
        module = importlib.import_module(name)
    else:
        spec = importlib.util.spec_from_file_location(name, place)
        if spec is None or spec.loader is None:
            raise ImportError(f"{place.name} is no module")
        module = importlib.util.module_from_spec(spec)
        if name not in sys.stdlib_module_names or name in wanted:
            sys.modules[name] = module
        spec.loader.exec_module(module)
    names = {path.stem, *(".".join(parts[i:]) for i in range(len(parts)))}
    for alias in names:
        if alias in wanted or (alias not in sys.modules and alias not in sys.stdlib_module_names):
            sys.modules[alias] = module
    for alias, members in wanted.items():
        if alias not in sys.modules and not _is_found(alias) and all(hasattr(module, m) for m in members):
            sys.modules[alias] = module  # the maker of the case called the module otherwise
    return module


def _is_package(place: Path) -> bool:
    """Whether the code uses imports relative to its folder."""
    tree = ast.parse(place.read_bytes())
    return any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(tree))


def _is_found(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def _imported(source: str) -> dict[str, list[str]]:
    """Modules that the tests import, with the names taken from each."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found.setdefault(alias.name, [])
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            taken = [alias.name for alias in node.names if alias.name != "*"]
            found.setdefault(node.module, []).extend(taken)
    return found


# ---- the tests -------------------------------------------------------------------------------------


def _tests(module: types.ModuleType, source: str, place: Path) -> list[BaseException | None]:
    """One entry for each test that ran, None when it passed; stops at the first that failed."""
    given = {name: value for name, value in vars(module).items() if not name.startswith("__")}
    tree = ast.parse(source)
    if _needs_pytest(tree):
        return _with_pytest(given, tree, source, place)
    space = _execute(source, given, TEST_NAME)
    ran = _collected(space, given)
    if not ran and _acts_as_script(tree):
        _execute(source, given, "__main__")
        return [None]
    if not ran and callable(space.get("check")) and "check" not in given:
        ran = [_call(space["check"], _entry(module))]
    # Statements that ran without an exception are a test, unless they only defined something.
    return ran or ([None] if any(_asserts(node) for node in tree.body) else [])


def _execute(source: str, given: dict[str, Any], name: str) -> dict[str, Any]:
    space = types.ModuleType(name)
    space.__dict__.update({**given, "__name__": name, "__file__": f"{TEST_NAME}.py"})
    sys.modules[name] = space
    try:
        exec(compile(source, f"{TEST_NAME}.py", "exec", dont_inherit=True), space.__dict__)  # noqa: S102 # what a sandbox is for
    except SystemExit as ended:
        if ended.code not in (None, 0) or not _cases(space.__dict__, given):
            raise RuntimeError("the tests ended the process") from ended
    return space.__dict__


def _collected(space: dict[str, Any], given: dict[str, Any]) -> list[BaseException | None]:
    ran: list[BaseException | None] = []
    for kind in _cases(space, given):
        result = unittest.TestResult()
        result.failfast = True
        seen: list[BaseException] = []
        _keep_errors(result, seen)
        unittest.defaultTestLoader.loadTestsFromTestCase(kind).run(result)
        ran += [*[None] * (result.testsRun - len(result.skipped) - len(seen)), *seen]
        if seen:
            return ran
    for call in _calls(space, given):
        ran.append(_call(call))
        if ran[-1] is not None:
            return ran
    return ran


def _cases(space: dict[str, Any], given: dict[str, Any]) -> list[type[unittest.TestCase]]:
    found = [
        value for name, value in space.items() if isinstance(value, type) and value is not given.get(name)
    ]
    return [kind for kind in found if issubclass(kind, unittest.TestCase) and kind.__module__ == TEST_NAME]


def _keep_errors(result: unittest.TestResult, seen: list[BaseException]) -> None:
    def keep(_test: Any, error: Any) -> None:
        seen.append(error[1])
        result.stop()

    def keep_part(_test: Any, _part: Any, error: Any) -> None:
        if error is not None:
            keep(_test, error)

    def surprise(_test: Any) -> None:
        seen.append(AssertionError("an expected failure passed"))

    vars(result).update(addError=keep, addFailure=keep, addSubTest=keep_part, addUnexpectedSuccess=surprise)


def _calls(space: dict[str, Any], given: dict[str, Any]) -> list[Any]:
    """Test functions, and the test methods of plain classes, in the order of their definition."""
    found = []
    for name, value in list(space.items()):
        if value is given.get(name) and name in given:
            continue
        if inspect.isfunction(value) and name.startswith("test") and value.__module__ == TEST_NAME:
            found.append(value)
        elif isinstance(value, type) and name.startswith("Test") and not issubclass(value, unittest.TestCase):
            found += [_method(value, member) for member in vars(value) if member.startswith("test")]
    return found


def _method(kind: type, name: str) -> Any:
    def run() -> Any:
        instance = kind()
        for step in ("setup_method", "setUp"):
            if hasattr(instance, step):
                setup = getattr(instance, step)
                setup(*([None] if inspect.signature(setup).parameters else []))
        result = getattr(instance, name)()
        return asyncio.run(_awaited(result)) if inspect.isawaitable(result) else result

    return run


def _call(function: Any, *arguments: Any) -> BaseException | None:
    try:
        result = function(*arguments)
        if inspect.isawaitable(result):
            asyncio.run(_awaited(result))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, unittest.SkipTest):
            return AssertionError("skipped")
        return error
    return None


async def _awaited(result: Any) -> Any:
    return await result


def _entry(module: types.ModuleType) -> Any:
    """What `check(candidate)` is about: the last function that the code defines."""
    own = [f for f in vars(module).values() if inspect.isfunction(f) and f.__module__ == module.__name__]
    return own[-1] if own else None


def _asserts(node: ast.AST) -> bool:
    """Whether a statement of the module does more than define or import."""
    passive = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, (*passive, ast.Assign, ast.AnnAssign)) or is_text:
        return False
    return any(isinstance(part, ast.Assert | ast.Call | ast.Raise) for part in ast.walk(node))


def _acts_as_script(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.If) and "__main__" in ast.dump(node.test) for node in tree.body)


# ---- tests that need pytest ------------------------------------------------------------------------


def _needs_pytest(tree: ast.Module) -> bool:
    """Whether the tests use fixtures, marks or pytest itself, and pytest is there."""
    uses = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            uses |= any(alias.name.split(".")[0] == "pytest" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            uses |= (node.module or "").split(".")[0] == "pytest"
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            uses |= any(argument.arg != "self" for argument in node.args.args if not node.args.defaults)
    return uses and _is_found("pytest")


def _with_pytest(
    given: dict[str, Any], tree: ast.Module, source: str, place: Path
) -> list[BaseException | None]:
    import pytest

    ran: list[BaseException | None] = []

    class Plugin:
        def pytest_runtest_makereport(self, item: Any, call: Any) -> None:
            del item
            if call.excinfo is not None:
                error = call.excinfo.value
                skipped = isinstance(error, pytest.skip.Exception | unittest.SkipTest)
                if not skipped:
                    ran.append(error)
            elif call.when == "call":
                ran.append(None)

        def pytest_collectreport(self, report: Any) -> None:
            if report.failed:
                ran.append(RuntimeError(f"the tests could not be collected: {report.longrepr}"[-400:]))

    builtins.__dict__["_novaedit_given"] = given
    after = max(
        (node.end_lineno or 0 for i, node in enumerate(tree.body) if _is_header(node, i)),
        default=0,
    )
    lines = source.split("\n")
    lines.insert(after, "globals().update(_novaedit_given)")
    place = place.with_name(f"test_{TEST_NAME}.py")
    place.write_text("\n".join(lines), encoding="utf-8")
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "-c", os.devnull]
    status = pytest.main([*options, "--rootdir", str(place.parent), str(place)], plugins=[Plugin()])
    if status not in (0, 1) and all(error is None for error in ran):
        ran.append(RuntimeError(f"pytest ended with status {int(status)}"))
    return ran


def _is_header(node: ast.stmt, index: int) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and index == 0
    return is_text or (isinstance(node, ast.ImportFrom) and node.module == "__future__")


if __name__ == "__main__":
    main()
