"""Patches as pure functions: the DSL, applying edits to text, unified diffs."""
