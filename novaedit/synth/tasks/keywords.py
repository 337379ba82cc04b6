"""Arguments that say how something well known is done; the words for them are what people ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

from novaedit.synth.module import Module, Splice
from novaedit.synth.tasks.rewriting import flat
from novaedit.synth.tasks.task import Task, Wish


@dataclass(frozen=True, slots=True)
class _Option:
    """An argument of calls whose last name is one of `callees`; any value will do where `value` is None."""

    callees: tuple[str, ...]
    keyword: str
    value: str | None
    wordings: tuple[str, ...]
    good: str

    @property
    def name(self) -> str:
        """Of its task."""
        value = self.value if self.value and self.value.isalnum() and self.value != "True" else None
        parts = filter(None, ("wish", self.callees[0], self.keyword, value))
        return "-".join(parts).lower()

    @property
    def bad(self) -> str:
        """The good call without the argument."""
        tree = ast.parse(self.good)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                node.keywords = [keyword for keyword in node.keywords if keyword.arg != self.keyword]
        return ast.unparse(tree)


def _find(option: _Option, module: Module, _rng: Random) -> Iterator[Wish]:
    for node in module.of(ast.Call):
        if _last_name(node.func) not in option.callees:
            continue
        for keyword in node.keywords:
            value = module.source(keyword.value)
            if keyword.arg != option.keyword or (option.value is not None and value != option.value):
                continue
            if flat(module, keyword) and "`" not in value:
                words = {"value": value} if option.value is None else {}
                yield Wish((_dropped(module, node, keyword),), words)


def _dropped(module: Module, call: ast.Call, keyword: ast.keyword) -> Splice:
    """The argument with the comma before it, or with the one after it where it is the first."""
    parts = sorted([*map(module.span, call.args), *map(module.span, call.keywords)])
    here = module.span(keyword)
    place = parts.index(here)
    if place:
        return Splice(parts[place - 1][1], here[1], "")
    end = parts[1][0] if len(parts) > 1 else here[1]
    return Splice(here[0], end, "")


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _option(callees: str, keyword: str, value: str | None, good: str, *wordings: str) -> _Option:
    return _Option(tuple(callees.split()), keyword, value, wordings, good)


_RUN = "run check_call check_output call Popen"
_OPTIONS = (
    _option(
        "open read_text write_text",
        "encoding",
        None,
        "open(x, encoding='utf-8')",
        "Use the encoding {value}.",
        "Say the encoding: {value}.",
        "Do not rely on the encoding of the machine: it is {value}.",
    ),
    _option(
        "open read_text decode encode",
        "errors",
        None,
        "x.decode('utf-8', errors='replace')",
        "Treat undecodable bytes by {value}.",
        "Do not fail on bad bytes: use {value}.",
    ),
    _option(
        "mkdir makedirs",
        "exist_ok",
        "True",
        "x.mkdir(parents=True, exist_ok=True)",
        "It is no error if the folder exists.",
        "Do not fail when the directory is already there.",
    ),
    _option(
        "mkdir",
        "parents",
        "True",
        "x.mkdir(parents=True)",
        "Create missing parents, too.",
        "Make the parent directories as well.",
    ),
    _option(
        "unlink",
        "missing_ok",
        "True",
        "x.unlink(missing_ok=True)",
        "It is no error if the file is missing.",
        "Do not fail when the file is already gone.",
    ),
    _option(
        "sorted sort",
        "reverse",
        "True",
        "sorted(x, reverse=True)",
        "Sort in descending order.",
        "Largest first.",
        "Turn the order round.",
    ),
    _option("sorted sort", "key", "len", "sorted(x, key=len)", "Sort by length.", "Shortest first."),
    _option(
        "sorted sort min max groupby",
        "key",
        None,
        "sorted(x, key=lambda y: y.z)",
        "Order by `{value}`.",
        "Compare by `{value}`.",
        "Use {value} as the key.",
    ),
    _option(
        "max min next",
        "default",
        None,
        "max(x, default=0)",
        "Give {value} when there is nothing.",
        "Use {value} if there are none.",
    ),
    _option(
        "dumps dump",
        "indent",
        None,
        "json.dumps(x, indent=2)",
        "Indent the output by {value}.",
        "Make the JSON readable, with an indentation of {value}.",
    ),
    _option(
        "dumps dump",
        "sort_keys",
        "True",
        "json.dumps(x, sort_keys=True)",
        "Sort the keys.",
        "The keys must come in order.",
    ),
    _option(
        "dumps dump",
        "ensure_ascii",
        "False",
        "json.dumps(x, ensure_ascii=False)",
        "Do not escape non-ASCII characters.",
        "Keep umlauts and the like as they are.",
    ),
    _option(
        f"{_RUN} get post put delete request urlopen wait join communicate result",
        "timeout",
        None,
        "requests.get(x, timeout=10)",
        "Give up after {value} seconds.",
        "Use a timeout of {value}.",
        "Do not wait longer than {value} seconds.",
    ),
    _option(
        "run",
        "check",
        "True",
        "subprocess.run(x, check=True)",
        "Fail when the command fails.",
        "Raise an error if the command does.",
        "Check the exit code.",
    ),
    _option(
        "run",
        "check",
        "False",
        "subprocess.run(x, check=False)",
        "Say that a failure of the command is no error.",
        "Make check explicit: False.",
    ),
    _option(
        _RUN,
        "text",
        "True",
        "subprocess.run(x, text=True)",
        "Work with text, not bytes.",
        "Decode the output.",
    ),
    _option(
        "run",
        "capture_output",
        "True",
        "subprocess.run(x, capture_output=True)",
        "Capture the output.",
        "Keep what the command prints.",
    ),
    _option(
        _RUN,
        "cwd",
        None,
        "subprocess.run(x, cwd=y)",
        "Run it in {value}.",
        "The working directory is {value}.",
    ),
    _option(
        _RUN,
        "env",
        None,
        "subprocess.run(x, env=y)",
        "Run it with the environment {value}.",
        "Pass {value} as env.",
    ),
    _option(
        "zip", "strict", "True", "zip(x, y, strict=True)", "Both must be equally long.", "Make zip strict."
    ),
    _option(
        "enumerate", "start", None, "enumerate(x, start=1)", "Count from {value}.", "Start with {value}."
    ),
    _option(
        "split rsplit",
        "maxsplit",
        "1",
        "x.split(':', maxsplit=1)",
        "Split only once.",
        "Split at the first one.",
    ),
    _option("split rsplit", "maxsplit", None, "x.split(':', maxsplit=2)", "Split at most {value} times."),
    _option("rmtree", "ignore_errors", "True", "shutil.rmtree(x, ignore_errors=True)", "Ignore errors."),
    _option(
        "print",
        "file",
        "sys.stderr",
        "print(x, file=sys.stderr)",
        "Print to stderr.",
        "That belongs on the error stream.",
    ),
    _option("print", "end", None, "print(x, end='')", "End with {value} instead of a newline."),
    _option("print", "flush", "True", "print(x, flush=True)", "Flush at once.", "Do not buffer it."),
    _option(
        "dataclass define attrs frozen",
        "frozen",
        "True",
        "dataclass(frozen=True)",
        "Make it immutable.",
        "Freeze the dataclass.",
    ),
    _option("dataclass define attrs", "slots", "True", "dataclass(slots=True)", "Use slots."),
    _option(
        "add_argument option argument Option",
        "required",
        "True",
        "p.add_argument('--x', required=True)",
        "Make it required.",
        "The option must be given.",
    ),
    _option(
        "add_argument option Option",
        "default",
        None,
        "p.add_argument('--x', default=3)",
        "The default is {value}.",
        "Let it be {value} if it is not given.",
    ),
    _option(
        "add_argument option argument",
        "type",
        None,
        "p.add_argument('--x', type=int)",
        "Convert it by {value}.",
        "It must be of type {value}.",
    ),
    _option(
        "add_argument option argument Option",
        "help",
        None,
        "p.add_argument('--x', help='an x')",
        "Add the help {value}.",
        "Say in its help: {value}.",
    ),
    _option(
        "getLogger basicConfig setLevel",
        "level",
        None,
        "logging.basicConfig(level=logging.INFO)",
        "Set the level to {value}.",
    ),
    _option(
        "warn",
        "stacklevel",
        None,
        "warnings.warn(x, stacklevel=2)",
        "Point at the caller: stacklevel {value}.",
    ),
    _option(
        "compile search match sub findall fullmatch split",
        "flags",
        None,
        "re.sub('a', 'b', x, flags=re.I)",
        "Use the flags {value}.",
    ),
    _option(
        "sub replace",
        "count",
        None,
        "re.sub('a', 'b', x, count=1)",
        "Replace only {value}.",
        "Replace at most {value}.",
    ),
    _option(
        "field Field attrib ib",
        "default_factory",
        None,
        "field(default_factory=list)",
        "Let it default to a fresh {value}.",
    ),
    _option("field Field", "default", None, "field(default=None)", "Its default is {value}."),
    _option("field Field attrib ib", "repr", "False", "field(repr=False)", "Leave it out of the repr."),
    _option(
        "gather",
        "return_exceptions",
        "True",
        "asyncio.gather(x, y, return_exceptions=True)",
        "Return exceptions instead of raising the first one.",
    ),
    _option(
        "Thread Process Timer",
        "daemon",
        "True",
        "Thread(target=x, daemon=True)",
        "It must not keep the program alive.",
        "Make it a daemon.",
    ),
    _option(
        "NamedTemporaryFile",
        "delete",
        "False",
        "NamedTemporaryFile(delete=False)",
        "Keep the file when it is closed.",
    ),
    _option(
        "mkdtemp mkstemp TemporaryDirectory NamedTemporaryFile",
        "prefix",
        None,
        "mkdtemp(prefix='x-')",
        "Let its name begin with {value}.",
    ),
    _option(
        "mkstemp NamedTemporaryFile",
        "suffix",
        None,
        "mkstemp(suffix='.py')",
        "Let its name end with {value}.",
    ),
)

TASKS = tuple(
    Task(
        option.name,
        "synthetic",
        partial(_find, option),
        f"y = {option.good}\n",
        f"y = {option.bad}\n",
        option.wordings,
        weight=1.5,
        known=True,
    )
    for option in _OPTIONS
)
