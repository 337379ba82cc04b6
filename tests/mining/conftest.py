"""Histories are made by the real git; the fixtures are those of the repository's own tests."""

from __future__ import annotations

from tests.repository.conftest import own_git_configuration, sandbox

__all__ = ["own_git_configuration", "sandbox"]
