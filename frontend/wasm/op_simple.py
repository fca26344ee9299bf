"""Instructions that the opcode table describes wholly: arithmetic, comparisons, vectors, memory accesses.

Operand and result types come from the row's signature, the IR instructions from its steps (`opcodes.py`).
Lowerings of one instruction, and comparisons, have a short way.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.opcodes import OPS
from ...ir.opcodes_gen import OP_BITCAST, OP_UEXTEND, OP_VCONST
from ...ir.types import I8, I32, bit
from .body import Body
from .emitter import LANE_ORDER
from .opcodes_gen import (
    ARG_MEMORY,
    ARG_STEP,
    IMM_LANE,
    KIND_ATOMIC,
    LANE,
    SHAPE_BINARY,
    SHAPE_COMPARE,
    SHAPE_UNARY,
    STEP_ARG,
    STEP_ARITY,
    STEP_IMM,
    STEP_NEED,
    STEP_OP,
    STEP_RESULT,
    STEP_RESULT_2,
    STEP_TYPE,
    WOP_IMMEDIATES,
    WOP_KIND,
    WOP_SHAPE,
    WOP_SIGNATURE,
    WOP_SIZE_LOG2,
    WOP_STEP,
    WOP_STEP_COUNT,
)
from .value_types import I32 as W_I32
from .value_types import I64 as W_I64

#: By CLIF opcode: 1 when it has memory flags (bitcast has one, its byte order).
HAS_FLAGS: Final[vec[i64]] = vec[i64]([1 if row.effects.strip("XiTB") else 0 for row in OPS])
_ATOMIC: Final[vec[i64]] = vec[i64]([1 if row.name.startswith("atomic") else 0 for row in OPS])


def op_simple(w: Body, wop: i64) -> None:
    """An instruction without memory operand and immediates (but a lane)."""
    signature = WOP_SIGNATURE[wop]
    operands = signature & 15
    shape = WOP_SHAPE[wop]
    sp = w.sp
    if shape == SHAPE_BINARY or shape == SHAPE_COMPARE:
        y = w.pop(signature >> 12 & 15)
        x = w.pop(signature >> 8 & 15)
        value: i64 = -1
        if w.live:
            step = WOP_STEP[wop]
            if shape == SHAPE_BINARY:
                value = binary(w, step, x, y)
            else:
                value = compare(w, step, x, y)
        w.push(signature >> 24 & 15, value)
    elif shape == SHAPE_UNARY:
        x = w.pop(signature >> 8 & 15)
        value = -1
        if w.live:
            value = unary(w, WOP_STEP[wop], x)
        w.push(signature >> 24 & 15, value)
    else:
        i = operands
        while i > 0:
            i -= 1
            w.pop(signature >> (8 + 4 * i) & 15)
        if w.live:
            run_steps(w, wop, sp - operands, -1, 0, 0)
        push_results(w, signature)


def push_results(w: Body, signature: i64) -> None:
    """Push the results of a row; the values are `step_value` of the last step on."""
    results = signature >> 4 & 15
    i: i64 = 0
    while i < results:
        if w.live:
            w.push(signature >> (24 + 4 * i) & 15, w.last_value + i)
        else:
            w.push(signature >> (24 + 4 * i) & 15, -1)
        i += 1


def unary(w: Body, step: i64, x: i64) -> i64:
    """One instruction with one operand."""
    out = w.out
    need = STEP_NEED[3 * step]
    if need != 0:
        x = out.as_type(x, need)
    op = STEP_OP[step]
    flags: i64 = 0
    if op == OP_BITCAST:
        flags = LANE_ORDER
    return out.one(op, STEP_TYPE[step], STEP_IMM[step], flags, 1, STEP_RESULT[step], x, -1, -1)


def binary(w: Body, step: i64, x: i64, y: i64) -> i64:
    """One instruction with two operands."""
    out = w.out
    if STEP_NEED[3 * step] != 0:
        x = out.as_type(x, STEP_NEED[3 * step])
    if STEP_NEED[3 * step + 1] != 0:
        y = out.as_type(y, STEP_NEED[3 * step + 1])
    return out.one(STEP_OP[step], STEP_TYPE[step], STEP_IMM[step], 0, 2, STEP_RESULT[step], x, y, -1)


def compare(w: Body, step: i64, x: i64, y: i64) -> i64:
    """A scalar comparison, widened."""
    out = w.out
    narrow = out.one(STEP_OP[step], STEP_TYPE[step], STEP_IMM[step], 0, 2, I8, x, y, -1)
    return out.one(OP_UEXTEND, I32, 0, 0, 1, I32, narrow, -1, -1)


def argument(w: Body, arg: i64, need: i64, base: i64, address: i64) -> i64:
    """The value of an argument of a step."""
    if arg == ARG_MEMORY:
        return address
    if arg >= ARG_STEP:
        value = w.step_value[arg - ARG_STEP]
    else:
        value = w.stack_value[base + arg]
    if need != 0:
        return w.out.as_type(value, need)
    return value


def run_steps(w: Body, wop: i64, base: i64, address: i64, offset: i64, lane: i64) -> None:
    """Emit the steps of a row. Operands are in `stack_value` from `base` on; a memory operand has an address
    and an offset (flags are those of the last access); `lane` is the lane immediate."""
    out = w.out
    step = WOP_STEP[wop]
    count = WOP_STEP_COUNT[wop]
    i: i64 = 0
    while i < count:
        at = step + i
        op = STEP_OP[at]
        imm = STEP_IMM[at]
        if imm == LANE:
            imm = lane
        elif op == OP_VCONST:
            imm = out.func.constant(bytes(16))
        arity = STEP_ARITY[at]
        x: i64 = -1
        y: i64 = -1
        z: i64 = -1
        flags: i64 = 0
        if arity > 0:
            x = argument(w, STEP_ARG[3 * at], STEP_NEED[3 * at], base, address)
        if arity > 1:
            y = argument(w, STEP_ARG[3 * at + 1], STEP_NEED[3 * at + 1], base, address)
        if arity > 2:
            z = argument(w, STEP_ARG[3 * at + 2], STEP_NEED[3 * at + 2], base, address)
        if HAS_FLAGS[op] != 0:
            flags = out.access_flags
            if _ATOMIC[op] == 0:
                imm = offset
        elif op == OP_BITCAST:
            flags = LANE_ORDER
        if STEP_RESULT[at] != 0:
            value = out.one(op, STEP_TYPE[at], imm, flags, arity, STEP_RESULT[at], x, y, z)
            w.last_value = value
            w.step_value[i] = value
            if STEP_RESULT_2[at] != 0:
                inst = i64(out.func.value_def[value])
                out.func.make_result(inst, STEP_RESULT_2[at])
        else:
            out.none(op, STEP_TYPE[at], imm, flags, arity, x, y)
        i += 1


def op_lane(w: Body, wop: i64) -> None:
    """A vector instruction with a lane immediate and no memory operand."""
    lane = lane_index(w, wop)
    signature = WOP_SIGNATURE[wop]
    operands = signature & 15
    i = operands
    while i > 0:
        i -= 1
        w.pop(signature >> (8 + 4 * i) & 15)
    if w.live:
        run_steps(w, wop, w.sp, -1, 0, lane)
    push_results(w, signature)


def lane_index(w: Body, wop: i64) -> i64:
    """Read a lane, which must be below the number of lanes of the shape that the row works on."""
    lane = w.byte()
    step = WOP_STEP[wop]
    end = step + WOP_STEP_COUNT[wop]
    while step < end and STEP_IMM[step] != LANE:
        step += 1
    if lane >= 1 << (STEP_TYPE[step] >> 4 & 15):  # small shift
        w.fail("invalid lane index")
    return lane


# --- memory accesses ------------------------------------------------------------------------------------


def read_memarg(w: Body, wop: i64) -> None:
    """Read and check alignment, memory index and offset: `mem_index`, `mem_offset`."""
    size_log2 = WOP_SIZE_LOG2[wop]
    data = w.data
    pos = w.pos
    if pos + 1 < w.end and i64(data[pos]) < 32 and i64(data[pos + 1]) < 0x80:
        flags: i64 = data[pos]  # the usual case: two bytes
        w.mem_index = 0
        w.mem_offset = data[pos + 1]
        w.pos = pos + 2
    else:
        flags = w.u32()
        if flags >= 0x80:
            w.malformed("malformed memop flags", pos)
        w.mem_index = 0
        if flags & 64 != 0:
            w.mem_index = w.memory_index()
        flags &= 63
        w.mem_offset = w.u64()
    if w.mem_index >= w.num_memories:
        w.fail(f"unknown memory {int(w.mem_index)}")
    if WOP_KIND[wop] == KIND_ATOMIC or WOP_STEP_COUNT[wop] == 0:
        if flags != size_log2:
            w.fail("atomic alignment must be natural")
    elif flags > size_log2:
        w.fail("alignment must not be larger than natural")
    if w.memory_64[w.mem_index] == 0 and w.mem_offset >> 32 != 0:
        w.invalid("offset out of range", pos)


def op_access(w: Body, wop: i64) -> None:
    """A load or store, atomic ones included."""
    read_memarg(w, wop)
    lane: i64 = 0
    signature = WOP_SIGNATURE[wop]
    operands = signature & 15
    if WOP_IMMEDIATES[wop] >> 5 == IMM_LANE:
        lane = lane_index(w, wop)
    index_type: i64 = W_I32
    if w.memory_64[w.mem_index] != 0:
        index_type = W_I64
    i = operands
    while i > 1:
        i -= 1
        w.pop(signature >> (8 + 4 * i) & 15)
    index = w.pop(index_type)
    if w.live:
        base = w.sp
        out = w.out
        env = w.env()
        size = bit(WOP_SIZE_LOG2[wop])
        if WOP_KIND[wop] == KIND_ATOMIC:
            address = env.atomic_address(out, w.mem_index, index, w.mem_offset, size)
        else:
            address = env.memory_address(out, w.mem_index, index, w.mem_offset, size)
            if signature >> 4 & 15 == 0:  # no result
                env.before_store(out, w.mem_index, address, size)
        if WOP_STEP_COUNT[wop] == 1 and operands == 1:
            step = WOP_STEP[wop]
            w.last_value = out.one(
                STEP_OP[step],
                STEP_TYPE[step],
                out.access_offset,
                out.access_flags,
                1,
                STEP_RESULT[step],
                address,
                -1,
                -1,
            )
        else:
            run_steps(w, wop, base, address, out.access_offset, lane)
    push_results(w, signature)
