"""Changes that often answer what a type checker says: the model compares them, the checker proves them."""
