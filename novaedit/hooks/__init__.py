"""Hooks that other programs call: thin views of the `fix` command."""
