"""Training: `novaedit train`, readable from top to bottom."""
