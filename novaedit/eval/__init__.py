"""How good a model is: cases, a sandbox for their tests, metrics, reports."""
