"""Which features this processor has, as the kernel tells every program (`backends/host_features.py`).

Linux passes two words of bits to each process, AT_HWCAP and AT_HWCAP2 of its auxiliary vector; the numbers
are those of the kernel's interface (its documentation: arm64/elf_hwcaps). A bit is set only if the
instructions may be used in programs.
"""

import ctypes
from collections.abc import Callable
from typing import Final

AT_HWCAP: Final = 16
AT_HWCAP2: Final = 26
#: Flag, which word, bit.
_BITS: Final = (
    ("has_lse", AT_HWCAP, 8),
    ("has_pauth", AT_HWCAP, 30),
    ("has_fp16", AT_HWCAP, 10),
    ("has_dotprod", AT_HWCAP, 20),
    ("has_i8mm", AT_HWCAP2, 13),
)


def flags_of(words: dict[int, int]) -> list[str]:
    """The flags that hold, of the two words by their numbers."""
    return [flag for flag, word, bit in _BITS if words[word] >> bit & 1]


def host_flags(run: Callable[[bytes, int], list[int]]) -> list[str]:
    """See `backends/host_features.py`; no code needs to be run."""
    getauxval = ctypes.CDLL(None).getauxval
    getauxval.restype = ctypes.c_ulong
    getauxval.argtypes = [ctypes.c_ulong]
    return flags_of({word: int(getauxval(word)) for word in (AT_HWCAP, AT_HWCAP2)})
