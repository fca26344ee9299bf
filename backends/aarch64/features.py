"""Bits of `Target.features` on aarch64 (`backends/flags.py`)."""

from typing import Final

HAS_LSE: Final = 1
HAS_PAUTH: Final = 2
HAS_FP16: Final = 4
HAS_DOTPROD: Final = 8
HAS_I8MM: Final = 16
SIGN_RETURN_ADDRESS: Final = 32
SIGN_RETURN_ADDRESS_ALL: Final = 64
SIGN_RETURN_ADDRESS_WITH_BKEY: Final = 128
USE_BTI: Final = 256
USE_CSDB: Final = 512
#: Changes nothing: result registers suffice without it.
ENABLE_LLVM_ABI_EXTENSIONS: Final = 1 << 29
ENABLE_PINNED_REG: Final = 1 << 30
#: Models of thread-local variables and of `stack_switch`.
ENABLE_TLS_ELF_GD: Final = 1 << 40
ENABLE_TLS_ELF_LE: Final = 1 << 41
ENABLE_STACK_SWITCH_BASIC: Final = 1 << 42
ENABLE_TLS_MACHO: Final = 1 << 43
