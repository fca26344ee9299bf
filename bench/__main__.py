"""`python -m irtool.bench`."""
