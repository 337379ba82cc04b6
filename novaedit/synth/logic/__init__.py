"""Logic bugs shown by a failing example: small pure functions, broken, and run to see what changed."""
