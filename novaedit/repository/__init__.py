"""Everything that touches git: snapshots, changed ranges, writing back."""
