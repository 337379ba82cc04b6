"""The Example record and what is done with files of them."""
