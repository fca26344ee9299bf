"""Deterministic generator of CLIF functions for the benchmarks."""
