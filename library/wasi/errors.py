"""Which error of WASI preview 1 stands for an error of Linux.

Source: Linux, asm-generic/errno-base.h and errno.h.
"""

from typing import Final

from ...frontend.wasm.wasi_numbers import IO

#: Errors of Linux that are looked at.
LINUX_EINTR: Final = 4
LINUX_ENOTDIR: Final = 20
LINUX_ELOOP: Final = 40

#: WASI's numbers in the order of those of Linux, which begin at 0; `-` is one that WASI has not.
_IN_ORDER: Final = """
    0 63 44 71 27 29 60 1 45 8 12 6 48 2 21 - 10 20 75 43 54 31 28 41 33 59 74 22 51 70 69 34 64 18 68
    16 37 46 52 55 32 - 49 24 - - - - - - - - - - - - - - - - - - - - - - - 47 - - -
    65 36 - 9 61 - - - - - - - - 25 - - - 57 17 35 67 50 66 - 58 - 5 3 4 38 40 39 13 15 42 30 53
    - - 73 14 - 23 7 26 72 - - - - - 19 - - 11 - - - - 62 56
"""


def errno_table() -> bytes:
    """WASI's errors by those of Linux below 256, `IO` for all that it has not."""
    numbers = [IO if word == "-" else int(word) for word in _IN_ORDER.split()]
    return bytes(numbers).ljust(256, bytes([IO]))


ERRNOS: Final = errno_table()
