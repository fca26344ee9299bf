"""Typed builder method per opcode. Generated from opcodes.py by gen_builder.py; do not edit.

The second line of each docstring is the opcode's row: control type, operands -> results.
"""

from .entities import MEM_DEFAULT
from .inst_emitter import choice, trap_number
from .inst_immediates import ImmediateEmitter
from .opcodes import FLOATCC, INTCC, RMW_OPS
from .opcodes_gen import (
    OP_ATOMIC_CAS,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_RMW,
    OP_ATOMIC_STORE,
    OP_AVG_ROUND,
    OP_BAND,
    OP_BITCAST,
    OP_BITREV,
    OP_BITSELECT,
    OP_BLENDV,
    OP_BMASK,
    OP_BNOT,
    OP_BOR,
    OP_BSWAP,
    OP_BXOR,
    OP_CEIL,
    OP_CLS,
    OP_CLZ,
    OP_CTZ,
    OP_DEBUGTRAP,
    OP_DYNAMIC_STACK_ADDR,
    OP_EXTRACTLANE,
    OP_EXTRACT_VECTOR,
    OP_F128CONST,
    OP_F16CONST,
    OP_F32CONST,
    OP_F64CONST,
    OP_FABS,
    OP_FADD,
    OP_FCMP,
    OP_FCOPYSIGN,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT,
    OP_FCVT_TO_UINT_SAT,
    OP_FDEMOTE,
    OP_FDIV,
    OP_FENCE,
    OP_FLOOR,
    OP_FMA,
    OP_FMAX,
    OP_FMIN,
    OP_FMUL,
    OP_FNEG,
    OP_FPROMOTE,
    OP_FSUB,
    OP_FUNC_ADDR,
    OP_FVDEMOTE,
    OP_FVPROMOTE_LOW,
    OP_GET_EXCEPTION_HANDLER_ADDRESS,
    OP_GET_FRAME_POINTER,
    OP_GET_PINNED_REG,
    OP_GET_RETURN_ADDRESS,
    OP_GET_STACK_POINTER,
    OP_IABS,
    OP_IADD,
    OP_IADD_PAIRWISE,
    OP_ICMP,
    OP_ICONCAT,
    OP_ICONST,
    OP_IMUL,
    OP_INEG,
    OP_INSERTLANE,
    OP_IREDUCE,
    OP_ISHL,
    OP_ISPLIT,
    OP_ISTORE16,
    OP_ISTORE32,
    OP_ISTORE8,
    OP_ISUB,
    OP_LOAD,
    OP_NEAREST,
    OP_NOP,
    OP_POPCNT,
    OP_ROTL,
    OP_ROTR,
    OP_SADD_OVERFLOW,
    OP_SADD_OVERFLOW_CIN,
    OP_SADD_SAT,
    OP_SCALAR_TO_VECTOR,
    OP_SDIV,
    OP_SELECT,
    OP_SELECT_SPECTRE_GUARD,
    OP_SEQUENCE_POINT,
    OP_SET_PINNED_REG,
    OP_SEXTEND,
    OP_SHUFFLE,
    OP_SLOAD16,
    OP_SLOAD16X4,
    OP_SLOAD32,
    OP_SLOAD32X2,
    OP_SLOAD8,
    OP_SLOAD8X8,
    OP_SMAX,
    OP_SMIN,
    OP_SMULHI,
    OP_SMUL_OVERFLOW,
    OP_SNARROW,
    OP_SPLAT,
    OP_SQMUL_ROUND_SAT,
    OP_SQRT,
    OP_SREM,
    OP_SSHR,
    OP_SSUB_OVERFLOW,
    OP_SSUB_OVERFLOW_BIN,
    OP_SSUB_SAT,
    OP_STACK_ADDR,
    OP_STACK_SWITCH,
    OP_STORE,
    OP_SWIDEN_HIGH,
    OP_SWIDEN_LOW,
    OP_SWIZZLE,
    OP_SYMBOL_VALUE,
    OP_TLS_VALUE,
    OP_TRAP,
    OP_TRAPNZ,
    OP_TRAPZ,
    OP_TRUNC,
    OP_UADD_OVERFLOW,
    OP_UADD_OVERFLOW_CIN,
    OP_UADD_OVERFLOW_TRAP,
    OP_UADD_SAT,
    OP_UDIV,
    OP_UEXTEND,
    OP_ULOAD16,
    OP_ULOAD16X4,
    OP_ULOAD32,
    OP_ULOAD32X2,
    OP_ULOAD8,
    OP_ULOAD8X8,
    OP_UMAX,
    OP_UMIN,
    OP_UMULHI,
    OP_UMUL_OVERFLOW,
    OP_UNARROW,
    OP_UREM,
    OP_USHR,
    OP_USUB_OVERFLOW,
    OP_USUB_OVERFLOW_BIN,
    OP_USUB_SAT,
    OP_UUNARROW,
    OP_UWIDEN_HIGH,
    OP_UWIDEN_LOW,
    OP_VALL_TRUE,
    OP_VANY_TRUE,
    OP_VCONST,
    OP_VHIGH_BITS,
    OP_X86_CVTT2DQ,
    OP_X86_PMADDUBSW,
    OP_X86_PMULHRSW,
    OP_X86_PSHUFB,
)
from .types import F128


class InstMethods(ImmediateEmitter):
    """A method for every opcode with a fixed number of operands."""

    def trap(self, code: str | int) -> None:
        """End execution with the trap code.

        no operands -> nothing. `code`: name or number of the trap code.
        """
        self.emit(OP_TRAP, 0, trap_number(code), -1, 0, -1, -1, -1)

    def trapz(self, c: int, code: str | int) -> None:
        """Trap when c is zero.

        iN/c; c: T -> nothing. `code`: name or number of the trap code.
        """
        self.emit(OP_TRAPZ, 0, trap_number(code), -1, 0, c, -1, -1)

    def trapnz(self, c: int, code: str | int) -> None:
        """Trap when c is not zero.

        iN/c; c: T -> nothing. `code`: name or number of the trap code.
        """
        self.emit(OP_TRAPNZ, 0, trap_number(code), -1, 0, c, -1, -1)

    def debugtrap(self) -> None:
        """Stop in the debugger; execution can go on.

        no operands -> nothing.
        """
        self.emit(OP_DEBUGTRAP, 0, 0, -1, 0, -1, -1, -1)

    def func_addr(self, ty: int, func_ref: int) -> int:
        """Code address of a declared function.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_FUNC_ADDR, ty, 0, self.function_row(func_ref), 0, -1, -1, -1)

    def get_exception_handler_address(self, ty: int, block: int, index: int) -> int:
        """Code address of one exceptional edge of the block's try_call.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_GET_EXCEPTION_HANDLER_ADDRESS, ty, self.edge_index(index), block, 0, -1, -1, -1)

    def stack_switch(self, store_context_ptr: int, load_context_ptr: int, in_payload0: int) -> int:
        """Save this stack's context, resume another one and exchange payloads.

        i32-64/load_context_ptr; store_context_ptr: T, load_context_ptr: T, in_payload0: T -> T.
        """
        return self.emit_one(OP_STACK_SWITCH, 0, 0, -1, 0, store_context_ptr, load_context_ptr, in_payload0)

    def nop(self) -> None:
        """Nothing at all.

        no operands -> nothing.
        """
        self.emit(OP_NOP, 0, 0, -1, 0, -1, -1, -1)

    def sequence_point(self) -> None:
        """A place for debug tags that other side effects do not cross.

        no operands -> nothing.
        """
        self.emit(OP_SEQUENCE_POINT, 0, 0, -1, 0, -1, -1, -1)

    def load(self, ty: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The T stored at p + offset.

        Mem!; p: i32-64 -> T. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_LOAD, ty, self.offset32(offset), -1, flags, p, -1, -1)

    def store(self, x: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> None:
        """Store x at p + offset.

        Mem/x; x: T, p: i32-64 -> nothing. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        self.emit(OP_STORE, 0, self.offset32(offset), -1, flags, x, p, -1)

    def uload8(self, ty: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The byte at p + offset, zero-extended.

        i16-64!; p: i32-64 -> T. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ULOAD8, ty, self.offset32(offset), -1, flags, p, -1, -1)

    def sload8(self, ty: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The byte at p + offset, sign-extended.

        i16-64!; p: i32-64 -> T. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_SLOAD8, ty, self.offset32(offset), -1, flags, p, -1, -1)

    def istore8(self, x: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> None:
        """Store the low 8 bits of x.

        i16-64/x; x: T, p: i32-64 -> nothing. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        self.emit(OP_ISTORE8, 0, self.offset32(offset), -1, flags, x, p, -1)

    def uload16(self, ty: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The 16 bits at p + offset, zero-extended.

        i32-64!; p: i32-64 -> T. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ULOAD16, ty, self.offset32(offset), -1, flags, p, -1, -1)

    def sload16(self, ty: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The 16 bits at p + offset, sign-extended.

        i32-64!; p: i32-64 -> T. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_SLOAD16, ty, self.offset32(offset), -1, flags, p, -1, -1)

    def istore16(self, x: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> None:
        """Store the low 16 bits of x.

        i32-64/x; x: T, p: i32-64 -> nothing. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        self.emit(OP_ISTORE16, 0, self.offset32(offset), -1, flags, x, p, -1)

    def uload32(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The 32 bits at p + offset, zero-extended.

        i32-64/p; p: T -> i64. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ULOAD32, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def sload32(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """The 32 bits at p + offset, sign-extended.

        i32-64/p; p: T -> i64. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_SLOAD32, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def istore32(self, x: int, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> None:
        """Store the low 32 bits of x.

        i64/x; x: T, p: i32-64 -> nothing. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        self.emit(OP_ISTORE32, 0, self.offset32(offset), -1, flags, x, p, -1)

    def uload8x8(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """Eight bytes, each zero-extended to a lane.

        i32-64/p; p: T -> i16x8. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ULOAD8X8, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def sload8x8(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """Eight bytes, each sign-extended to a lane.

        i32-64/p; p: T -> i16x8. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_SLOAD8X8, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def uload16x4(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """Four halfwords, each zero-extended to a lane.

        i32-64/p; p: T -> i32x4. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ULOAD16X4, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def sload16x4(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """Four halfwords, each sign-extended to a lane.

        i32-64/p; p: T -> i32x4. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_SLOAD16X4, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def uload32x2(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """Two words, each zero-extended to a lane.

        i32-64/p; p: T -> i64x2. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ULOAD32X2, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def sload32x2(self, p: int, offset: int = 0, flags: int = MEM_DEFAULT) -> int:
        """Two words, each sign-extended to a lane.

        i32-64/p; p: T -> i64x2. `offset`: bytes, signed 32 bits. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_SLOAD32X2, 0, self.offset32(offset), -1, flags, p, -1, -1)

    def stack_addr(self, ty: int, slot: int, offset: int = 0) -> int:
        """Address of a byte of a stack slot.

        i32-64!; no operands -> T. `offset`: bytes, signed 32 bits.
        """
        return self.emit_one(OP_STACK_ADDR, ty, self.offset32(offset), self.slot_row(slot), 0, -1, -1, -1)

    def dynamic_stack_addr(self, ty: int, slot: int) -> int:
        """Address of a dynamic stack slot.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_DYNAMIC_STACK_ADDR, ty, 0, self.dynamic_slot_row(slot), 0, -1, -1, -1)

    def symbol_value(self, ty: int, global_value: int) -> int:
        """Value (address) of a global value.

        Mem!; no operands -> T.
        """
        return self.emit_one(OP_SYMBOL_VALUE, ty, 0, self.global_value_row(global_value), 0, -1, -1, -1)

    def tls_value(self, ty: int, global_value: int) -> int:
        """Address of a thread-local symbol.

        Mem!; no operands -> T.
        """
        return self.emit_one(OP_TLS_VALUE, ty, 0, self.global_value_row(global_value), 0, -1, -1, -1)

    def atomic_rmw(self, ty: int, operation: str, p: int, x: int, flags: int = MEM_DEFAULT) -> int:
        """Replace memory by op(old, x) atomically; the result is old. A misaligned address traps.

        iN!; p: i32-64, x: T -> T. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ATOMIC_RMW, ty, choice(RMW_OPS, operation, "atomic operation"), -1, flags, p, x, -1)

    def atomic_cas(self, p: int, e: int, x: int, flags: int = MEM_DEFAULT) -> int:
        """Store x if memory equals e, atomically; the result is the old value. A misaligned address traps.

        iN/x; p: i32-64, e: T, x: T -> T. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ATOMIC_CAS, 0, 0, -1, flags, p, e, x)

    def atomic_load(self, ty: int, p: int, flags: int = MEM_DEFAULT) -> int:
        """Sequentially consistent load; a misaligned address traps.

        iN!; p: i32-64 -> T. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_ATOMIC_LOAD, ty, 0, -1, flags, p, -1, -1)

    def atomic_store(self, x: int, p: int, flags: int = MEM_DEFAULT) -> None:
        """Sequentially consistent store; a misaligned address traps.

        iN/x; x: T, p: i32-64 -> nothing. `flags`: memory flags, `entities.MEM_*`.
        """
        self.emit(OP_ATOMIC_STORE, 0, 0, -1, flags, x, p, -1)

    def fence(self) -> None:
        """Sequentially consistent fence.

        no operands -> nothing.
        """
        self.emit(OP_FENCE, 0, 0, -1, 0, -1, -1, -1)

    def get_pinned_reg(self, ty: int) -> int:
        """Content of the pinned register.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_GET_PINNED_REG, ty, 0, -1, 0, -1, -1, -1)

    def set_pinned_reg(self, addr: int) -> None:
        """Write the pinned register.

        i32-64/addr; addr: T -> nothing.
        """
        self.emit(OP_SET_PINNED_REG, 0, 0, -1, 0, addr, -1, -1)

    def get_frame_pointer(self, ty: int) -> int:
        """The frame pointer.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_GET_FRAME_POINTER, ty, 0, -1, 0, -1, -1, -1)

    def get_stack_pointer(self, ty: int) -> int:
        """The stack pointer.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_GET_STACK_POINTER, ty, 0, -1, 0, -1, -1, -1)

    def get_return_address(self, ty: int) -> int:
        """The address this function returns to.

        i32-64!; no operands -> T.
        """
        return self.emit_one(OP_GET_RETURN_ADDRESS, ty, 0, -1, 0, -1, -1, -1)

    def iconst(self, ty: int, value: int) -> int:
        """Integer constant.

        i8-64!; no operands -> T. Signed or unsigned `value`.
        """
        return self.emit_one(OP_ICONST, ty, self.constant_bits(ty, value), -1, 0, -1, -1, -1)

    def f16const(self, bits: int) -> int:
        """binary16 constant.

        no operands -> f16. `bits`: the bit pattern.
        """
        return self.emit_one(OP_F16CONST, 0, self.float_bits(bits, 16), -1, 0, -1, -1, -1)

    def f32const(self, bits: int) -> int:
        """binary32 constant.

        no operands -> f32. `bits`: the bit pattern.
        """
        return self.emit_one(OP_F32CONST, 0, self.float_bits(bits, 32), -1, 0, -1, -1, -1)

    def f64const(self, bits: int) -> int:
        """binary64 constant.

        no operands -> f64. `bits`: the bit pattern.
        """
        return self.emit_one(OP_F64CONST, 0, self.float_bits(bits, 64), -1, 0, -1, -1, -1)

    def f128const(self, data: bytes) -> int:
        """binary128 constant out of the constant pool.

        no operands -> f128. `data`: little-endian bytes.
        """
        return self.emit_one(OP_F128CONST, 0, self.constant_row(F128, data), -1, 0, -1, -1, -1)

    def vconst(self, ty: int, data: bytes) -> int:
        """Vector constant out of the constant pool.

        V!; no operands -> T. `data`: little-endian bytes.
        """
        return self.emit_one(OP_VCONST, ty, self.constant_row(ty, data), -1, 0, -1, -1, -1)

    def select(self, c: int, x: int, y: int) -> int:
        """x when the scalar c is not zero, y otherwise.

        Any/x; c: iN, x: T, y: T -> T.
        """
        return self.emit_one(OP_SELECT, 0, 0, -1, 0, c, x, y)

    def select_spectre_guard(self, c: int, x: int, y: int) -> int:
        """select that is never made a branch.

        Any/x; c: iN, x: T, y: T -> T.
        """
        return self.emit_one(OP_SELECT_SPECTRE_GUARD, 0, 0, -1, 0, c, x, y)

    def bitselect(self, c: int, x: int, y: int) -> int:
        """Bits of x where c has ones, bits of y elsewhere.

        Any/x; c: T, x: T, y: T -> T.
        """
        return self.emit_one(OP_BITSELECT, 0, 0, -1, 0, c, x, y)

    def blendv(self, c: int, x: int, y: int) -> int:
        """Lanes of x where the lane of c has its top bit set, lanes of y elsewhere.

        Any/x; c: T, x: T, y: T -> T.
        """
        return self.emit_one(OP_BLENDV, 0, 0, -1, 0, c, x, y)

    def iadd(self, x: int, y: int) -> int:
        """Sum, wrapping.

        Id/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_IADD, 0, 0, -1, 0, x, y, -1)

    def isub(self, x: int, y: int) -> int:
        """Difference, wrapping.

        Id/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_ISUB, 0, 0, -1, 0, x, y, -1)

    def ineg(self, x: int) -> int:
        """Negation, wrapping.

        Id/x; x: T -> T.
        """
        return self.emit_one(OP_INEG, 0, 0, -1, 0, x, -1, -1)

    def iabs(self, x: int) -> int:
        """Absolute value; the least value stays itself.

        Id/x; x: T -> T.
        """
        return self.emit_one(OP_IABS, 0, 0, -1, 0, x, -1, -1)

    def imul(self, x: int, y: int) -> int:
        """Low half of the product.

        Id/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_IMUL, 0, 0, -1, 0, x, y, -1)

    def umulhi(self, x: int, y: int) -> int:
        """High half of the unsigned product.

        Id/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_UMULHI, 0, 0, -1, 0, x, y, -1)

    def smulhi(self, x: int, y: int) -> int:
        """High half of the signed product.

        Id/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SMULHI, 0, 0, -1, 0, x, y, -1)

    def udiv(self, x: int, y: int) -> int:
        """Unsigned quotient; int_divz when y is 0.

        iN/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_UDIV, 0, 0, -1, 0, x, y, -1)

    def sdiv(self, x: int, y: int) -> int:
        """Signed quotient toward zero; int_divz for 0, int_ovf for MIN / -1.

        iN/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SDIV, 0, 0, -1, 0, x, y, -1)

    def urem(self, x: int, y: int) -> int:
        """Unsigned remainder; int_divz when y is 0.

        iN/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_UREM, 0, 0, -1, 0, x, y, -1)

    def srem(self, x: int, y: int) -> int:
        """Remainder with the sign of x; int_divz when y is 0; MIN rem -1 is 0.

        iN/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SREM, 0, 0, -1, 0, x, y, -1)

    def smin(self, x: int, y: int) -> int:
        """Lesser, signed.

        I/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SMIN, 0, 0, -1, 0, x, y, -1)

    def umin(self, x: int, y: int) -> int:
        """Lesser, unsigned.

        I/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_UMIN, 0, 0, -1, 0, x, y, -1)

    def smax(self, x: int, y: int) -> int:
        """Greater, signed.

        I/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SMAX, 0, 0, -1, 0, x, y, -1)

    def umax(self, x: int, y: int) -> int:
        """Greater, unsigned.

        I/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_UMAX, 0, 0, -1, 0, x, y, -1)

    def uadd_overflow(self, x: int, y: int) -> tuple[int, int]:
        """Sum, and whether it carried.

        iN/x; x: T, y: T -> T, i8.
        """
        return self.emit_two(OP_UADD_OVERFLOW, 0, 0, -1, 0, x, y, -1)

    def sadd_overflow(self, x: int, y: int) -> tuple[int, int]:
        """Sum, and whether it overflowed as signed.

        iN/x; x: T, y: T -> T, i8.
        """
        return self.emit_two(OP_SADD_OVERFLOW, 0, 0, -1, 0, x, y, -1)

    def usub_overflow(self, x: int, y: int) -> tuple[int, int]:
        """Difference, and whether it borrowed.

        iN/x; x: T, y: T -> T, i8.
        """
        return self.emit_two(OP_USUB_OVERFLOW, 0, 0, -1, 0, x, y, -1)

    def ssub_overflow(self, x: int, y: int) -> tuple[int, int]:
        """Difference, and whether it overflowed as signed.

        iN/x; x: T, y: T -> T, i8.
        """
        return self.emit_two(OP_SSUB_OVERFLOW, 0, 0, -1, 0, x, y, -1)

    def umul_overflow(self, x: int, y: int) -> tuple[int, int]:
        """Product, and whether the unsigned one did not fit.

        i8-64/x; x: T, y: T -> T, i8.
        """
        return self.emit_two(OP_UMUL_OVERFLOW, 0, 0, -1, 0, x, y, -1)

    def smul_overflow(self, x: int, y: int) -> tuple[int, int]:
        """Product, and whether the signed one did not fit.

        i8-64/x; x: T, y: T -> T, i8.
        """
        return self.emit_two(OP_SMUL_OVERFLOW, 0, 0, -1, 0, x, y, -1)

    def uadd_overflow_cin(self, x: int, y: int, c_in: int) -> tuple[int, int]:
        """x + y + carry, and the carry out.

        iN/y; x: T, y: T, c_in: i8 -> T, i8.
        """
        return self.emit_two(OP_UADD_OVERFLOW_CIN, 0, 0, -1, 0, x, y, c_in)

    def sadd_overflow_cin(self, x: int, y: int, c_in: int) -> tuple[int, int]:
        """x + y + carry, and signed overflow.

        iN/y; x: T, y: T, c_in: i8 -> T, i8.
        """
        return self.emit_two(OP_SADD_OVERFLOW_CIN, 0, 0, -1, 0, x, y, c_in)

    def usub_overflow_bin(self, x: int, y: int, b_in: int) -> tuple[int, int]:
        """x - y - borrow, and the borrow out.

        iN/y; x: T, y: T, b_in: i8 -> T, i8.
        """
        return self.emit_two(OP_USUB_OVERFLOW_BIN, 0, 0, -1, 0, x, y, b_in)

    def ssub_overflow_bin(self, x: int, y: int, b_in: int) -> tuple[int, int]:
        """x - y - borrow, and signed overflow.

        iN/y; x: T, y: T, b_in: i8 -> T, i8.
        """
        return self.emit_two(OP_SSUB_OVERFLOW_BIN, 0, 0, -1, 0, x, y, b_in)

    def uadd_overflow_trap(self, x: int, y: int, code: str | int) -> int:
        """Sum; traps with the code on carry.

        i32-64/x; x: T, y: T -> T. `code`: name or number of the trap code.
        """
        return self.emit_one(OP_UADD_OVERFLOW_TRAP, 0, trap_number(code), -1, 0, x, y, -1)

    def band(self, x: int, y: int) -> int:
        """Bitwise and.

        Any/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_BAND, 0, 0, -1, 0, x, y, -1)

    def bor(self, x: int, y: int) -> int:
        """Bitwise or.

        Any/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_BOR, 0, 0, -1, 0, x, y, -1)

    def bxor(self, x: int, y: int) -> int:
        """Bitwise exclusive or.

        Any/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_BXOR, 0, 0, -1, 0, x, y, -1)

    def bnot(self, x: int) -> int:
        """Bitwise complement.

        Any/x; x: T -> T.
        """
        return self.emit_one(OP_BNOT, 0, 0, -1, 0, x, -1, -1)

    def ishl(self, x: int, y: int) -> int:
        """Shift left by y modulo the lane width.

        Id/x; x: T, y: iN -> T.
        """
        return self.emit_one(OP_ISHL, 0, 0, -1, 0, x, y, -1)

    def ushr(self, x: int, y: int) -> int:
        """Logical shift right by y modulo the lane width.

        Id/x; x: T, y: iN -> T.
        """
        return self.emit_one(OP_USHR, 0, 0, -1, 0, x, y, -1)

    def sshr(self, x: int, y: int) -> int:
        """Arithmetic shift right by y modulo the lane width.

        Id/x; x: T, y: iN -> T.
        """
        return self.emit_one(OP_SSHR, 0, 0, -1, 0, x, y, -1)

    def rotl(self, x: int, y: int) -> int:
        """Rotate left by y modulo the lane width.

        Id/x; x: T, y: iN -> T.
        """
        return self.emit_one(OP_ROTL, 0, 0, -1, 0, x, y, -1)

    def rotr(self, x: int, y: int) -> int:
        """Rotate right by y modulo the lane width.

        Id/x; x: T, y: iN -> T.
        """
        return self.emit_one(OP_ROTR, 0, 0, -1, 0, x, y, -1)

    def bitrev(self, x: int) -> int:
        """Bits in reverse order.

        iN/x; x: T -> T.
        """
        return self.emit_one(OP_BITREV, 0, 0, -1, 0, x, -1, -1)

    def bswap(self, x: int) -> int:
        """Bytes in reverse order.

        i16-128/x; x: T -> T.
        """
        return self.emit_one(OP_BSWAP, 0, 0, -1, 0, x, -1, -1)

    def clz(self, x: int) -> int:
        """Number of leading zeros; the width for 0.

        iN/x; x: T -> T.
        """
        return self.emit_one(OP_CLZ, 0, 0, -1, 0, x, -1, -1)

    def ctz(self, x: int) -> int:
        """Number of trailing zeros; the width for 0.

        iN/x; x: T -> T.
        """
        return self.emit_one(OP_CTZ, 0, 0, -1, 0, x, -1, -1)

    def cls(self, x: int) -> int:
        """Number of bits below the sign bit that equal it.

        iN/x; x: T -> T.
        """
        return self.emit_one(OP_CLS, 0, 0, -1, 0, x, -1, -1)

    def popcnt(self, x: int) -> int:
        """Number of ones.

        Id/x; x: T -> T.
        """
        return self.emit_one(OP_POPCNT, 0, 0, -1, 0, x, -1, -1)

    def icmp(self, cc: str, x: int, y: int) -> int:
        """Compare; 1 or 0, in vectors all ones or zero.

        Id/x; x: T, y: T -> truthy(T).
        """
        return self.emit_one(OP_ICMP, 0, choice(INTCC, cc, "integer condition"), -1, 0, x, y, -1)

    def bmask(self, ty: int, x: int) -> int:
        """All ones when x is not zero, else 0.

        iN!; x: iN -> T.
        """
        return self.emit_one(OP_BMASK, ty, 0, -1, 0, x, -1, -1)

    def ireduce(self, ty: int, x: int) -> int:
        """Low bits.

        iN!; x: >T -> T.
        """
        return self.emit_one(OP_IREDUCE, ty, 0, -1, 0, x, -1, -1)

    def uextend(self, ty: int, x: int) -> int:
        """Zero-extension.

        iN!; x: <T -> T.
        """
        return self.emit_one(OP_UEXTEND, ty, 0, -1, 0, x, -1, -1)

    def sextend(self, ty: int, x: int) -> int:
        """Sign-extension.

        iN!; x: <T -> T.
        """
        return self.emit_one(OP_SEXTEND, ty, 0, -1, 0, x, -1, -1)

    def isplit(self, x: int) -> tuple[int, int]:
        """Low and high half.

        i16-128/x; x: T -> half(T), half(T).
        """
        return self.emit_two(OP_ISPLIT, 0, 0, -1, 0, x, -1, -1)

    def iconcat(self, lo: int, hi: int) -> int:
        """hi above lo in the double width.

        i8-64/lo; lo: T, hi: T -> dbl(T).
        """
        return self.emit_one(OP_ICONCAT, 0, 0, -1, 0, lo, hi, -1)

    def fadd(self, x: int, y: int) -> int:
        """Sum.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FADD, 0, 0, -1, 0, x, y, -1)

    def fsub(self, x: int, y: int) -> int:
        """Difference.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FSUB, 0, 0, -1, 0, x, y, -1)

    def fmul(self, x: int, y: int) -> int:
        """Product.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FMUL, 0, 0, -1, 0, x, y, -1)

    def fdiv(self, x: int, y: int) -> int:
        """Quotient; never traps.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FDIV, 0, 0, -1, 0, x, y, -1)

    def sqrt(self, x: int) -> int:
        """Square root.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_SQRT, 0, 0, -1, 0, x, -1, -1)

    def fma(self, x: int, y: int, z: int) -> int:
        """x * y + z, rounded once.

        Fd/y; x: T, y: T, z: T -> T.
        """
        return self.emit_one(OP_FMA, 0, 0, -1, 0, x, y, z)

    def fneg(self, x: int) -> int:
        """Sign bit flipped.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_FNEG, 0, 0, -1, 0, x, -1, -1)

    def fabs(self, x: int) -> int:
        """Sign bit cleared.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_FABS, 0, 0, -1, 0, x, -1, -1)

    def fcopysign(self, x: int, y: int) -> int:
        """x with the sign bit of y.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FCOPYSIGN, 0, 0, -1, 0, x, y, -1)

    def fmin(self, x: int, y: int) -> int:
        """Lesser; NaN if either is NaN; -0 below +0.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FMIN, 0, 0, -1, 0, x, y, -1)

    def fmax(self, x: int, y: int) -> int:
        """Greater; NaN if either is NaN; +0 above -0.

        Fd/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_FMAX, 0, 0, -1, 0, x, y, -1)

    def ceil(self, x: int) -> int:
        """Integral value upward.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_CEIL, 0, 0, -1, 0, x, -1, -1)

    def floor(self, x: int) -> int:
        """Integral value downward.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_FLOOR, 0, 0, -1, 0, x, -1, -1)

    def trunc(self, x: int) -> int:
        """Integral value toward zero.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_TRUNC, 0, 0, -1, 0, x, -1, -1)

    def nearest(self, x: int) -> int:
        """Nearest integral value, ties to even.

        Fd/x; x: T -> T.
        """
        return self.emit_one(OP_NEAREST, 0, 0, -1, 0, x, -1, -1)

    def fcmp(self, cc: str, x: int, y: int) -> int:
        """Compare; shape of the result as for icmp.

        Fd/x; x: T, y: T -> truthy(T).
        """
        return self.emit_one(OP_FCMP, 0, choice(FLOATCC, cc, "float condition"), -1, 0, x, y, -1)

    def fpromote(self, ty: int, x: int) -> int:
        """Exact conversion to a wider format.

        fN!; x: <T -> T.
        """
        return self.emit_one(OP_FPROMOTE, ty, 0, -1, 0, x, -1, -1)

    def fdemote(self, ty: int, x: int) -> int:
        """Conversion to a narrower format, rounded.

        fN!; x: >T -> T.
        """
        return self.emit_one(OP_FDEMOTE, ty, 0, -1, 0, x, -1, -1)

    def fcvt_to_uint(self, ty: int, x: int) -> int:
        """Truncate to unsigned; bad_toint for NaN, int_ovf out of range.

        iN!; x: fN -> T.
        """
        return self.emit_one(OP_FCVT_TO_UINT, ty, 0, -1, 0, x, -1, -1)

    def fcvt_to_sint(self, ty: int, x: int) -> int:
        """Truncate to signed; bad_toint for NaN, int_ovf out of range.

        iN!; x: fN -> T.
        """
        return self.emit_one(OP_FCVT_TO_SINT, ty, 0, -1, 0, x, -1, -1)

    def fcvt_to_uint_sat(self, ty: int, x: int) -> int:
        """Truncate to unsigned, clamped; NaN gives 0.

        I!; x: Fd -> T.
        """
        return self.emit_one(OP_FCVT_TO_UINT_SAT, ty, 0, -1, 0, x, -1, -1)

    def fcvt_to_sint_sat(self, ty: int, x: int) -> int:
        """Truncate to signed, clamped; NaN gives 0.

        I!; x: Fd -> T.
        """
        return self.emit_one(OP_FCVT_TO_SINT_SAT, ty, 0, -1, 0, x, -1, -1)

    def fcvt_from_uint(self, ty: int, x: int) -> int:
        """Unsigned integer to float, rounded.

        F!; x: I -> T.
        """
        return self.emit_one(OP_FCVT_FROM_UINT, ty, 0, -1, 0, x, -1, -1)

    def fcvt_from_sint(self, ty: int, x: int) -> int:
        """Signed integer to float, rounded.

        F!; x: I -> T.
        """
        return self.emit_one(OP_FCVT_FROM_SINT, ty, 0, -1, 0, x, -1, -1)

    def bitcast(self, ty: int, x: int, flags: int = MEM_DEFAULT) -> int:
        """The same bits as another type of equal size.

        Mem!; x: Mem -> T. `flags`: memory flags, `entities.MEM_*`.
        """
        return self.emit_one(OP_BITCAST, ty, 0, -1, flags, x, -1, -1)

    def splat(self, ty: int, x: int) -> int:
        """Every lane is x.

        Vd!; x: lane(T) -> T.
        """
        return self.emit_one(OP_SPLAT, ty, 0, -1, 0, x, -1, -1)

    def scalar_to_vector(self, ty: int, s: int) -> int:
        """Lane 0 is s, the others zero.

        V!; s: lane(T) -> T.
        """
        return self.emit_one(OP_SCALAR_TO_VECTOR, ty, 0, -1, 0, s, -1, -1)

    def insertlane(self, x: int, y: int, lane: int) -> int:
        """x with one lane replaced by y.

        Vd/x; x: T, y: lane(T) -> T.
        """
        return self.emit_one(OP_INSERTLANE, 0, self.lane_index(OP_INSERTLANE, x, lane), -1, 0, x, y, -1)

    def extractlane(self, x: int, lane: int) -> int:
        """One lane of x.

        Vd/x; x: T -> lane(T).
        """
        return self.emit_one(OP_EXTRACTLANE, 0, self.lane_index(OP_EXTRACTLANE, x, lane), -1, 0, x, -1, -1)

    def swizzle(self, x: int, y: int) -> int:
        """Bytes of x picked by y; 0 for an index above 15.

        x: i8x16, y: i8x16 -> i8x16.
        """
        return self.emit_one(OP_SWIZZLE, 0, 0, -1, 0, x, y, -1)

    def shuffle(self, a: int, b: int, mask: bytes) -> int:
        """Bytes picked from a then b by the mask.

        a: i8x16, b: i8x16 -> i8x16. `mask`: 16 indices below 32.
        """
        return self.emit_one(OP_SHUFFLE, 0, self.shuffle_mask(mask), -1, 0, a, b, -1)

    def vany_true(self, a: int) -> int:
        """1 when any lane is not zero.

        V/a; a: T -> i8.
        """
        return self.emit_one(OP_VANY_TRUE, 0, 0, -1, 0, a, -1, -1)

    def vall_true(self, a: int) -> int:
        """1 when no lane is zero.

        V/a; a: T -> i8.
        """
        return self.emit_one(OP_VALL_TRUE, 0, 0, -1, 0, a, -1, -1)

    def vhigh_bits(self, ty: int, a: int) -> int:
        """The top bit of each lane, lane 0 lowest.

        i8-64!; a: V -> T.
        """
        return self.emit_one(OP_VHIGH_BITS, ty, 0, -1, 0, a, -1, -1)

    def uadd_sat(self, x: int, y: int) -> int:
        """Sum clamped as unsigned.

        Iv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_UADD_SAT, 0, 0, -1, 0, x, y, -1)

    def sadd_sat(self, x: int, y: int) -> int:
        """Sum clamped as signed.

        Iv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SADD_SAT, 0, 0, -1, 0, x, y, -1)

    def usub_sat(self, x: int, y: int) -> int:
        """Difference clamped at 0.

        Iv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_USUB_SAT, 0, 0, -1, 0, x, y, -1)

    def ssub_sat(self, x: int, y: int) -> int:
        """Difference clamped as signed.

        Iv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SSUB_SAT, 0, 0, -1, 0, x, y, -1)

    def avg_round(self, x: int, y: int) -> int:
        """Unsigned average, rounded up.

        Iv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_AVG_ROUND, 0, 0, -1, 0, x, y, -1)

    def iadd_pairwise(self, x: int, y: int) -> int:
        """Sums of neighbouring lanes, those of x first.

        Wv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_IADD_PAIRWISE, 0, 0, -1, 0, x, y, -1)

    def sqmul_round_sat(self, x: int, y: int) -> int:
        """Rounded fixed-point product, clamped.

        Qv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_SQMUL_ROUND_SAT, 0, 0, -1, 0, x, y, -1)

    def snarrow(self, x: int, y: int) -> int:
        """Signed lanes of x then y clamped to the signed half width.

        Nv/x; x: T, y: T -> split(T).
        """
        return self.emit_one(OP_SNARROW, 0, 0, -1, 0, x, y, -1)

    def unarrow(self, x: int, y: int) -> int:
        """Signed lanes of x then y clamped to the unsigned half width.

        Nv/x; x: T, y: T -> split(T).
        """
        return self.emit_one(OP_UNARROW, 0, 0, -1, 0, x, y, -1)

    def uunarrow(self, x: int, y: int) -> int:
        """Unsigned lanes of x then y clamped to the unsigned half width.

        Nv/x; x: T, y: T -> split(T).
        """
        return self.emit_one(OP_UUNARROW, 0, 0, -1, 0, x, y, -1)

    def swiden_low(self, x: int) -> int:
        """Low half of the lanes, sign-extended.

        Wv/x; x: T -> merge(T).
        """
        return self.emit_one(OP_SWIDEN_LOW, 0, 0, -1, 0, x, -1, -1)

    def swiden_high(self, x: int) -> int:
        """High half of the lanes, sign-extended.

        Wv/x; x: T -> merge(T).
        """
        return self.emit_one(OP_SWIDEN_HIGH, 0, 0, -1, 0, x, -1, -1)

    def uwiden_low(self, x: int) -> int:
        """Low half of the lanes, zero-extended.

        Wv/x; x: T -> merge(T).
        """
        return self.emit_one(OP_UWIDEN_LOW, 0, 0, -1, 0, x, -1, -1)

    def uwiden_high(self, x: int) -> int:
        """High half of the lanes, zero-extended.

        Wv/x; x: T -> merge(T).
        """
        return self.emit_one(OP_UWIDEN_HIGH, 0, 0, -1, 0, x, -1, -1)

    def fvdemote(self, x: int) -> int:
        """Both lanes narrowed into lanes 0 and 1, zeros above.

        x: f64x2 -> f32x4.
        """
        return self.emit_one(OP_FVDEMOTE, 0, 0, -1, 0, x, -1, -1)

    def fvpromote_low(self, a: int) -> int:
        """Lanes 0 and 1 widened.

        a: f32x4 -> f64x2.
        """
        return self.emit_one(OP_FVPROMOTE_LOW, 0, 0, -1, 0, a, -1, -1)

    def extract_vector(self, x: int, lane: int) -> int:
        """One 128-bit piece of a dynamic vector.

        Dv/x; x: T -> fixed(T).
        """
        return self.emit_one(OP_EXTRACT_VECTOR, 0, self.lane_index(OP_EXTRACT_VECTOR, x, lane), -1, 0, x, -1, -1)

    def x86_pshufb(self, x: int, y: int) -> int:
        """Byte y & 15 of x, or 0 where bit 7 of y is set.

        x: i8x16, y: i8x16 -> i8x16.
        """
        return self.emit_one(OP_X86_PSHUFB, 0, 0, -1, 0, x, y, -1)

    def x86_pmulhrsw(self, x: int, y: int) -> int:
        """sqmul_round_sat whose one overflow wraps.

        Qv/x; x: T, y: T -> T.
        """
        return self.emit_one(OP_X86_PMULHRSW, 0, 0, -1, 0, x, y, -1)

    def x86_pmaddubsw(self, x: int, y: int) -> int:
        """Signed times unsigned bytes, neighbours added with clamping.

        x: i8x16, y: i8x16 -> i16x8.
        """
        return self.emit_one(OP_X86_PMADDUBSW, 0, 0, -1, 0, x, y, -1)

    def x86_cvtt2dq(self, ty: int, x: int) -> int:
        """Truncate to signed; the least integer for NaN and out of range.

        I!; x: Fd -> T.
        """
        return self.emit_one(OP_X86_CVTT2DQ, ty, 0, -1, 0, x, -1, -1)
