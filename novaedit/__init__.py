"""NovaEdit: minimal, proven patches for the mistakes that linters, type checkers and tests report."""

__version__ = "0.1.0"
