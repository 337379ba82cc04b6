"""Examples from what people changed: histories and published collections of fixes."""
