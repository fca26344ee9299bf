"""Meaning of the opcodes on i128, floats and vectors, shared by the interpreter and constant folding.

A value is the unsigned number of its bits, lane 0 lowest. `compute_wide` finds the function of an
opcode by name; most work lane by lane with the integer formulas of `big.py` and the float
arithmetic of `floats`:

    iadd.i32x4 x, y     ->  [binary("iadd", 32, a, b) for lanes a of x, b of y]
    fadd.f32 x, y       ->  floats.fadd(F32, x, y)

A dynamic vector counts as its base vector: its scale is one here, as it is on machines with
128-bit vectors. Refused by name: `stack_switch`, which needs a machine.
"""

from collections.abc import Callable
from typing import Final

from ..errors import UnsupportedError
from ..function import Function
from ..opcodes import FLOATCC, INTCC, OPS, TRAP_CODES
from ..types import (
    I8X16,
    is_vector,
    lane_bits,
    lane_count,
    lane_type,
    type_bits,
)
from . import floats
from .big import (
    binary,
    compare,
    division_trap,
    is_binary,
    is_unary,
    overflow,
    signed,
    unary,
    unsigned,
)


class WideTrap(Exception):
    """The instruction traps."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.code = TRAP_CODES[name]


# Widths as `int`: a local that holds an `i64` would make compiled code compute in 64 bits.


def lane_width(ty: int) -> int:
    """Bits of a lane."""
    return int(lane_bits(ty))


def total_width(ty: int) -> int:
    """Bits of a value."""
    return int(type_bits(ty))


def count_lanes(ty: int) -> int:
    """Number of lanes."""
    return int(lane_count(ty))


class WideOp:
    """One instruction with its operand values."""

    def __init__(
        self, func: Function, inst: int, types: list[int], args: list[int], results: list[int]
    ) -> None:
        self.func = func
        self.name = OPS[func.op[inst]].name
        self.ty = int(func.ty[inst])
        """Controlling type."""
        self.imm = int(func.imm[inst])
        self.types = types
        self.args = args
        self.results = results
        """Result types."""


def lanes(ty: int, bits: int) -> list[int]:
    """The lanes of a value, lane 0 first; a scalar is one lane."""
    width = lane_width(ty)
    mask = (1 << width) - 1
    return [bits >> width * index & mask for index in range(count_lanes(ty))]


def join(ty: int, values: list[int]) -> int:
    """A value of type `ty` out of its lanes."""
    width = lane_width(ty)
    result = 0
    for index, value in enumerate(values):
        result |= value << width * index
    return result


def compute_wide(
    func: Function, inst: int, types: list[int], args: list[int], results: list[int]
) -> list[int]:
    """Results of an instruction on operands of these types and values.

    Raises `WideTrap`, or `UnsupportedError` naming what is not supported."""
    op = WideOp(func, inst, types, args, results)
    function = _FUNCTIONS.get(op.name)
    if function is not None:
        return function(op)
    if is_unary(op.name):
        return [join(op.ty, [unary(op.name, lane_width(op.ty), x) for x in lanes(op.ty, args[0])])]
    if is_binary(op.name):
        return [_binary(op)]
    if floats.is_float_function(op.name):
        return [_float_lanes(op)]
    raise UnsupportedError(f"the interpreter does not support {op.name}")


def has_open_nan(name: str, ty: int, bits: int) -> bool:
    """Whether a result of type `ty` holds a NaN that arithmetic made.

    Which NaN that is, by sign and payload, is not part of an opcode's meaning: machines give others
    than `floats` does. A NaN that is only moved, or whose sign bit is set, keeps its bits everywhere."""
    if name not in _NAN_MAKERS and (name in _NAN_KEEPERS or not floats.is_float_function(name)):
        return False
    lane = int(lane_type(ty))
    return any(floats.is_nan(lane, value) for value in lanes(ty, bits))


# --- integers ---------------------------------------------------------------------------------


def _binary(op: WideOp) -> int:
    x, y = op.args
    width = lane_width(op.ty)
    if op.name in ("band", "bor", "bxor"):
        return binary(op.name, total_width(op.ty), x, y)
    if op.name in ("ishl", "ushr", "sshr", "rotl", "rotr"):  # one amount for all lanes
        return join(op.ty, [binary(op.name, width, lane, y) for lane in lanes(op.ty, x)])
    trap = division_trap(op.name, width, x, y)
    if trap:
        raise WideTrap(trap)
    pairs = zip(lanes(op.ty, x), lanes(op.ty, y), strict=True)
    return join(op.ty, [binary(op.name, width, a, b) for a, b in pairs])


def _bnot(op: WideOp) -> list[int]:
    return [unary("bnot", total_width(op.ty), op.args[0])]


def _overflow(op: WideOp) -> list[int]:
    carry = int(op.args[2] != 0) if len(op.args) > 2 else 0
    return list(overflow(op.name, lane_width(op.ty), op.args[0], op.args[1], carry))


def _truth(op: WideOp, outcomes: list[bool]) -> list[int]:
    """A comparison result: 1 or 0 for scalars, all ones or zero per lane."""
    if not is_vector(op.ty):
        return [int(outcomes[0])]
    ones = (1 << lane_width(op.ty)) - 1
    return [join(op.ty, [ones if outcome else 0 for outcome in outcomes])]


def _icmp(op: WideOp) -> list[int]:
    pairs = zip(lanes(op.ty, op.args[0]), lanes(op.ty, op.args[1]), strict=True)
    return _truth(op, [compare(INTCC[op.imm], lane_width(op.ty), a, b) for a, b in pairs])


def _extend(op: WideOp) -> list[int]:
    x = op.args[0]
    if op.name == "sextend":
        x = signed(lane_width(op.types[0]), x)
    return [unsigned(total_width(op.ty), x)]  # ireduce drops bits, uextend adds none


def _bmask(op: WideOp) -> list[int]:
    return [(1 << total_width(op.ty)) - 1 if op.args[0] else 0]


def _isplit(op: WideOp) -> list[int]:
    half = total_width(op.ty) // 2
    return [unsigned(half, op.args[0]), op.args[0] >> half]


def _iconcat(op: WideOp) -> list[int]:
    return [op.args[1] << total_width(op.ty) | op.args[0]]


# --- selection, constants, bits -----------------------------------------------------------------


def _select(op: WideOp) -> list[int]:
    return [op.args[1] if op.args[0] else op.args[2]]


def _bitselect(op: WideOp) -> list[int]:
    c, x, y = op.args
    return [(c & x) | (~c & y)]


def _blendv(op: WideOp) -> list[int]:
    top = lane_width(op.ty) - 1
    rows = zip(*(lanes(op.ty, value) for value in op.args), strict=True)
    return [join(op.ty, [x if c >> top else y for c, x, y in rows])]


def _constant(op: WideOp) -> list[int]:
    return [int.from_bytes(op.func.constants[op.imm], "little")]


def _bitcast(op: WideOp) -> list[int]:
    return [op.args[0]]


# --- floats -------------------------------------------------------------------------------------


def _float_lanes(op: WideOp) -> int:
    """An opcode that applies a float function to each lane."""
    function = floats.float_function(op.name)
    lane = int(lane_type(op.ty))
    rows = zip(*(lanes(op.ty, value) for value in op.args), strict=True)
    return join(op.ty, [function(lane, *row) for row in rows])


def _fcmp(op: WideOp) -> list[int]:
    pairs = zip(lanes(op.ty, op.args[0]), lanes(op.ty, op.args[1]), strict=True)
    return _truth(op, [floats.fcmp(FLOATCC[op.imm], lane_type(op.ty), a, b) for a, b in pairs])


def _convert_float(op: WideOp) -> list[int]:
    return [floats.convert(op.types[0], op.ty, op.args[0])]


def _fvdemote(op: WideOp) -> list[int]:
    source, target = int(lane_type(op.types[0])), int(lane_type(op.results[0]))
    return [join(op.results[0], [floats.convert(source, target, x) for x in lanes(op.types[0], op.args[0])])]


def _fvpromote_low(op: WideOp) -> list[int]:
    source, target = int(lane_type(op.types[0])), int(lane_type(op.results[0]))
    low = lanes(op.types[0], op.args[0])[:2]
    return [join(op.results[0], [floats.convert(source, target, x) for x in low])]


def _range(op: WideOp) -> tuple[int, int]:
    """Least and greatest number of the integer lanes of the result."""
    width = lane_width(op.ty)
    if "uint" in op.name:
        return 0, (1 << width) - 1
    return -(1 << (width - 1)), (1 << (width - 1)) - 1


def _to_int(op: WideOp) -> list[int]:
    value = floats.to_int(op.types[0], op.args[0])
    if value is None:
        raise WideTrap("bad_toint")
    low, high = _range(op)
    if not low <= value <= high:
        raise WideTrap("int_ovf")
    return [unsigned(lane_width(op.ty), value)]


def _to_int_sat(op: WideOp) -> list[int]:
    low, high = _range(op)
    values = [floats.to_int(lane_type(op.types[0]), x) for x in lanes(op.types[0], op.args[0])]
    clamped = [0 if value is None else max(low, min(high, value)) for value in values]
    return [join(op.ty, [unsigned(lane_width(op.ty), value) for value in clamped])]


def _cvtt2dq(op: WideOp) -> list[int]:
    low, high = _range(op)
    values = [floats.to_int(lane_type(op.types[0]), x) for x in lanes(op.types[0], op.args[0])]
    kept = [low if value is None or not low <= value <= high else value for value in values]
    return [join(op.ty, [unsigned(lane_width(op.ty), value) for value in kept])]


def _from_int(op: WideOp) -> list[int]:
    source, width = op.types[0], lane_width(op.types[0])
    values = lanes(source, op.args[0])
    if op.name == "fcvt_from_sint":
        values = [signed(width, value) for value in values]
    return [join(op.ty, [floats.from_int(lane_type(op.ty), value) for value in values])]


# --- vectors ------------------------------------------------------------------------------------


def _splat(op: WideOp) -> list[int]:
    return [join(op.ty, [op.args[0]] * count_lanes(op.ty))]


def _insertlane(op: WideOp) -> list[int]:
    values = lanes(op.ty, op.args[0])
    values[op.imm] = op.args[1]
    return [join(op.ty, values)]


def _extractlane(op: WideOp) -> list[int]:
    return [lanes(op.ty, op.args[0])[op.imm]]


def _extract_vector(op: WideOp) -> list[int]:
    width = total_width(op.results[0])
    if op.imm * width >= total_width(op.ty):
        raise UnsupportedError(f"extract_vector of piece {op.imm}: dynamic vectors have scale one here")
    return [unsigned(width, op.args[0] >> op.imm * width)]


def _swizzle(op: WideOp) -> list[int]:
    x, y = (lanes(ty, value) for ty, value in zip(op.types, op.args, strict=True))
    return [join(op.types[0], [x[index] if index < 16 else 0 for index in y])]


def pshufb(x: int, y: int) -> int:
    """Meaning of `x86_pshufb` and of the library function `X86Pshufb`."""
    table = lanes(I8X16, x)
    return join(I8X16, [0 if index & 128 else table[index & 15] for index in lanes(I8X16, y)])


def _pshufb(op: WideOp) -> list[int]:
    return [pshufb(op.args[0], op.args[1])]


def _shuffle(op: WideOp) -> list[int]:
    both = lanes(op.types[0], op.args[0]) + lanes(op.types[1], op.args[1])
    return [join(op.types[0], [both[index] for index in op.func.constants[op.imm]])]


def _vany_true(op: WideOp) -> list[int]:
    return [int(op.args[0] != 0)]


def _vall_true(op: WideOp) -> list[int]:
    return [int(all(lanes(op.ty, op.args[0])))]


def _vhigh_bits(op: WideOp) -> list[int]:
    source = op.types[0]
    top = lane_width(source) - 1
    bits = sum((lane >> top) << index for index, lane in enumerate(lanes(source, op.args[0])))
    return [unsigned(total_width(op.ty), bits)]


def _pairwise(op: WideOp) -> list[int]:
    values = lanes(op.ty, op.args[0]) + lanes(op.ty, op.args[1])
    width = lane_width(op.ty)
    return [join(op.ty, [unsigned(width, a + b) for a, b in zip(values[::2], values[1::2], strict=True)])]


def _narrow(op: WideOp) -> list[int]:
    width = lane_width(op.ty)
    target = op.results[0]
    half = lane_width(target)
    values = lanes(op.ty, op.args[0]) + lanes(op.ty, op.args[1])
    if op.name != "uunarrow":
        values = [signed(width, value) for value in values]
    low, high = (-(1 << (half - 1)), (1 << (half - 1)) - 1) if op.name == "snarrow" else (0, (1 << half) - 1)
    return [join(target, [unsigned(half, max(low, min(high, value))) for value in values])]


def _widen(op: WideOp) -> list[int]:
    width = lane_width(op.ty)
    target = op.results[0]
    count = count_lanes(target)
    values = lanes(op.ty, op.args[0])
    values = values[count:] if op.name.endswith("high") else values[:count]
    if op.name[0] == "s":
        values = [unsigned(2 * width, signed(width, value)) for value in values]
    return [join(target, values)]


def _pmaddubsw(op: WideOp) -> list[int]:
    x, y = (lanes(ty, value) for ty, value in zip(op.types, op.args, strict=True))
    products = [signed(8, a) * b for a, b in zip(x, y, strict=True)]
    sums = [a + b for a, b in zip(products[::2], products[1::2], strict=True)]
    return [join(op.results[0], [unsigned(16, max(-0x8000, min(0x7FFF, total))) for total in sums])]


#: Float functions that give a NaN operand back, but for the sign bit.
_NAN_KEEPERS: Final = frozenset(("fneg", "fabs", "fcopysign"))
#: What makes NaNs beside the float functions.
_NAN_MAKERS: Final = frozenset(("fpromote", "fdemote", "fvdemote", "fvpromote_low"))

#: What is not covered by the lane-wise integer formulas of `big.py`.
_FUNCTIONS: Final[dict[str, Callable[[WideOp], list[int]]]] = {
    "bnot": _bnot,
    **dict.fromkeys(("uadd_overflow", "sadd_overflow", "usub_overflow", "ssub_overflow"), _overflow),
    **dict.fromkeys(("uadd_overflow_cin", "sadd_overflow_cin"), _overflow),
    **dict.fromkeys(("usub_overflow_bin", "ssub_overflow_bin"), _overflow),
    "icmp": _icmp,
    **dict.fromkeys(("uextend", "sextend", "ireduce"), _extend),
    "bmask": _bmask,
    "isplit": _isplit,
    "iconcat": _iconcat,
    "select": _select,
    "select_spectre_guard": _select,
    "bitselect": _bitselect,
    "blendv": _blendv,
    "vconst": _constant,
    "f128const": _constant,
    "bitcast": _bitcast,
    "fcmp": _fcmp,
    "fpromote": _convert_float,
    "fdemote": _convert_float,
    "fvdemote": _fvdemote,
    "fvpromote_low": _fvpromote_low,
    **dict.fromkeys(("fcvt_to_uint", "fcvt_to_sint"), _to_int),
    **dict.fromkeys(("fcvt_to_uint_sat", "fcvt_to_sint_sat"), _to_int_sat),
    **dict.fromkeys(("fcvt_from_uint", "fcvt_from_sint"), _from_int),
    "x86_cvtt2dq": _cvtt2dq,
    "splat": _splat,
    "scalar_to_vector": _bitcast,
    "insertlane": _insertlane,
    "extractlane": _extractlane,
    "extract_vector": _extract_vector,
    "swizzle": _swizzle,
    "x86_pshufb": _pshufb,
    "shuffle": _shuffle,
    "vany_true": _vany_true,
    "vall_true": _vall_true,
    "vhigh_bits": _vhigh_bits,
    "iadd_pairwise": _pairwise,
    **dict.fromkeys(("snarrow", "unarrow", "uunarrow"), _narrow),
    **dict.fromkeys(("swiden_low", "swiden_high", "uwiden_low", "uwiden_high"), _widen),
    "x86_pmaddubsw": _pmaddubsw,
}
