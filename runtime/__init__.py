"""Execution of compiled code: in this process, or in an emulated machine.

The modules of this folder stay interpreted: they are not hot (what is hot here is generated machine
code), and `function.py` relies on Python functions that bind as methods, which functions compiled by
mypyc do not.
"""
