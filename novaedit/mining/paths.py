"""Which paths of a history are worth reading: Python, and written in this project by hand."""

from __future__ import annotations

import re

_PARTS = frozenset(
    [
        *("vendor", "vendored", "_vendor", "vendors", "_vendored_packages", "third_party", "thirdparty"),
        *(
            "extern",
            "externals",
            "external",
            "site-packages",
            "node_modules",
            "bower_components",
            "contrib_src",
        ),
        *("build", "dist", "migrations", "locale", "locales", "_generated", "generated", "_compat_vendor"),
        *("testdata", "fixtures", "snapshots", "cassettes", "py2"),
    ]
)
_NAMES = re.compile(
    r"(?:.*_pb2(?:_grpc)?|six|_version|versioneer|ez_setup|distribute_setup|get-pip|bootstrap|.*\.min"
    r"|.*_generated|lextab|parsetab|.*yacctab|conf)\.py"
)
_TESTS = re.compile(r"(?:^|/)(?:tests?|testing)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest|tests)\.py$")


def is_python(path: str) -> bool:
    """Whether the path is that of a Python module."""
    return path.endswith(".py")


def is_foreign(path: str) -> bool:
    """Whether the path says that the file is vendored, generated or data."""
    *folders, name = path.split("/")
    return not _PARTS.isdisjoint(folders) or _NAMES.fullmatch(name) is not None


def is_test(path: str) -> bool:
    """Whether the path is that of a test."""
    return _TESTS.search(path) is not None
