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
_RECURSION = 300
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


def _load(job: Answer, source: str) -> Any:  # noqa: ANN401 - whatever the source defines
    space: dict[str, Any] = {"__name__": "job", "__builtins__": job["builtins"]}
    exec(compile(job["context"], "<context>", "exec", _ANNOTATIONS, True), space)  # noqa: S102
    code = compile("\n" * (job["line"] - 1) + source, "<function>", "exec", _ANNOTATIONS, True)
    exec(code, space)  # noqa: S102 - the purpose of this program
    return eval(job["name"], space)  # noqa: S307 - a name, or a method of an instance


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


def _clean(job: Answer) -> list[Answer]:
    """Calls that return something plain, the same twice; from the groups that tell most."""
    function = _load(job, job["source"])
    ranked: list[tuple[int, int, list[Answer]]] = []
    for group in job["groups"]:
        found: list[Answer] = []
        failed = 0
        for arguments in group:
            answer = _call(function, arguments, _CLEAN_LIMIT)
            if answer.get("error") == "timeout" or (failed > 3 and not found):
                break
            failed += "key" not in answer
            if "key" in answer and len(answer["text"]) <= _MAX_TEXT:
                found.append({"arguments": arguments, **answer})
        distinct = len({answer["key"] for answer in found})
        ranked.append((-distinct, len(ranked), found))
    pool = [answer for _, _, found in sorted(ranked)[:2] for answer in found]
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
    return list(chosen.values())


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
    calls = _clean(job)
    enough = len({call["key"] for call in calls}) >= job["distinct"]
    return {"calls": calls, "mutants": [_mutant(job, m, calls) for m in job["mutants"]] if enough else []}


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
