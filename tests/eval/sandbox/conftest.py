"""Both sandboxes; the container's tests are left out, with the reason, where no engine answers."""

from __future__ import annotations

import pytest

from novaedit.errors import ToolError
from novaedit.eval.sandbox.base import Sandbox
from novaedit.eval.sandbox.choice import open_sandbox


@pytest.fixture(scope="session", params=["process", "docker"])
def sandbox(request: pytest.FixtureRequest) -> Sandbox:
    """One sandbox after the other."""
    try:
        return open_sandbox(request.param)
    except ToolError as error:
        pytest.skip(f"{error}; scripts/engine starts one")
