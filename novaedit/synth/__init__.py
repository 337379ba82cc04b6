"""Making training examples by breaking clean code."""
