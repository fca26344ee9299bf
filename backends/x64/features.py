"""Bits of `Target.features` on x86-64 (`backends/flags.py`)."""

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
HAS_AVX_VNNI: Final = 1 << 12
HAS_AVX512F: Final = 1 << 13
HAS_AVX512VL: Final = 1 << 14
HAS_AVX512DQ: Final = 1 << 15
HAS_AVX512BITALG: Final = 1 << 16
HAS_AVX512VBMI: Final = 1 << 17
HAS_AVX512VNNI: Final = 1 << 18
ENABLE_LLVM_ABI_EXTENSIONS: Final = 1 << 29
ENABLE_PINNED_REG: Final = 1 << 30
#: Models of thread-local variables and of `stack_switch`.
ENABLE_TLS_ELF_GD: Final = 1 << 40
ENABLE_TLS_ELF_LE: Final = 1 << 41
ENABLE_STACK_SWITCH_BASIC: Final = 1 << 42
ENABLE_TLS_MACHO: Final = 1 << 43
