"""The program that runs functions and their mutants: one JSON job a line in, one JSON answer a line out.

A script of its own, started without our packages. What it runs has been seen to use nothing but pure
builtins and modules (purity.py); the limits here are for loops without end and numbers without bound.
Each job runs in a fork, so that a crash costs that job only. Limits: CPU seconds, memory, files, and,
where the kernel lets us, no network.
"""

from __future__ import annotations
import __future__

import builtins
import contextlib
import ctypes
import datetime
import itertools
import json
import os
import re
import resource
import select
import signal
import sys
import types
from typing import Any

#: Annotations stay text: their names need not exist here.
_ANNOTATIONS = __future__.annotations.compiler_flag
_CPU_SECONDS = 12
_WALL_SECONDS = 45.0
_MEMORY = 1 << 30
#: CPU seconds for one call of the clean function, and of a mutant: the gap keeps answers repeatable.
_CLEAN_LIMIT = 0.03
_MUTANT_LIMIT = 0.12
#: For a whole test.
_TEST_LIMIT = 0.5
_RECURSION = 300
#: So many calls may fail before one returns: where all kinds of values are tried, and where they were chosen.
_HASTE, _PATIENCE = 3, 40
_CALLS = 20
_MAX_TEXT = 160
_MAX_ITEMS = 60
_PLAIN = (bool, int, float, complex, str, bytes, type(None), datetime.date, datetime.timedelta, datetime.time)
_KINDS = {kind.__name__ for kind in (*_PLAIN, datetime.datetime, list, tuple, set, frozenset, dict)}
_LAZY = (types.GeneratorType, map, filter, zip, enumerate, reversed, range, itertools.chain, itertools.islice)
_NAMES = {"date": datetime.date, "datetime": datetime.datetime, "timedelta": datetime.timedelta}

Answer = dict[str, Any]


class _TooLong(BaseException):
    """A call that used up its time."""


def _stop(_signal: int, _frame: object) -> None:
    raise _TooLong


def _canonical(value: object) -> str:
    """A text equal for values that `==` calls equal. Raises TypeError for other types than the plain ones."""
    kind = type(value).__name__
    if kind not in _KINDS:  # a subclass, as a defaultdict, does not read like a value
        raise TypeError(kind)
    if isinstance(value, list | tuple):
        return f"{kind}[{','.join(map(_canonical, value))}]"
    if isinstance(value, set | frozenset):
        return f"set{{{','.join(sorted(map(_canonical, value)))}}}"
    if isinstance(value, dict):
        return f"{kind}{{{','.join(sorted(f'{_canonical(k)}:{_canonical(v)}' for k, v in value.items()))}}}"
    if isinstance(value, int | float):
        return f"number:{_number(value)}"
    if isinstance(value, _PLAIN):
        return f"{kind}:{value!r}"
    raise TypeError(kind)


def _number(value: float) -> str:
    """The same text for 1, 1.0 and True. Raises TypeError for NaN: no assertion about it holds."""
    if str(value) == "nan":
        raise TypeError("nan")
    return repr(int(value) if isinstance(value, bool) or value == value // 1 else value)


def _space(job: Answer, source: str) -> dict[str, Any]:
    """The names that the source defines, in the place of its file that the job says."""
    space: dict[str, Any] = {"__name__": "job", "__builtins__": job["builtins"]}
    exec(compile(job["context"], "<context>", "exec", _ANNOTATIONS, True), space)  # noqa: S102
    code = compile("\n" * (job["line"] - 1) + source, "<function>", "exec", _ANNOTATIONS, True)
    exec(code, space)  # noqa: S102 - the purpose of this program
    return space


def _load(job: Answer, source: str) -> Any:  # noqa: ANN401 - whatever the source defines
    return eval(job["name"], _space(job, source))  # noqa: S307 - a name, or a method of an instance


def _call(function: Any, arguments: str, limit: float) -> Answer:  # noqa: ANN401
    args, kwargs = eval(f"(lambda *a, **k: (a, k))({arguments})", dict(_NAMES))  # noqa: S307 - our own text
    signal.setitimer(signal.ITIMER_VIRTUAL, limit, 0.05)
    try:
        value = function(*args, **kwargs)
        lazy = isinstance(value, _LAZY)
        if lazy:
            value = list(itertools.islice(value, _MAX_ITEMS))
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return _told(value, lazy=lazy)
    except _TooLong:
        return {"error": "timeout"}
    except Exception as error:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return {"error": type(error).__name__, "message": str(error)[:300], "line": _line(error)}
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _told(value: object, *, lazy: bool) -> Answer:
    """A value as an answer; an empty one when it is none that can be written down."""
    try:
        return {"key": _canonical(value), "text": repr(value), "lazy": lazy}
    except Exception:
        return {}


def _line(error: Exception) -> int | None:
    """Where it was raised, if in the function itself: a helper's line would point elsewhere."""
    line, trace = None, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        line = trace.tb_lineno if name == "<function>" else None if name == "<context>" else line
        trace = trace.tb_next
    return line


def _clean(job: Answer) -> tuple[list[Answer], list[Answer]]:
    """Calls that return something plain, the same twice, and calls that raise.

    They are from the groups that tell most, after those of the group that is given.
    """
    function = _load(job, job["source"])
    ranked: list[tuple[int, int, list[Answer]]] = []
    raised: list[Answer] = []
    for group in [job["given"], *job["groups"]]:
        found = _tried(function, group, raised, _PATIENCE if job["lines"] else _HASTE)
        distinct = len({answer["key"] for answer in found})
        ranked.append((-distinct, len(ranked), found))
    pool = [answer for _, _, found in [ranked[0], *sorted(ranked[1:])[:2]] for answer in found]
    again = _load(job, job["source"])
    chosen: dict[str, Answer] = {}
    seen: dict[str, int] = {}
    for answer in pool:
        often = seen.get(answer["key"], 0)
        if answer["arguments"] in chosen or often >= 5:
            continue
        if _call(again, answer["arguments"], _CLEAN_LIMIT).get("key") == answer["key"]:
            chosen[answer["arguments"]] = answer
            seen[answer["key"]] = often + 1
        if len(chosen) >= _CALLS:
            break
    return list(chosen.values()), raised[:_CALLS]


def _add_lines(job: Answer, calls: list[Answer]) -> list[int]:
    """Note with each call the lines that it runs; the lines that there are."""
    function = _load(job, job["source"])
    for call in calls:
        seen: set[int] = set()

        def trace(frame: Any, event: str, _argument: object, seen: set[int] = seen) -> Any:  # noqa: ANN401
            if frame.f_code.co_filename != "<function>":
                return None
            if event == "line":
                seen.add(frame.f_lineno)
            return trace

        sys.settrace(trace)
        _call(function, call["arguments"], _MUTANT_LIMIT)
        sys.settrace(None)
        call["lines"] = sorted(seen)
    return sorted(_code_lines(function.__code__))


def _code_lines(code: types.CodeType) -> set[int]:
    inner = [part for part in code.co_consts if isinstance(part, types.CodeType)]
    own = {line for _, _, line in code.co_lines() if line is not None} - {code.co_firstlineno}
    return own.union(*map(_code_lines, inner))


def _tried(function: Any, group: list[str], raised: list[Answer], most: int) -> list[Answer]:  # noqa: ANN401
    """The calls of a group that return; those that the function itself refuses go to `raised`.

    A group of which more than `most` fail before one returns is given up.
    """
    found: list[Answer] = []
    failed = 0
    for arguments in group:
        answer = _call(function, arguments, _CLEAN_LIMIT)
        if answer.get("error") == "timeout" or (failed > most and not found):
            break
        failed += "key" not in answer
        if answer.get("line"):
            raised.append({"arguments": arguments, **answer})
        if "key" in answer and len(answer["text"]) <= _MAX_TEXT:
            found.append({"arguments": arguments, **answer})
    return found


def _mutant(job: Answer, source: str, calls: list[Answer]) -> list[Answer | None] | None:
    """What each call gives instead; None for a call that gives the same, None for a hopeless mutant."""
    try:
        function = _load(job, source)
    except Exception:
        return None
    answers: list[Answer | None] = []
    for call in calls:
        answer = _call(function, call["arguments"], _MUTANT_LIMIT)
        if "key" in answer and answer["lazy"] != call["lazy"]:
            answer = {}  # what the assertion shows is not what it would get
        answers.append(None if answer.get("key") == call["key"] else answer)
        if answer.get("error") == "timeout":
            break
    return answers + [None] * (len(calls) - len(answers))


class _Raises:
    """What stands for `pytest.raises`: there is no pytest here."""

    def __init__(self, kind: type[Exception], match: str = "") -> None:
        self._kind, self._match = kind, match

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if kind is None:
            raise AssertionError("did not raise")
        return issubclass(kind, self._kind) and re.search(self._match, str(error)) is not None


def _parametrize(names: Any, rows: Any) -> Any:  # noqa: ANN401 - as pytest takes them
    """What stands for `pytest.mark.parametrize`: it notes the rows."""
    one = isinstance(names, str) and "," not in names

    def note(function: Any) -> Any:  # noqa: ANN401
        function.rows = [(row,) if one else tuple(row) for row in rows]
        return function

    return note


_PYTEST = types.SimpleNamespace(raises=_Raises, mark=types.SimpleNamespace(parametrize=_parametrize))


def _trial(job: Answer, source: str, test: str) -> str | None:
    """The name of the error with which a test fails on a text of the function, or None."""
    signal.setitimer(signal.ITIMER_VIRTUAL, _TEST_LIMIT, 0.05)
    try:
        space = _space(job, source)
        tests: dict[str, Any] = {"pytest": _PYTEST}
        exec(compile(test, "<test>", "exec", _ANNOTATIONS, True), space, tests)  # noqa: S102
        space |= tests
        for name, function in tests.items():
            if name.startswith("test"):
                for row in getattr(function, "rows", [()]):
                    function(*row)
    except _TooLong:
        return "timeout"
    except Exception as error:
        return type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def _work(job: Answer) -> Answer:
    for kind, amount in (
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
    sys.setrecursionlimit(_RECURSION)
    sys.set_int_max_str_digits(2000)
    signal.signal(signal.SIGVTALRM, _stop)
    job["builtins"] = {name: getattr(builtins, name) for name in job["builtins"]}
    job["builtins"] |= {"__import__": __import__, "__build_class__": builtins.__build_class__}
    if "tests" in job:
        sources = [job["source"], *job["mutants"]]
        return {"trials": [[_trial(job, source, test) for source in sources] for test in job["tests"]]}
    calls, raised = _clean(job)
    enough = len({call["key"] for call in calls}) >= job["distinct"]
    return {
        "calls": calls,
        "raised": raised,
        "lines": _add_lines(job, calls) if enough and job["lines"] else [],
        "mutants": [_mutant(job, m, calls) for m in job["mutants"]] if enough else [],
    }


def _isolated(job: Answer) -> str:
    """The answer of a fork, or "" when it crashed or took too long."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        status = 1
        # Whatever happens here must not come back into the loop of the parent.
        with contextlib.suppress(BaseException):
            answer = json.dumps(_work(job)).encode()
            while answer:
                answer = answer[os.write(writer, answer) :]
            status = 0
        os._exit(status)
    os.close(writer)
    parts = []
    while select.select([reader], [], [], _WALL_SECONDS)[0]:
        part = os.read(reader, 1 << 16)
        if not part:
            break
        parts.append(part)
    os.close(reader)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    text = b"".join(parts).decode()
    return text if status == 0 or text.endswith("]}") else ""


def _no_network() -> None:
    """A network of our own, which has no way out; where that is not allowed, purity has to do."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(0x40000000) != 0:
            libc.unshare(0x10000000 | 0x40000000)


def main() -> None:
    """Answer jobs until the input ends."""
    _no_network()
    for line in sys.stdin:
        print(_isolated(json.loads(line)) or "{}", flush=True)


if __name__ == "__main__":
    main()
