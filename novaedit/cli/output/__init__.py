"""The output formats: one file each, all of them functions from a View to the bytes to print."""
