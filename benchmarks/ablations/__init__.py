"""Ablations: short runs that differ in one thing each, to decide how the model is made."""
