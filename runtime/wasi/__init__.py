"""WASI preview 1: what a WebAssembly program may ask of its system.

    wasi = Wasi(["prog", "one"], {"LANG": "C"})
    wasi.run(module)                     exit code

Done are arguments, environment, the standard streams, clocks, random numbers, waiting and exit. Functions for
files and sockets exist with their types; a program that calls one stops with an `UnsupportedError` that names
it.
"""

from .system import Wasi, WasiExit

__all__ = ["Wasi", "WasiExit"]
