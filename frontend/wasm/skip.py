"""Going over instructions without looking at what they mean, driven by the opcode table.

Needed to find the end of a constant expression, and by whoever wants only some instructions of a body.
"""

from typing import Final

from mypy_extensions import i64

from .binary import Cursor
from .opcodes_gen import (
    DECODE,
    DECODE_FB,
    DECODE_FB_COUNT,
    DECODE_FC,
    DECODE_FC_COUNT,
    DECODE_FD,
    DECODE_FD_COUNT,
    DECODE_FE,
    DECODE_FE_COUNT,
    IMM_BLOCKTYPE,
    IMM_CASTFLAGS,
    IMM_CATCHES,
    IMM_F32,
    IMM_F64,
    IMM_HEAPTYPE,
    IMM_I32,
    IMM_I64,
    IMM_LABELS,
    IMM_LANE,
    IMM_LANES16,
    IMM_MEMARG,
    IMM_V128,
    IMM_VALTYPES,
    IMM_ZERO,
    WOP_BLOCK,
    WOP_END,
    WOP_IF,
    WOP_IMMEDIATES,
    WOP_LOOP,
    WOP_TRY_TABLE,
)

#: Opcodes of an earlier proposal for exceptions, which compilers still write when asked to.
_WITHDRAWN: Final = {0x06: "try", 0x07: "catch", 0x09: "rethrow", 0x18: "delegate", 0x19: "catch_all"}


def read_opcode(cursor: Cursor) -> i64:
    """Decode an opcode; raises `MalformedError` for an illegal one."""
    start = cursor.pos
    byte = cursor.byte()
    wop = DECODE[byte]
    if wop >= 0:
        return wop
    return read_prefixed(cursor, byte, start)


def read_prefixed(cursor: Cursor, prefix: i64, start: i64) -> i64:
    """Decode the rest of an opcode whose first byte is in no row of its own."""
    number: i64 = 0
    wop: i64 = -1
    if prefix >= 0xFB and prefix <= 0xFE:
        number = cursor.u32()
        if prefix == 0xFB and number < DECODE_FB_COUNT:
            wop = DECODE[DECODE_FB + number]
        elif prefix == 0xFC and number < DECODE_FC_COUNT:
            wop = DECODE[DECODE_FC + number]
        elif prefix == 0xFD and number < DECODE_FD_COUNT:
            wop = DECODE[DECODE_FD + number]
        elif prefix == 0xFE and number < DECODE_FE_COUNT:
            wop = DECODE[DECODE_FE + number]
        if wop < 0:
            cursor.malformed(f"illegal opcode {int(prefix):02x} {int(number):02x}", start)
        return wop
    withdrawn = _WITHDRAWN.get(int(prefix), "")
    hint = (
        f" ({withdrawn} of the exceptions that were withdrawn; try_table took its place)" if withdrawn else ""
    )
    cursor.malformed(f"illegal opcode {int(prefix):02x}{hint}", start)


def skip_immediates(cursor: Cursor, wop: i64) -> None:
    """Go on behind the immediates of an opcode."""
    kinds = WOP_IMMEDIATES[wop]
    while kinds != 0:
        kind = kinds & 31
        kinds >>= 5
        if kind < IMM_MEMARG and kind != IMM_BLOCKTYPE and kind != IMM_LABELS:
            cursor.u32()  # an index
        elif kind == IMM_MEMARG:
            if cursor.u32() & 64 != 0:
                cursor.u32()
            cursor.u64()
        elif kind == IMM_I32:
            cursor.s32()
        elif kind == IMM_I64:
            cursor.s64()
        elif kind == IMM_LABELS:
            count = cursor.u32()
            while count >= 0:
                cursor.u32()
                count -= 1
        else:
            _skip_rare(cursor, kind)


def _skip_rare(cursor: Cursor, kind: i64) -> None:
    if kind == IMM_BLOCKTYPE or kind == IMM_HEAPTYPE:
        skip_value_type(cursor)
    elif kind == IMM_LANE or kind == IMM_CASTFLAGS or kind == IMM_ZERO:
        cursor.skip(1)
    elif kind == IMM_F32:
        cursor.skip(4)
    elif kind == IMM_F64:
        cursor.skip(8)
    elif kind == IMM_V128 or kind == IMM_LANES16:
        cursor.skip(16)
    elif kind == IMM_VALTYPES:
        count = cursor.u32()
        while count > 0:
            skip_value_type(cursor)
            count -= 1
    elif kind == IMM_CATCHES:
        count = cursor.u32()
        while count > 0:
            if cursor.byte() < 2:
                cursor.u32()
            cursor.u32()
            count -= 1


def skip_value_type(cursor: Cursor) -> None:
    """Go on behind a value type, block type or heap type."""
    code = cursor.s33()
    if code == -0x1C or code == -0x1D:  # 64, 63: a reference type with a heap type
        cursor.s33()


def skip_expression(cursor: Cursor) -> None:
    """Go on behind the `end` of an expression."""
    depth: i64 = 1
    while depth > 0:
        wop = read_opcode(cursor)
        if wop == WOP_END:
            depth -= 1
        elif wop == WOP_BLOCK or wop == WOP_LOOP or wop == WOP_IF or wop == WOP_TRY_TABLE:
            depth += 1
        skip_immediates(cursor, wop)
