"""The pipeline: diagnose, propose, gate, choose."""
