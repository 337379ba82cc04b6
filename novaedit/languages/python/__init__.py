"""Python: CPython's parser, ruff, mypy and pytest."""
