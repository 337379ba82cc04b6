"""Which function prints which format; a format's module is imported only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Literal, cast, get_args

from novaedit.cli.output.view import View

Format = Literal["text", "json", "jsonl", "sarif", "github", "gitlab", "rdjson", "diff"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: Most modules are called like their format; these two would read like the standard library's.
_MODULES = {"json": "json_report", "jsonl": "json_lines"}


def render(name: Format, view: View) -> bytes:
    """What `name` prints for `view`."""
    module = importlib.import_module(f"novaedit.cli.output.{_MODULES.get(name, name)}")
    return cast("Callable[[View], bytes]", module.render)(view)
