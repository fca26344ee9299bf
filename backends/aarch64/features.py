"""Bits of `Target.features` on aarch64, in the order of `flags.FLAGS`."""

from typing import Final

HAS_LSE: Final = 1
HAS_PAUTH: Final = 2
HAS_FP16: Final = 4
HAS_DOTPROD: Final = 8
HAS_I8MM: Final = 16
SIGN_RETURN_ADDRESS: Final = 32
SIGN_RETURN_ADDRESS_ALL: Final = 64
SIGN_WITH_BKEY: Final = 128
USE_BTI: Final = 256
USE_CSDB: Final = 512
#: Not a flag of `flags.FLAGS`: the shared setting `enable_pinned_reg`.
PINNED_REG: Final = 1 << 30
