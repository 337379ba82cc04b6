"""Changes that often answer what a checker or the parser says: the model compares them, that proves them."""
