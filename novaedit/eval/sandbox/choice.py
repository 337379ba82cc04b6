"""Which sandbox to use."""

from __future__ import annotations

from typing import Literal

from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.sandbox.child import ChildSandbox

SandboxName = Literal["auto", "docker", "process"]


def open_sandbox(name: SandboxName = "auto") -> Sandbox:
    """The sandbox of that name; `auto` takes Docker where an engine answers. Raises ToolError."""
    if name == "process":
        return ChildSandbox()
    from novaedit.eval.sandbox.container import ContainerSandbox, find_engine

    engine = find_engine(must=name == "docker")
    return ChildSandbox() if engine is None else ContainerSandbox(engine)
