"""Vectors shorter than those that a machine computes with, in the low lanes of longer ones.

    v1 = load.i8x8 v0                  v5 = load.i64 v0
                                       v6 = scalar_to_vector.i64x2 v5
                                ->     v1 = bitcast.i8x16 little v6
    v2 = iadd v1, v1                   v2 = iadd v1, v1                      (of type i8x16)
    v3 = vany_true v2                  v7 = band v2, <ones in the low lanes>;  v3 = vany_true v7
    store v2, v0                       v8 = bitcast.i64x2 little v2; v9 = extractlane v8, 0;  store v9, v0

The lanes above mean nothing, as the bits above a narrow integer. Most instructions work lane by lane and
only get another type. Those whose result depends on how many lanes there are, or on where the vector ends,
are in `SPECIAL`. Signatures keep their types, by which `backends/abi.py` places the values.

The length is `Target.vector_bits`; 0 for a machine that has no vectors, or all of them.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i32, i64

from ...ir.entities import MEM_BIG, MEM_DEFAULT, MEM_LITTLE
from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.opcodes_gen import (
    OP_BAND,
    OP_BITCAST,
    OP_BOR,
    OP_EXTRACTLANE,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_IADD_PAIRWISE,
    OP_INSERTLANE,
    OP_LOAD,
    OP_SCALAR_TO_VECTOR,
    OP_SNARROW,
    OP_STORE,
    OP_SWIDEN_HIGH,
    OP_SWIDEN_LOW,
    OP_UNARROW,
    OP_USHR,
    OP_UUNARROW,
    OP_UWIDEN_HIGH,
    OP_UWIDEN_LOW,
    OP_VALL_TRUE,
    OP_VANY_TRUE,
    OP_VCONST,
    OP_VHIGH_BITS,
)
from ...ir.types import (
    F16,
    I16,
    I32,
    MAX_TYPE,
    bit,
    int_type,
    is_float,
    is_vector,
    lane_bits,
    lane_count,
    lane_type,
    type_bits,
    vector_type,
)
from .emitter import Emitter

#: Flags of a `bitcast` that changes the number of lanes.
_LITTLE: Final = MEM_DEFAULT | MEM_LITTLE
#: Beside a bit `1 << ty` for each scalar type: the value is a narrow vector.
NARROW: Final = 16
#: The value is a vector of f16, and the machine has no instructions on such (half_vectors.py).
HALVES: Final = 17

#: What does not work lane by lane.
SPECIAL: Final = frozenset(
    (
        OP_LOAD,
        OP_STORE,
        OP_BITCAST,
        OP_VCONST,
        OP_VANY_TRUE,
        OP_VALL_TRUE,
        OP_VHIGH_BITS,
        OP_SWIDEN_HIGH,
        OP_UWIDEN_HIGH,
        OP_SNARROW,
        OP_UNARROW,
        OP_UUNARROW,
        OP_IADD_PAIRWISE,
        OP_FCVT_FROM_SINT,
        OP_FCVT_FROM_UINT,
    )
)


def facts_of_types(vector_bits: int, has_halves: bool) -> vec[i64]:
    """By value type: a bit `1 << ty` for its lanes, bit `NARROW` for a vector of less than `vector_bits`,
    and, unless the machine has instructions on vectors of f16, bit `HALVES` for one of those."""
    facts: vec[i64] = vec[i64]([0] * (MAX_TYPE + 1))
    ty: i64 = 0
    while ty <= MAX_TYPE:
        found = bit(ty & 15)
        if is_vector(ty) and 0 < type_bits(ty) < vector_bits:
            found |= bit(NARROW)
        if is_vector(ty) and lane_type(ty) == F16 and type_bits(ty) <= vector_bits and not has_halves:
            found |= bit(HALVES)
        facts[ty] = found
        ty += 1
    return facts


#: Of a machine without narrow vectors.
NO_NARROW: Final[vec[i64]] = facts_of_types(0, True)


def merged(ty: i64) -> i64:
    """Half as many lanes, twice as wide, of integers."""
    return ty + 1 - 16


def int_vector(vector_bits: i64, bits: i64) -> i64:
    """The vector of `vector_bits` with integer lanes of `bits`."""
    return widened(vector_bits, vector_type(int_type(bits), 1))


def widened(vector_bits: i64, ty: i64) -> i64:
    """The vector of `vector_bits` with the lanes of `ty`."""
    log2: i64 = 0
    while lane_bits(ty) << log2 < vector_bits:
        log2 += 1
    return vector_type(lane_type(ty), log2)


class NarrowVectors:
    """Rewrites one function."""

    def __init__(self, func: Function, emit: Emitter, vector_bits: i64) -> None:
        self.func: Function = func
        self.emit: Emitter = emit
        self.vector_bits: i64 = vector_bits
        self.old: vec[i32] = vec[i32]()
        """By value: its type before."""
        self.replaced: dict[int, int] = {}
        """By value that took the place of another: the type of that before."""

    def run(self) -> None:
        """Rewrite all blocks. Operands are resolved, and are to be resolved again afterwards."""
        func = self.func
        self._widen_values()
        block = func.first_block
        while block >= 0:
            self.emit.enter_block()
            inst = i64(func.block_first[block])
            while inst >= 0:
                following = i64(func.inst_next[inst])
                self.emit.inst = inst
                ty = i64(func.ty[inst])
                if self.is_narrow(ty):
                    func.ty[inst] = i32(widened(self.vector_bits, ty))
                if int(func.op[inst]) in SPECIAL:
                    self._rewrite(inst, ty)
                inst = following
            block = i64(func.block_next[block])

    def is_narrow(self, ty: i64) -> bool:
        """Whether values of a type are kept in a longer one."""
        return is_vector(ty) and type_bits(ty) < self.vector_bits

    def _widen_values(self) -> None:
        """Give every value of a narrow type the longer one, and remember the old types."""
        func = self.func
        count: i64 = len(func.value_type)
        self.old = vec[i32]([0] * count)
        value: i64 = 0
        while value < count:
            ty = i64(func.value_type[value])
            self.old[value] = i32(ty)
            if self.is_narrow(ty):
                func.value_type[value] = i32(widened(self.vector_bits, ty))
            value += 1

    def _old_type(self, value: i64) -> i64:
        """Type of an operand before: of what is new and replaces nothing it is the one that it has."""
        if value < len(self.old):
            return i64(self.old[value])
        return self.replaced.get(int(value), int(self.emit.type_of(value)))

    def _rewrite(self, inst: i64, ty: i64) -> None:
        """Rewrite a special instruction with the old controlling type `ty`, if it has to do with narrow
        vectors."""
        func = self.func
        op = i64(func.op[inst])
        if op == OP_LOAD or op == OP_VCONST:
            if self.is_narrow(ty):
                self._replace(inst, self._loaded(inst, ty) if op == OP_LOAD else self._constant(inst, ty))
            return
        operand = func.arg(inst, 0)
        before = self._old_type(operand)
        if op == OP_BITCAST:
            if self.is_narrow(ty) or self.is_narrow(before):
                self._replace(inst, self._cast(inst, ty, before, operand))
        elif not self.is_narrow(before):
            return
        elif op == OP_STORE:
            self.emit.store(
                i64(func.flags[inst]), self._scalar(operand, before), func.arg(inst, 1), func.imm[inst]
            )
            func.remove_inst(inst)
        elif op == OP_VANY_TRUE:
            func.pool[i64(func.arg_start[inst])] = i32(self._with_lanes(OP_BAND, operand, before))
        elif op == OP_VALL_TRUE:
            func.pool[i64(func.arg_start[inst])] = i32(self._with_lanes(OP_BOR, operand, before))
        elif op == OP_VHIGH_BITS:
            found = self.emit.plain(op, ty, ty, 0, operand, -1, -1)
            mask = bit(lane_count(before)) - 1
            if lane_count(before) < type_bits(ty):
                found = self.emit.binary(OP_BAND, found, self.emit.const(ty, mask))
            self._replace(inst, found)
        elif op == OP_SWIDEN_HIGH or op == OP_UWIDEN_HIGH:
            low: i64 = OP_SWIDEN_LOW if op == OP_SWIDEN_HIGH else OP_UWIDEN_LOW
            func.op[inst] = i32(low)
            func.pool[i64(func.arg_start[inst])] = i32(self._upper(operand, before))
        elif op == OP_FCVT_FROM_SINT or op == OP_FCVT_FROM_UINT:
            if lane_bits(ty) == 2 * lane_bits(before):
                low = OP_UWIDEN_LOW if op == OP_FCVT_FROM_UINT else OP_SWIDEN_LOW
                whole = self.emit.type_of(operand)
                words = self.emit.plain(low, whole, merged(whole), 0, operand, -1, -1)
                func.pool[i64(func.arg_start[inst])] = i32(words)
        else:
            both = self._combined(operand, func.arg(inst, 1), before)
            func.pool[i64(func.arg_start[inst])] = i32(both)
            func.pool[i64(func.arg_start[inst]) + 1] = i32(both)

    def _replace(self, inst: i64, value: i64) -> None:
        """`value` is the result of an instruction, which goes."""
        self.replaced[int(value)] = int(self.old[self.func.result(inst)])
        self.func.replace_value(self.func.result(inst), value)
        self.func.remove_inst(inst)

    # --- pieces ---------------------------------------------------------------------------

    def _as_lanes(self, value: i64, bits: i64) -> i64:
        """A vector of the machine as one with integer lanes of `bits`."""
        return self.emit.bitcast(int_vector(self.vector_bits, bits), _LITTLE, value)

    def _scalar(self, value: i64, ty: i64) -> i64:
        """The bits of a value that was of the narrow type `ty`, as an integer of its size."""
        bits = type_bits(ty)
        lanes = self._as_lanes(value, bits)
        return self.emit.plain(OP_EXTRACTLANE, self.emit.type_of(lanes), int_type(bits), 0, lanes, -1, -1)

    def _vector(self, value: i64, ty: i64) -> i64:
        """A scalar as a narrow vector type `ty` of its size."""
        scalar = self.emit.type_of(value)
        if scalar == F16:
            scalar = I16
            value = self.emit.bitcast(I16, _LITTLE, value)
        whole = widened(self.vector_bits, vector_type(scalar, 1))
        value = self.emit.plain(OP_SCALAR_TO_VECTOR, whole, whole, 0, value, -1, -1)
        return self.emit.bitcast(widened(self.vector_bits, ty), _LITTLE, value)

    def _loaded(self, inst: i64, ty: i64) -> i64:
        """A load, as that of an integer."""
        func = self.func
        bits = type_bits(ty)
        value = self.emit.load(int_type(bits), i64(func.flags[inst]), func.arg(inst, 0), func.imm[inst])
        return self._vector(value, ty)

    def _constant(self, inst: i64, ty: i64) -> i64:
        """A constant with zeros above."""
        data = self.func.constants[int(self.func.imm[inst])]
        return self._pooled(data + bytes(int(self.vector_bits >> 3) - len(data)), ty)

    def _pooled(self, data: bytes, ty: i64) -> i64:
        whole = widened(self.vector_bits, ty)
        return self.emit.plain(OP_VCONST, whole, whole, self.func.constant(data), -1, -1, -1)

    def _cast(self, inst: i64, ty: i64, before: i64, operand: i64) -> i64:
        """`bitcast` to or from a narrow vector."""
        flags = i64(self.func.flags[inst])
        if is_vector(ty) and is_vector(before):
            return self.emit.bitcast(widened(self.vector_bits, ty), flags, operand)
        if flags & MEM_BIG != 0:
            raise UnsupportedError("big-endian bitcasts are not supported by code generation")
        if is_vector(ty):
            return self._vector(operand, ty)
        if is_float(ty) and ty != F16:
            whole = widened(self.vector_bits, vector_type(ty, 1))
            value = self.emit.bitcast(whole, _LITTLE, operand)
            return self.emit.plain(OP_EXTRACTLANE, whole, ty, 0, value, -1, -1)
        return self.emit.bitcast(ty, _LITTLE, self._scalar(operand, before))

    def _with_lanes(self, op: i64, value: i64, ty: i64) -> i64:
        """A vector whose lanes above those of `ty` are zeros (`band`) or ones (`bor`)."""
        used = int(type_bits(ty) >> 3)
        above = int(self.vector_bits >> 3) - used
        data = b"\xff" * used + bytes(above) if op == OP_BAND else bytes(used) + b"\xff" * above
        whole = self.emit.type_of(value)
        return self.emit.plain(op, whole, whole, 0, value, self._pooled(data, ty), -1)

    def _upper(self, value: i64, ty: i64) -> i64:
        """A vector with the upper half of the lanes of `ty` at its bottom."""
        lanes = self._as_lanes(value, self.vector_bits >> 1)
        whole = self.emit.type_of(lanes)
        half = self.emit.const(I32, type_bits(ty) >> 1)
        moved = self.emit.plain(OP_USHR, whole, whole, 0, lanes, half, -1)
        return self.emit.bitcast(self.emit.type_of(value), _LITTLE, moved)

    def _combined(self, x: i64, y: i64, ty: i64) -> i64:
        """The lanes of x, then those of y."""
        lanes = self._as_lanes(x, type_bits(ty))
        whole = self.emit.type_of(lanes)
        joined = self.emit.plain(OP_INSERTLANE, whole, whole, 1, lanes, self._scalar(y, ty), -1)
        return self.emit.bitcast(self.emit.type_of(x), _LITTLE, joined)


def widen_narrow_vectors(func: Function, emit: Emitter, vector_bits: i64) -> None:
    """Rewrite the narrow vectors of a function whose operands are resolved.

    Raises `UnsupportedError` for a big-endian bitcast between one and a scalar."""
    NarrowVectors(func, emit, vector_bits).run()
