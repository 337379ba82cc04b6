"""Tests for pure functions: calls that tell right from wrong, written down and tried."""
