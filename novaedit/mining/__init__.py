"""Examples from repositories' histories: what people really mended, and how."""
