"""Vectors of f16 on machines without instructions for them, as vectors of i16 with the same bits.

    v2 = bxor v0, v1                   ->   v2 = bxor.i16x8 v0, v1
    v3 = splat.f16x8 v9                ->   v10 = bitcast.i16 v9;  v3 = splat.i16x8 v10
    v4 = fneg v0                       ->   v4 = bxor.i16x8 v0, <0x8000 ...>
    v5 = fadd v0, v1                   ->   lower and upper half, each as f32x4:  fadd, rounded to f16

A lane in f32 is made of integer operations and one exact product:

    f16   s eeeee mmmmmmmmmm         bits << 13, without the sign: exponent and digits are where f32 has
    f32   s eeeeeeee mmmmm...        them, so the number is 2**-112 times what it should be, a subnormal one
                                     too: times 2**112. Exponent 31 (infinity, NaN) becomes 255.

Back, three cases are computed and the right one is chosen:

    normal      add 0xFFF and the last digit that stays, so that a carry rounds to nearest, ties to even;
                the exponent less 112; everything from 2**16 on is infinity
    subnormal   the sum with 0.5, whose last digit is worth 2**-24, the least f16: the processor rounds, and
                the digits of the sum are the result
    NaN         the top digits, made quiet

Doing arithmetic in f32 and rounding again is right for the reason in `floats.py`. `fma` is done in f64: there
a product of two f16 is exact, and so is the sum wherever its last digits decide. On the way back it is
*rounded to odd* (what is dropped and is not zero sets the last digit that stays), after which rounding a
second time gives what rounding once gives.

All vectors have 128 bits when this begins (narrow_vectors.py); of those that were shorter only the lower half
is computed. Source: S. Boldo, G. Melquiond, "When double rounding is odd", IMACS 2005.
"""

from typing import Final

from mypy_extensions import i32, i64

from ...ir.entities import MEM_DEFAULT, MEM_LITTLE
from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.opcodes_gen import (
    CC_SGT,
    CC_SLT,
    OP_BAND,
    OP_BITSELECT,
    OP_BOR,
    OP_BXOR,
    OP_CEIL,
    OP_EXTRACTLANE,
    OP_FABS,
    OP_FADD,
    OP_FCMP,
    OP_FCOPYSIGN,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT_SAT,
    OP_FDIV,
    OP_FLOOR,
    OP_FMA,
    OP_FMAX,
    OP_FMIN,
    OP_FMUL,
    OP_FNEG,
    OP_FSUB,
    OP_FVDEMOTE,
    OP_FVPROMOTE_LOW,
    OP_IADD,
    OP_ICMP,
    OP_INSERTLANE,
    OP_ISHL,
    OP_ISUB,
    OP_NEAREST,
    OP_SCALAR_TO_VECTOR,
    OP_SHUFFLE,
    OP_SMIN,
    OP_SNARROW,
    OP_SPLAT,
    OP_SQRT,
    OP_SSHR,
    OP_SWIDEN_HIGH,
    OP_SWIDEN_LOW,
    OP_TRUNC,
    OP_UNARROW,
    OP_USHR,
    OP_UWIDEN_HIGH,
    OP_UWIDEN_LOW,
    OP_VCONST,
    OP_X86_CVTT2DQ,
)
from ...ir.types import (
    F16,
    F32X4,
    F64X2,
    I8X16,
    I16,
    I16X8,
    I32,
    I32X4,
    I64X2,
    is_vector,
    lane_bits,
    type_bits,
)
from ..limits import instruction_text
from .emitter import Emitter

F16X8: Final = F16 | 3 << 4
_LITTLE: Final = MEM_DEFAULT | MEM_LITTLE

_ARITHMETIC: Final = frozenset(
    (OP_FADD, OP_FSUB, OP_FMUL, OP_FDIV, OP_FMIN, OP_FMAX)
    + (OP_SQRT, OP_CEIL, OP_FLOOR, OP_TRUNC, OP_NEAREST, OP_FMA)
)
_TO_INTEGER: Final = frozenset((OP_FCVT_TO_SINT_SAT, OP_FCVT_TO_UINT_SAT))
_FROM_INTEGER: Final = frozenset((OP_FCVT_FROM_SINT, OP_FCVT_FROM_UINT))
#: The bytes of the upper half twice; the lower halves of two vectors.
_UPPER: Final = bytes((8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15))
_LOWER_HALVES: Final = bytes((0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23))


def short_instructions(func: Function) -> set[int]:
    """The instructions on vectors of at most 64 bits."""
    found: set[int] = set()
    inst: i64 = 0
    count: i64 = len(func.op)
    while inst < count:
        ty = i64(func.ty[inst])
        if is_vector(ty) and type_bits(ty) <= 64:
            found.add(int(inst))
        inst += 1
    return found


class HalfVectors:
    """Rewrites one function."""

    def __init__(self, func: Function, emit: Emitter, short: set[int], target: str) -> None:
        self.func: Function = func
        self.emit: Emitter = emit
        self.short: set[int] = short
        """What had vectors of at most 64 bits (`short_instructions`)."""
        self.target: str = target

    def run(self) -> None:
        """Rewrite all blocks. Operands are resolved, and are to be resolved again afterwards."""
        func = self.func
        self._refuse()
        value: i64 = 0
        count: i64 = len(func.value_type)
        while value < count:
            if func.value_type[value] == F16X8:
                func.value_type[value] = i32(I16X8)
            value += 1
        block = func.first_block
        while block >= 0:
            self.emit.enter_block()
            inst = i64(func.block_first[block])
            while inst >= 0:
                following = i64(func.inst_next[inst])
                self.emit.inst = inst
                self._rewrite(inst)
                inst = following
            block = i64(func.block_next[block])

    def _refuse(self) -> None:
        """Raise `UnsupportedError` for conversions between lanes of other sizes than 16 bits, while the types
        are those of the program."""
        func = self.func
        block = func.first_block
        while block >= 0:
            inst = i64(func.block_first[block])
            while inst >= 0:
                op = int(func.op[inst])
                ty = i64(func.ty[inst])
                if (op in _TO_INTEGER or op == OP_X86_CVTT2DQ) and self._operand_type(inst) == F16X8:
                    if ty != I16X8 or op == OP_X86_CVTT2DQ:
                        self._unsupported(inst)
                elif op in _FROM_INTEGER and ty == F16X8 and self._operand_type(inst) != I16X8:
                    self._unsupported(inst)
                inst = i64(func.inst_next[inst])
            block = i64(func.block_next[block])

    def _operand_type(self, inst: i64) -> i64:
        return self.emit.type_of(self.func.arg(inst, 0))

    def _unsupported(self, inst: i64) -> None:
        self.emit.inst = inst
        raise UnsupportedError(f"{instruction_text(self.func, inst)} is not supported on {self.target}")

    def _rewrite(self, inst: i64) -> None:
        func = self.func
        op = i64(func.op[inst])
        if i64(func.ty[inst]) != F16X8:
            if int(op) in _TO_INTEGER and self._operand_type(inst) == I16X8:
                self._replace(inst, self._to_integers(inst, op))
            return
        func.ty[inst] = i32(I16X8)
        if int(op) in _ARITHMETIC:
            self._replace(inst, self._in_singles(inst, op))
        elif int(op) in _FROM_INTEGER:
            self._replace(inst, self._from_integers(inst, op))
        elif op == OP_FCMP:
            self._replace(inst, self._compared(inst))
        elif op == OP_FNEG or op == OP_FABS or op == OP_FCOPYSIGN:
            self._replace(inst, self._signed(inst, op))
        elif op == OP_SPLAT or op == OP_SCALAR_TO_VECTOR:
            self._set_arg(inst, 0, self._cast(I16, func.arg(inst, 0)))
        elif op == OP_INSERTLANE:
            self._set_arg(inst, 1, self._cast(I16, func.arg(inst, 1)))
        elif op == OP_EXTRACTLANE:
            lane = self.emit.plain(OP_EXTRACTLANE, I16X8, I16, func.imm[inst], func.arg(inst, 0), -1, -1)
            self._replace(inst, self._cast(F16, lane))

    def _set_arg(self, inst: i64, at: i64, value: i64) -> None:
        self.func.pool[i64(self.func.arg_start[inst]) + at] = i32(value)

    def _replace(self, inst: i64, value: i64) -> None:
        self.func.replace_value(self.func.result(inst), value)
        self.func.remove_inst(inst)

    # --- pieces ---------------------------------------------------------------------------

    def _cast(self, ty: i64, value: i64) -> i64:
        """The same bits as another type."""
        return self.emit.bitcast(ty, _LITTLE, value)

    def _all(self, ty: i64, lane: int) -> i64:
        """A number in all lanes of an integer vector."""
        size = int(lane_bits(ty)) >> 3
        row = self.func.constant(lane.to_bytes(size, "little") * (16 // size))
        return self.emit.plain(OP_VCONST, ty, ty, row, -1, -1, -1)

    def _lanes(self, op: i64, ty: i64, x: i64, y: i64) -> i64:
        """A binary opcode on lanes."""
        return self.emit.plain(op, ty, ty, 0, x, y, -1)

    def _with(self, op: i64, x: i64, lane: int) -> i64:
        """A binary opcode on lanes and a constant."""
        ty = self.emit.type_of(x)
        return self._lanes(op, ty, x, self._all(ty, lane))

    def _shift(self, op: i64, x: i64, amount: i64) -> i64:
        return self._lanes(op, self.emit.type_of(x), x, self.emit.const(I32, amount))

    def _compare(self, cc: i64, x: i64, lane: int) -> i64:
        """`icmp` with a constant, of i32x4."""
        return self.emit.plain(OP_ICMP, I32X4, I32X4, cc, x, self._all(I32X4, lane), -1)

    def _shuffle(self, x: i64, y: i64, mask: bytes) -> i64:
        """`shuffle` of f32x4."""
        x = self._cast(I8X16, x)
        y = self._cast(I8X16, y)
        row = self.func.constant(mask)
        return self._cast(F32X4, self.emit.plain(OP_SHUFFLE, I8X16, I8X16, row, x, y, -1))

    def _single(self, x: i64, upper: bool) -> i64:
        """Half of the lanes of f16, as f32x4."""
        op: i64 = OP_SWIDEN_HIGH if upper else OP_SWIDEN_LOW
        bits = self.emit.plain(op, I16X8, I32X4, 0, x, -1, -1)
        moved = self._with(OP_BAND, self._shift(OP_ISHL, bits, 13), 0x0FFF_E000)
        scaled = self._lanes(
            OP_FMUL, F32X4, self._cast(F32X4, moved), self._cast(F32X4, self._all(I32X4, 0x7780_0000))
        )
        special = self._with(OP_BAND, self._compare(CC_SGT, moved, 0x0F7F_FFFF), 0x7F80_0000)
        whole = self._lanes(OP_BOR, I32X4, self._cast(I32X4, scaled), special)
        sign = self._with(OP_BAND, bits, 0x8000_0000)
        return self._cast(F32X4, self._lanes(OP_BOR, I32X4, whole, sign))

    def _rounded(self, x: i64) -> i64:
        """f32x4 rounded to f16, as i32x4 that are extended by their signs."""
        bits = self._cast(I32X4, x)
        sign = self._with(OP_BAND, bits, 0x8000_0000)
        size = self._lanes(OP_BXOR, I32X4, bits, sign)
        last = self._with(OP_BAND, self._shift(OP_USHR, size, 13), 1)
        normal = self._with(OP_IADD, self._lanes(OP_IADD, I32X4, size, last), 0xC800_0FFF)
        normal = self._with(OP_SMIN, self._shift(OP_USHR, normal, 13), 0x7C00)
        sum_ = self._lanes(
            OP_FADD, F32X4, self._cast(F32X4, size), self._cast(F32X4, self._all(I32X4, 0x3F00_0000))
        )
        least = self._with(OP_ISUB, self._cast(I32X4, sum_), 0x3F00_0000)
        is_least = self._compare(CC_SLT, size, 0x3880_0000)
        found = self.emit.plain(OP_BITSELECT, I32X4, I32X4, 0, is_least, least, normal)
        digits = self._with(OP_BOR, self._with(OP_BAND, self._shift(OP_USHR, size, 13), 0x3FF), 0x200)
        nan = self._lanes(OP_BAND, I32X4, self._compare(CC_SGT, size, 0x7F80_0000), digits)
        found = self._lanes(OP_BOR, I32X4, found, nan)
        return self._lanes(OP_BOR, I32X4, found, self._shift(OP_SSHR, sign, 16))

    def _double(self, x: i64, upper: bool) -> i64:
        """Half of the lanes of f32x4, as f64x2."""
        if upper:
            x = self._shuffle(x, x, _UPPER)
        return self.emit.plain(OP_FVPROMOTE_LOW, F64X2, F64X2, 0, x, -1, -1)

    def _rounded_to_odd(self, x: i64) -> i64:
        """f64x2 in the lower lanes of f32x4."""
        bits = self._cast(I64X2, x)
        dropped = self._with(OP_IADD, self._with(OP_BAND, bits, 0x1FFF_FFFF), 0x1FFF_FFFF)
        odd = self._lanes(OP_BOR, I64X2, bits, dropped)
        kept = self._cast(F64X2, self._with(OP_BAND, odd, 0xFFFF_FFFF_E000_0000))
        return self.emit.plain(OP_FVDEMOTE, F64X2, F32X4, 0, kept, -1, -1)

    def _packed(self, op: i64, halves: list[i64]) -> i64:
        """Two vectors of i32x4 as one of i16x8."""
        upper = halves[-1]
        return self.emit.plain(op, I32X4, I16X8, 0, halves[0], upper, -1)

    def _halves(self, inst: i64) -> list[bool]:
        """Whether it is the upper one, of each half that is computed."""
        return [False] if int(inst) in self.short else [False, True]

    def _operands(self, inst: i64, upper: bool) -> list[i64]:
        """Half of each operand in f32, operands that are the same once."""
        func = self.func
        known: dict[int, i64] = {}
        operands: list[i64] = []
        i: i64 = 0
        while i < i64(func.arg_count[inst]):
            value = func.arg(inst, i)
            if int(value) not in known:
                known[int(value)] = self._single(value, upper)
            operands.append(known[int(value)])
            i += 1
        return operands

    # --- instructions ---------------------------------------------------------------------

    def _in_singles(self, inst: i64, op: i64) -> i64:
        """Arithmetic."""
        halves: list[i64] = []
        for upper in self._halves(inst):
            operands = self._operands(inst, upper)
            if op == OP_FMA:
                low = self._multiplied(operands, False)
                result = self._shuffle(low, self._multiplied(operands, True), _LOWER_HALVES)
            else:
                second: i64 = -1
                if len(operands) > 1:
                    second = operands[1]
                result = self._lanes(op, F32X4, operands[0], second)
            halves.append(self._rounded(result))
        return self._packed(OP_SNARROW, halves)

    def _multiplied(self, operands: list[i64], upper: bool) -> i64:
        """`fma` of two lanes, in the lower lanes of f32x4."""
        x = self._double(operands[0], upper)
        y = self._double(operands[1], upper)
        z = self._double(operands[2], upper)
        return self._rounded_to_odd(self._lanes(OP_FADD, F64X2, self._lanes(OP_FMUL, F64X2, x, y), z))

    def _compared(self, inst: i64) -> i64:
        """`fcmp`, i16x8."""
        halves: list[i64] = []
        for upper in self._halves(inst):
            operands = self._operands(inst, upper)
            cc = self.func.imm[inst]
            halves.append(self.emit.plain(OP_FCMP, F32X4, I32X4, cc, operands[0], operands[1], -1))
        return self._packed(OP_SNARROW, halves)

    def _to_integers(self, inst: i64, op: i64) -> i64:
        """Saturating conversions: i32 holds all numbers that there are, and narrowing saturates."""
        halves: list[i64] = []
        for upper in self._halves(inst):
            x = self._single(self.func.arg(inst, 0), upper)
            halves.append(self.emit.plain(OP_FCVT_TO_SINT_SAT, I32X4, I32X4, 0, x, -1, -1))
        narrow: i64 = OP_SNARROW if op == OP_FCVT_TO_SINT_SAT else OP_UNARROW
        return self._packed(narrow, halves)

    def _from_integers(self, inst: i64, op: i64) -> i64:
        """f32 holds every i16."""
        halves: list[i64] = []
        signed = op == OP_FCVT_FROM_SINT
        for upper in self._halves(inst):
            widen: i64 = OP_SWIDEN_LOW if signed else OP_UWIDEN_LOW
            if upper:
                widen = OP_SWIDEN_HIGH if signed else OP_UWIDEN_HIGH
            words = self.emit.plain(widen, I16X8, I32X4, 0, self.func.arg(inst, 0), -1, -1)
            single = self.emit.plain(OP_FCVT_FROM_SINT, F32X4, F32X4, 0, words, -1, -1)
            halves.append(self._rounded(single))
        return self._packed(OP_SNARROW, halves)

    def _signed(self, inst: i64, op: i64) -> i64:
        """`fneg`, `fabs` and `fcopysign` change the sign bits."""
        x = self.func.arg(inst, 0)
        if op == OP_FNEG:
            return self._with(OP_BXOR, x, 0x8000)
        if op == OP_FABS:
            return self._with(OP_BAND, x, 0x7FFF)
        mask = self._all(I16X8, 0x8000)
        return self.emit.plain(OP_BITSELECT, I16X8, I16X8, 0, mask, self.func.arg(inst, 1), x)


def replace_half_vectors(func: Function, emit: Emitter, short: set[int], target: str) -> None:
    """Rewrite the vectors of f16 of a function whose operands are resolved and whose vectors have 128 bits.

    Raises `UnsupportedError` for a conversion to or from integers of another size."""
    HalfVectors(func, emit, short, target).run()
