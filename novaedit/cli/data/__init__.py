"""`novaedit data`: looking at, checking, splitting and packing records."""
