"""IR types as small integers.

A type is one `i64` below 512, so a type column is a plain `vec[i64]` and a set of facts about
types is a table indexed by it:

    bits 0-3   lane code: 1-5 = i8 i16 i32 i64 i128, 6-9 = f16 f32 f64 f128
    bits 4-7   log2 of the lane count (0 for a scalar, at most 8)
    bit  8     dynamic vector: the lane count is a multiple known only at run time

    I32            = 3
    I32X4          = 3 | 2 << 4
    lane_type(I32X4) == I32,  lane_count(I32X4) == 4,  type_bits(I32X4) == 128

Integers carry no signedness and there is no boolean, pointer or reference type
(CLIF reference, section "Types"). `INVALID` (0) stands for "no type".
"""

from typing import Final

from mypy_extensions import i64

INVALID: Final = 0
I8: Final = 1
I16: Final = 2
I32: Final = 3
I64: Final = 4
I128: Final = 5
F16: Final = 6
F32: Final = 7
F64: Final = 8
F128: Final = 9

DYNAMIC: Final = 0x100
MAX_TYPE: Final = 0x1FF

_MAX_I64: Final = 0x7FFF_FFFF_FFFF_FFFF

I8X16: Final = I8 | 4 << 4
I16X8: Final = I16 | 3 << 4
I32X4: Final = I32 | 2 << 4
I64X2: Final = I64 | 1 << 4
F32X4: Final = F32 | 2 << 4
F64X2: Final = F64 | 1 << 4

LANE_NAMES: Final[tuple[str, ...]] = ("", "i8", "i16", "i32", "i64", "i128", "f16", "f32", "f64", "f128")
_LANE_BY_NAME: Final = {name: code for code, name in enumerate(LANE_NAMES) if name}


def lane_type(ty: i64) -> i64:
    """The scalar type of one lane; a scalar is its own lane."""
    return ty & 15


def lane_count(ty: i64) -> i64:
    """Number of lanes, 1 for a scalar; the minimum count for a dynamic vector."""
    return 1 << ((ty >> 4) & 15)  # small shift


def lane_bits(ty: i64) -> i64:
    """Width of one lane in bits; 0 for `INVALID`."""
    lane: i64 = ty & 15
    if lane == 0:
        return 0
    if lane > 5:
        return 4 << (lane - 4)  # small shift
    return 4 << lane  # small shift


def type_bits(ty: i64) -> i64:
    """Total width in bits (minimum width for a dynamic vector)."""
    return lane_bits(ty) << ((ty >> 4) & 15)


def type_bytes(ty: i64) -> i64:
    """Size in memory, in bytes."""
    return type_bits(ty) >> 3


def is_int(ty: i64) -> bool:
    """A scalar integer type."""
    return 1 <= ty <= 5


def is_float(ty: i64) -> bool:
    """A scalar floating-point type."""
    return 6 <= ty <= 9


def is_vector(ty: i64) -> bool:
    """A fixed or dynamic vector type."""
    return ty > 15


def is_dynamic(ty: i64) -> bool:
    """A dynamic vector type."""
    return (ty & 256) != 0


def has_int_lanes(ty: i64) -> bool:
    """An integer scalar or a vector of integers."""
    return 1 <= (ty & 15) <= 5


def int_type(bits: i64) -> i64:
    """The scalar integer type of a width; `INVALID` if there is none."""
    if bits == 8:
        return 1
    if bits == 16:
        return 2
    if bits == 32:
        return 3
    if bits == 64:
        return 4
    if bits == 128:
        return 5
    return 0


def vector_type(lane: i64, count_log2: i64) -> i64:
    """The fixed vector of `1 << count_log2` lanes (a scalar for 0)."""
    return lane | (count_log2 << 4)


def truthy_type(ty: i64) -> i64:
    """Result type of a comparison of `ty`: i8 for scalars, same-shape integers for vectors."""
    if ty <= 15:
        return 1
    return int_type(lane_bits(ty)) | (ty & ~15)


def half_width(ty: i64) -> i64:
    """Same lane count, lanes half as wide; `INVALID` if there is no such lane."""
    lane: i64 = ty & 15
    if lane == 1 or lane == 6 or lane == 0:
        return 0
    return ty - 1


def double_width(ty: i64) -> i64:
    """Same lane count, lanes twice as wide; `INVALID` if there is no such lane."""
    lane: i64 = ty & 15
    if lane == 5 or lane == 9 or lane == 0:
        return 0
    return ty + 1


def split_lanes(ty: i64) -> i64:
    """Twice the lanes at half the width; `INVALID` if there is no such type."""
    half: i64 = half_width(ty)
    if half == 0 or ((ty >> 4) & 15) >= 8:
        return 0
    return half + 16


def merge_lanes(ty: i64) -> i64:
    """Half the lanes at twice the width; `INVALID` if there is no such type."""
    double: i64 = double_width(ty)
    if double == 0 or ((ty >> 4) & 15) == 0:
        return 0
    return double - 16


def _shift_left(x: i64, amount: i64) -> i64:
    return x << amount


def bit(number: i64) -> i64:
    """Two to the power of 0..62; use it instead of `1 << number` (`tests/test_hot_code.py` says why)."""
    return _shift_left(1, number)


def int_mask(ty: i64) -> i64:
    """All-ones of a scalar integer type of at most 64 bits, as a (wrapping) `i64`."""
    bits: i64 = lane_bits(ty)
    if bits >= 64:
        return -1
    # Not `(1 << bits) - 1`: mypyc writes that 1 as a 32-bit C `int`, which cannot be shifted that far.
    return _MAX_I64 >> (63 - bits)


def sign_extend(value: i64, ty: i64) -> i64:
    """`value` taken at the width of scalar integer `ty`, sign-extended to 64 bits."""
    bits: i64 = lane_bits(ty)
    if bits >= 64:
        return value
    # No shift pair here: interpreted ints do not drop the bits that leave on the left.
    mask = int_mask(ty)
    sign = (mask >> 1) + 1
    return ((value & mask) ^ sign) - sign


def zero_extend(value: i64, ty: i64) -> i64:
    """`value` taken at the width of scalar integer `ty`, zero-extended to 64 bits."""
    return value & int_mask(ty)


def is_type(ty: int) -> bool:
    """Whether a number is the code of a type: a scalar, or a vector of 2 to 256 lanes."""
    return 0 < ty < 512 and 1 <= (ty & 15) <= 9 and (ty >> 4 & 15) <= 8 and (ty < 256 or ty >> 4 & 15 > 0)


def type_name(ty: i64) -> str:
    """CLIF spelling: `i32`, `f32x4`, `i32x4xN`."""
    code = int(ty)
    name = LANE_NAMES[code & 15]
    if not name:
        return "invalid"
    if code >> 4 & 15:
        name += f"x{1 << (code >> 4 & 15)}"
    return name + "xN" if code & DYNAMIC else name


def parse_type(name: str) -> int:
    """The type spelled `name` (scalars and fixed vectors of 2 to 256 lanes), or `INVALID`."""
    direct = _LANE_BY_NAME.get(name)
    if direct is not None:
        return direct
    lane, _, count = name.rpartition("x")
    code = _LANE_BY_NAME.get(lane)
    if code is None or not count.isdecimal() or count[0] == "0":
        return INVALID
    lanes = int(count)
    if lanes < 2 or lanes > 256 or lanes & (lanes - 1):
        return INVALID
    return code | (lanes.bit_length() - 1) << 4
