"""RV64IMAC for irtool: integers of up to 64 bits, control flow, memory, calls and atomics.

`target.py` has the `Target`, `flags.py` the flags; irtool finds both through the entry point of this package.
"""
