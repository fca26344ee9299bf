"""Fields of instructions that constructors work out.

Those that say which type is computed:

    field   what it says                        i32   i64   f16  f32  f64   i8x16  i32x2  f64x2
    sf      64-bit integers                      0     1
    ftype   size of a float                                  3    0    1
    size    log2 of the bytes of a lane          2     3                     0      2
    sz      lanes of f64, not f32                                 0    1                   1
    szn     lanes of f32, not f16                            0    1
    q       vectors of 128 bits, not 64                      0    0    0     1      0      1
    vsize   low bits of log2 of all bytes                    1    2    3     0      3      0
    vq      its bit 2: accesses of 16 bytes                  0    0    0     1      0      1
"""

from mypy_extensions import i64

from ...ir.kinds import Type
from ...ir.types import F16, F64, I64


def sf_of(ty: Type) -> i64:
    """1 for i64, 0 for everything that is done in W registers."""
    return 1 if ty == I64 else 0


def ftype_of(ty: Type) -> i64:
    """0 for f32, 1 for f64, 3 for f16."""
    if ty == F16:
        return 3
    return 1 if ty == F64 else 0


def size_of(ty: Type) -> i64:
    """Log2 of the bytes of a lane, integer or float."""
    lane = ty & 15
    return lane - 1 if lane <= 5 else lane - 5


def sz_of(ty: Type) -> i64:
    """1 for lanes of f64."""
    return 1 if ty & 15 == F64 else 0


def szn_of(ty: Type) -> i64:
    """0 for lanes of f16, 1 for lanes of f32."""
    return 0 if ty & 15 == F16 else 1


def log2_bytes(ty: Type) -> i64:
    """Log2 of the bytes of a value."""
    return size_of(ty) + (ty >> 4)


def q_of(ty: Type) -> i64:
    """1 for vectors of 128 bits."""
    return 1 if log2_bytes(ty) == 4 else 0


def vsize_of(ty: Type) -> i64:
    """0 to 3: log2 of the bytes, 0 for 16 bytes."""
    return log2_bytes(ty) & 3


def vq_of(ty: Type) -> i64:
    """1 for 16 bytes."""
    return log2_bytes(ty) >> 2


def lane_field(ty: Type, lane: i64) -> i64:
    """Field imm5 of a lane: its number above a one that says the lane type."""
    return (2 * lane + 1) << size_of(ty)


def sh12_of(imm: i64) -> i64:
    """Whether an immediate of add and sub (`fits_add_imm`) is shifted by 12."""
    return 1 if imm > 0xFFF else 0


def imm12_of(imm: i64) -> i64:
    """Its 12 bits."""
    return imm >> 12 if imm > 0xFFF else imm
