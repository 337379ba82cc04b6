"""What the project itself says of its files, in the `.gitattributes` at the top of HEAD's tree."""

from __future__ import annotations

import pygit2
from pygit2.enums import AttrCheck, FileMode

from novaedit.repository.skip import skip_entry

_FLAGS = AttrCheck.INCLUDE_HEAD | AttrCheck.NO_SYSTEM


class Attributes:
    """Which paths are generated, vendored or rewritten by a filter; each is looked up once."""

    def __init__(self, handle: pygit2.Repository) -> None:
        self._handle = handle
        self._known: dict[str, str | None] = {}
        self._any = not handle.head_is_unborn and ".gitattributes" in handle.head.peel(pygit2.Tree)

    def reason(self, path: str) -> str | None:
        """Why a file is not read, or None."""
        if not self._any:
            return None
        if path not in self._known:
            self._known[path] = self._look_up(path)
        return self._known[path]

    def _look_up(self, path: str) -> str | None:
        def attribute(name: str) -> bool | str | None:
            return self._handle.get_attr(path, name, _FLAGS)

        if any(attribute(f"linguist-{what}") in (True, "true") for what in ("vendored", "generated")):
            return "vendored or generated"
        return skip_entry(path, FileMode.BLOB, attribute)
