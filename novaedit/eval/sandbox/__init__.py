"""Running the tests of a case where they can do no harm."""
