"""C symbols of the library functions that CLIF names (`%CeilF32`, `%Memcpy`, ...).

A function of the module with such a name wins; only undefined names are translated. A name that is
none of these is used as it is.
"""

from typing import Final

C_SYMBOLS: Final = {
    "CeilF32": "ceilf",
    "CeilF64": "ceil",
    "FloorF32": "floorf",
    "FloorF64": "floor",
    "TruncF32": "truncf",
    "TruncF64": "trunc",
    "NearestF32": "nearbyintf",
    "NearestF64": "nearbyint",
    "FmaF32": "fmaf",
    "FmaF64": "fma",
    "Memcpy": "memcpy",
    "Memmove": "memmove",
    "Memset": "memset",
    "Memcmp": "memcmp",
    "ElfTlsGetAddr": "__tls_get_addr",
    "ElfGlobalOffsetTable": "_GLOBAL_OFFSET_TABLE_",
}


def c_symbol(name: str) -> str:
    """The C symbol of an undefined name."""
    return C_SYMBOLS.get(name, name)
