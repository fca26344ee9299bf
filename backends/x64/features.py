"""Bits of `Target.features` on x86-64, in the order of `flags.FLAGS`."""

from typing import Final

HAS_SSE3: Final = 1
HAS_SSSE3: Final = 2
HAS_SSE41: Final = 4
HAS_SSE42: Final = 8
HAS_CMPXCHG16B: Final = 16
HAS_POPCNT: Final = 32
HAS_LZCNT: Final = 64
HAS_BMI1: Final = 128
HAS_BMI2: Final = 256
HAS_AVX: Final = 512
HAS_AVX2: Final = 1024
HAS_FMA: Final = 2048
#: Not flags of `flags.FLAGS`, but the shared settings `enable_pinned_reg` and `enable_llvm_abi_extensions`.
PINNED_REG: Final = 1 << 30
LLVM_ABI: Final = 1 << 29
