"""Every opcode, declared once.

One row per opcode. The reader, printer, verifier, builder methods, effect queries and the printed
reference are made from these rows; the meaning of an opcode as a computation is one function in
`semantics/`. `python -m irtool.ir.gen_opcodes` writes `opcodes_gen.py` (the `OP_*` and `FMT_*`
numbers and the fact tables that hot code indexes) from this file; a test regenerates and compares.

A row reads

    op("iadd", "binary", "Id/x", "x: T, y: T", "T", "", "Sum, wrapping at the lane width.")
        name    format    control  operands      results effects

control    where the controlling type T comes from: `S/x` - a member of type set S, taken from
           operand x unless the text has a suffix; `S!` - the suffix is required; empty - none.
operands   the *value* operands in text order, with their types; immediates, flags, entity
           references and block calls are given by the format.
results    result types, comma-separated; `sig` means the returns of the callee's signature.
effects    letters: B branch, T terminator, R return (B and R imply T), C call, L reads memory,
           S writes memory, X may trap, E other side effect, i equal instances may be merged
           although they have a side effect.

Type sets (`TYPE_SETS`) and derived types (`lane(T)`, `half(T)`, ...) are those of the CLIF
reference. Opcode numbers are row numbers.
"""

from typing import Final, NamedTuple

from .trap_codes import TRAP_CODES as TRAP_CODES
from .trap_codes import trap_code as trap_code
from .trap_codes import trap_name as trap_name


class OpRow(NamedTuple):
    """One declared opcode; see the module docstring for the notation of each field."""

    name: str
    format: str
    control: str
    operands: str
    results: str
    effects: str
    meaning: str

    @property
    def operand_list(self) -> list[tuple[str, str]]:
        """`(name, type expression)` of each value operand."""
        parts = [part.split(":") for part in self.operands.split(",") if part.strip()]
        return [(name.strip(), ty.strip()) for name, ty in parts]

    @property
    def result_list(self) -> list[str]:
        """Type expression of each result (`["sig"]` for calls)."""
        return [part.strip() for part in self.results.split(",") if part.strip()]


#: What the instruction carries besides its value operands, by format (see `function.py`).
FORMATS: Final = {
    "nullary": "nothing",
    "unary": "one value",
    "binary": "two values",
    "ternary": "three values",
    "unary_imm": "imm: integer constant",
    "unary_ieee16": "imm: bits of a binary16",
    "unary_ieee32": "imm: bits of a binary32",
    "unary_ieee64": "imm: bits of a binary64",
    "unary_const": "imm: constant-pool entry",
    "binary_imm8": "one value, imm: u8",
    "ternary_imm8": "two values, imm: u8",
    "shuffle": "two values, imm: constant-pool entry holding 16 mask bytes",
    "int_compare": "imm: intcc; two values",
    "float_compare": "imm: floatcc; two values",
    "load": "flags; address, imm: offset32",
    "load_no_offset": "flags; one value",
    "store": "flags; value, address, imm: offset32",
    "store_no_offset": "flags; value, address",
    "atomic_rmw": "flags; imm: rmw operation; address, value",
    "atomic_cas": "flags; address, expected, replacement",
    "stack_addr": "aux: stack slot, imm: offset32",
    "dynamic_stack_addr": "aux: dynamic stack slot",
    "func_addr": "aux: function reference",
    "global_value": "aux: global value",
    "handler_address": "aux: block, imm: index of the exceptional edge",
    "trap": "imm: trap code",
    "cond_trap": "one value, imm: trap code",
    "add_trap": "two values, imm: trap code",
    "jump": "one block call",
    "brif": "condition; two block calls",
    "br_table": "index; the default block call, then the entries",
    "return": "any number of values",
    "call": "aux: function reference; arguments",
    "call_indirect": "aux: signature; callee, arguments",
    "try_call": "aux: function reference, imm: exception table; arguments",
    "try_call_indirect": "imm: exception table; callee, arguments",
}

_SCALAR_INT = "i8 i16 i32 i64 i128"
_INT_LANES = "i8 i16 i32 i64"
_FLOATS = "f16 f32 f64 f128"
_MAX_LANES = 256


def _vectors(lanes: str, low: int = 2, high: int = _MAX_LANES) -> str:
    counts = [1 << k for k in range(1, 9) if low <= 1 << k <= high]
    return " ".join(f"{lane}x{n}" for lane in lanes.split() for n in counts)


_ALL_LANES = f"{_SCALAR_INT} {_FLOATS}"

#: Members of each type set by name, fixed types only; a trailing `+dyn` adds the dynamic
#: vectors over the same lanes (lane counts as listed).
TYPE_SETS: Final = {
    "iN": _SCALAR_INT,
    "i8-64": "i8 i16 i32 i64",
    "i16-64": "i16 i32 i64",
    "i32-64": "i32 i64",
    "i16-128": "i16 i32 i64 i128",
    "i64": "i64",
    "fN": _FLOATS,
    "I": f"{_SCALAR_INT} {_vectors(_SCALAR_INT)}",
    "Iv": _vectors(_SCALAR_INT),
    "Id": f"{_SCALAR_INT} {_vectors(_SCALAR_INT)} +dyn",
    "F": f"{_FLOATS} {_vectors(_FLOATS)}",
    "Fd": f"{_FLOATS} {_vectors(_FLOATS)} +dyn",
    "Any": f"{_ALL_LANES} {_vectors(_ALL_LANES)}",
    "V": _vectors(_ALL_LANES),
    "Vd": f"{_vectors(_ALL_LANES)} +dyn",
    "Mem": f"{_ALL_LANES} {_vectors(_ALL_LANES)} +dyn",
    "Qv": _vectors("i16 i32", 4, 8),
    "Nv": f"{_vectors('i16 i32 i64', 2, 8)} +dyn",
    "Wv": f"{_vectors('i8 i16 i32', 2, 16)} +dyn",
    "Dv": "+dyn",
}

op = OpRow

OPS: Final[tuple[OpRow, ...]] = (
    # --- control flow and calls ---
    op("jump", "jump", "", "", "", "B", "Continue at the block with these arguments."),
    op("brif", "brif", "iN/c", "c: T", "", "B", "Take the first block call when c is not zero, the second otherwise."),
    op("br_table", "br_table", "", "x: i32", "", "B", "Take entry x (unsigned) of the table; the first block call when x is past its end."),
    op("return", "return", "", "", "", "R", "Give the values back to the caller."),
    op("trap", "trap", "", "", "", "TX", "End execution with the trap code."),
    op("trapz", "cond_trap", "iN/c", "c: T", "", "Xi", "Trap when c is zero."),
    op("trapnz", "cond_trap", "iN/c", "c: T", "", "Xi", "Trap when c is not zero."),
    op("debugtrap", "nullary", "", "", "", "LSE", "Stop in the debugger; execution can go on."),
    op("call", "call", "", "", "sig", "C", "Call a declared function."),
    op("call_indirect", "call_indirect", "i32-64/callee", "callee: T", "sig", "C", "Call a code address with the given signature."),
    op("return_call", "call", "", "", "", "RC", "Tail call: the callee takes the place of this frame."),
    op("return_call_indirect", "call_indirect", "i32-64/callee", "callee: T", "", "RC", "Tail call of a code address."),
    op("try_call", "try_call", "", "", "", "BC", "Call that continues at the normal edge or at a handler."),
    op("try_call_indirect", "try_call_indirect", "i32-64/callee", "callee: T", "", "BC", "The same through a code address."),
    op("func_addr", "func_addr", "i32-64!", "", "T", "", "Code address of a declared function."),
    op("get_exception_handler_address", "handler_address", "i32-64!", "", "T", "", "Code address of one exceptional edge of the block's try_call."),
    op("stack_switch", "ternary", "i32-64/load_context_ptr", "store_context_ptr: T, load_context_ptr: T, in_payload0: T", "T", "CLSE", "Save this stack's context, resume another one and exchange payloads."),
    op("nop", "nullary", "", "", "", "", "Nothing at all."),
    op("sequence_point", "nullary", "", "", "", "E", "A place for debug tags that other side effects do not cross."),
    # --- memory ---
    op("load", "load", "Mem!", "p: i32-64", "T", "L", "The T stored at p + offset."),
    op("store", "store", "Mem/x", "x: T, p: i32-64", "", "S", "Store x at p + offset."),
    op("uload8", "load", "i16-64!", "p: i32-64", "T", "L", "The byte at p + offset, zero-extended."),
    op("sload8", "load", "i16-64!", "p: i32-64", "T", "L", "The byte at p + offset, sign-extended."),
    op("istore8", "store", "i16-64/x", "x: T, p: i32-64", "", "S", "Store the low 8 bits of x."),
    op("uload16", "load", "i32-64!", "p: i32-64", "T", "L", "The 16 bits at p + offset, zero-extended."),
    op("sload16", "load", "i32-64!", "p: i32-64", "T", "L", "The 16 bits at p + offset, sign-extended."),
    op("istore16", "store", "i32-64/x", "x: T, p: i32-64", "", "S", "Store the low 16 bits of x."),
    op("uload32", "load", "i32-64/p", "p: T", "i64", "L", "The 32 bits at p + offset, zero-extended."),
    op("sload32", "load", "i32-64/p", "p: T", "i64", "L", "The 32 bits at p + offset, sign-extended."),
    op("istore32", "store", "i64/x", "x: T, p: i32-64", "", "S", "Store the low 32 bits of x."),
    op("uload8x8", "load", "i32-64/p", "p: T", "i16x8", "L", "Eight bytes, each zero-extended to a lane."),
    op("sload8x8", "load", "i32-64/p", "p: T", "i16x8", "L", "Eight bytes, each sign-extended to a lane."),
    op("uload16x4", "load", "i32-64/p", "p: T", "i32x4", "L", "Four halfwords, each zero-extended to a lane."),
    op("sload16x4", "load", "i32-64/p", "p: T", "i32x4", "L", "Four halfwords, each sign-extended to a lane."),
    op("uload32x2", "load", "i32-64/p", "p: T", "i64x2", "L", "Two words, each zero-extended to a lane."),
    op("sload32x2", "load", "i32-64/p", "p: T", "i64x2", "L", "Two words, each sign-extended to a lane."),
    op("stack_addr", "stack_addr", "i32-64!", "", "T", "", "Address of a byte of a stack slot."),
    op("dynamic_stack_addr", "dynamic_stack_addr", "i32-64!", "", "T", "", "Address of a dynamic stack slot."),
    op("symbol_value", "global_value", "Mem!", "", "T", "", "Value (address) of a global value."),
    op("tls_value", "global_value", "Mem!", "", "T", "", "Address of a thread-local symbol."),
    op("atomic_rmw", "atomic_rmw", "iN!", "p: i32-64, x: T", "T", "LSE", "Replace memory by op(old, x) atomically; the result is old. A misaligned address traps."),
    op("atomic_cas", "atomic_cas", "iN/x", "p: i32-64, e: T, x: T", "T", "LSE", "Store x if memory equals e, atomically; the result is the old value. A misaligned address traps."),
    op("atomic_load", "load_no_offset", "iN!", "p: i32-64", "T", "LE", "Sequentially consistent load; a misaligned address traps."),
    op("atomic_store", "store_no_offset", "iN/x", "x: T, p: i32-64", "", "SE", "Sequentially consistent store; a misaligned address traps."),
    op("fence", "nullary", "", "", "", "E", "Sequentially consistent fence."),
    # --- machine state ---
    op("get_pinned_reg", "nullary", "i32-64!", "", "T", "E", "Content of the pinned register."),
    op("set_pinned_reg", "unary", "i32-64/addr", "addr: T", "", "E", "Write the pinned register."),
    op("get_frame_pointer", "nullary", "i32-64!", "", "T", "", "The frame pointer."),
    op("get_stack_pointer", "nullary", "i32-64!", "", "T", "", "The stack pointer."),
    op("get_return_address", "nullary", "i32-64!", "", "T", "", "The address this function returns to."),
    # --- constants and selection ---
    op("iconst", "unary_imm", "i8-64!", "", "T", "", "Integer constant."),
    op("f16const", "unary_ieee16", "", "", "f16", "", "binary16 constant."),
    op("f32const", "unary_ieee32", "", "", "f32", "", "binary32 constant."),
    op("f64const", "unary_ieee64", "", "", "f64", "", "binary64 constant."),
    op("f128const", "unary_const", "", "", "f128", "", "binary128 constant out of the constant pool."),
    op("vconst", "unary_const", "V!", "", "T", "", "Vector constant out of the constant pool."),
    op("select", "ternary", "Any/x", "c: iN, x: T, y: T", "T", "", "x when the scalar c is not zero, y otherwise."),
    op("select_spectre_guard", "ternary", "Any/x", "c: iN, x: T, y: T", "T", "", "select that is never made a branch."),
    op("bitselect", "ternary", "Any/x", "c: T, x: T, y: T", "T", "", "Bits of x where c has ones, bits of y elsewhere."),
    op("blendv", "ternary", "Any/x", "c: T, x: T, y: T", "T", "", "Lanes of x where the lane of c has its top bit set, lanes of y elsewhere."),
    # --- integer arithmetic and bits ---
    op("iadd", "binary", "Id/x", "x: T, y: T", "T", "", "Sum, wrapping."),
    op("isub", "binary", "Id/x", "x: T, y: T", "T", "", "Difference, wrapping."),
    op("ineg", "unary", "Id/x", "x: T", "T", "", "Negation, wrapping."),
    op("iabs", "unary", "Id/x", "x: T", "T", "", "Absolute value; the least value stays itself."),
    op("imul", "binary", "Id/x", "x: T, y: T", "T", "", "Low half of the product."),
    op("umulhi", "binary", "Id/x", "x: T, y: T", "T", "", "High half of the unsigned product."),
    op("smulhi", "binary", "Id/x", "x: T, y: T", "T", "", "High half of the signed product."),
    op("udiv", "binary", "iN/x", "x: T, y: T", "T", "Xi", "Unsigned quotient; int_divz when y is 0."),
    op("sdiv", "binary", "iN/x", "x: T, y: T", "T", "Xi", "Signed quotient toward zero; int_divz for 0, int_ovf for MIN / -1."),
    op("urem", "binary", "iN/x", "x: T, y: T", "T", "Xi", "Unsigned remainder; int_divz when y is 0."),
    op("srem", "binary", "iN/x", "x: T, y: T", "T", "Xi", "Remainder with the sign of x; int_divz when y is 0; MIN rem -1 is 0."),
    op("smin", "binary", "I/x", "x: T, y: T", "T", "", "Lesser, signed."),
    op("umin", "binary", "I/x", "x: T, y: T", "T", "", "Lesser, unsigned."),
    op("smax", "binary", "I/x", "x: T, y: T", "T", "", "Greater, signed."),
    op("umax", "binary", "I/x", "x: T, y: T", "T", "", "Greater, unsigned."),
    op("uadd_overflow", "binary", "iN/x", "x: T, y: T", "T, i8", "", "Sum, and whether it carried."),
    op("sadd_overflow", "binary", "iN/x", "x: T, y: T", "T, i8", "", "Sum, and whether it overflowed as signed."),
    op("usub_overflow", "binary", "iN/x", "x: T, y: T", "T, i8", "", "Difference, and whether it borrowed."),
    op("ssub_overflow", "binary", "iN/x", "x: T, y: T", "T, i8", "", "Difference, and whether it overflowed as signed."),
    op("umul_overflow", "binary", "i8-64/x", "x: T, y: T", "T, i8", "", "Product, and whether the unsigned one did not fit."),
    op("smul_overflow", "binary", "i8-64/x", "x: T, y: T", "T, i8", "", "Product, and whether the signed one did not fit."),
    op("uadd_overflow_cin", "ternary", "iN/y", "x: T, y: T, c_in: i8", "T, i8", "", "x + y + carry, and the carry out."),
    op("sadd_overflow_cin", "ternary", "iN/y", "x: T, y: T, c_in: i8", "T, i8", "", "x + y + carry, and signed overflow."),
    op("usub_overflow_bin", "ternary", "iN/y", "x: T, y: T, b_in: i8", "T, i8", "", "x - y - borrow, and the borrow out."),
    op("ssub_overflow_bin", "ternary", "iN/y", "x: T, y: T, b_in: i8", "T, i8", "", "x - y - borrow, and signed overflow."),
    op("uadd_overflow_trap", "add_trap", "i32-64/x", "x: T, y: T", "T", "Xi", "Sum; traps with the code on carry."),
    op("band", "binary", "Any/x", "x: T, y: T", "T", "", "Bitwise and."),
    op("bor", "binary", "Any/x", "x: T, y: T", "T", "", "Bitwise or."),
    op("bxor", "binary", "Any/x", "x: T, y: T", "T", "", "Bitwise exclusive or."),
    op("bnot", "unary", "Any/x", "x: T", "T", "", "Bitwise complement."),
    op("ishl", "binary", "Id/x", "x: T, y: iN", "T", "", "Shift left by y modulo the lane width."),
    op("ushr", "binary", "Id/x", "x: T, y: iN", "T", "", "Logical shift right by y modulo the lane width."),
    op("sshr", "binary", "Id/x", "x: T, y: iN", "T", "", "Arithmetic shift right by y modulo the lane width."),
    op("rotl", "binary", "Id/x", "x: T, y: iN", "T", "", "Rotate left by y modulo the lane width."),
    op("rotr", "binary", "Id/x", "x: T, y: iN", "T", "", "Rotate right by y modulo the lane width."),
    op("bitrev", "unary", "iN/x", "x: T", "T", "", "Bits in reverse order."),
    op("bswap", "unary", "i16-128/x", "x: T", "T", "", "Bytes in reverse order."),
    op("clz", "unary", "iN/x", "x: T", "T", "", "Number of leading zeros; the width for 0."),
    op("ctz", "unary", "iN/x", "x: T", "T", "", "Number of trailing zeros; the width for 0."),
    op("cls", "unary", "iN/x", "x: T", "T", "", "Number of bits below the sign bit that equal it."),
    op("popcnt", "unary", "Id/x", "x: T", "T", "", "Number of ones."),
    op("icmp", "int_compare", "Id/x", "x: T, y: T", "truthy(T)", "", "Compare; 1 or 0, in vectors all ones or zero."),
    op("bmask", "unary", "iN!", "x: iN", "T", "", "All ones when x is not zero, else 0."),
    op("ireduce", "unary", "iN!", "x: >T", "T", "", "Low bits."),
    op("uextend", "unary", "iN!", "x: <T", "T", "", "Zero-extension."),
    op("sextend", "unary", "iN!", "x: <T", "T", "", "Sign-extension."),
    op("isplit", "unary", "i16-128/x", "x: T", "half(T), half(T)", "", "Low and high half."),
    op("iconcat", "binary", "i8-64/lo", "lo: T, hi: T", "dbl(T)", "", "hi above lo in the double width."),
    # --- floating point ---
    op("fadd", "binary", "Fd/x", "x: T, y: T", "T", "", "Sum."),
    op("fsub", "binary", "Fd/x", "x: T, y: T", "T", "", "Difference."),
    op("fmul", "binary", "Fd/x", "x: T, y: T", "T", "", "Product."),
    op("fdiv", "binary", "Fd/x", "x: T, y: T", "T", "", "Quotient; never traps."),
    op("sqrt", "unary", "Fd/x", "x: T", "T", "", "Square root."),
    op("fma", "ternary", "Fd/y", "x: T, y: T, z: T", "T", "", "x * y + z, rounded once."),
    op("fneg", "unary", "Fd/x", "x: T", "T", "", "Sign bit flipped."),
    op("fabs", "unary", "Fd/x", "x: T", "T", "", "Sign bit cleared."),
    op("fcopysign", "binary", "Fd/x", "x: T, y: T", "T", "", "x with the sign bit of y."),
    op("fmin", "binary", "Fd/x", "x: T, y: T", "T", "", "Lesser; NaN if either is NaN; -0 below +0."),
    op("fmax", "binary", "Fd/x", "x: T, y: T", "T", "", "Greater; NaN if either is NaN; +0 above -0."),
    op("ceil", "unary", "Fd/x", "x: T", "T", "", "Integral value upward."),
    op("floor", "unary", "Fd/x", "x: T", "T", "", "Integral value downward."),
    op("trunc", "unary", "Fd/x", "x: T", "T", "", "Integral value toward zero."),
    op("nearest", "unary", "Fd/x", "x: T", "T", "", "Nearest integral value, ties to even."),
    op("fcmp", "float_compare", "Fd/x", "x: T, y: T", "truthy(T)", "", "Compare; shape of the result as for icmp."),
    op("fpromote", "unary", "fN!", "x: <T", "T", "", "Exact conversion to a wider format."),
    op("fdemote", "unary", "fN!", "x: >T", "T", "", "Conversion to a narrower format, rounded."),
    op("fcvt_to_uint", "unary", "iN!", "x: fN", "T", "Xi", "Truncate to unsigned; bad_toint for NaN, int_ovf out of range."),
    op("fcvt_to_sint", "unary", "iN!", "x: fN", "T", "Xi", "Truncate to signed; bad_toint for NaN, int_ovf out of range."),
    op("fcvt_to_uint_sat", "unary", "I!", "x: Fd", "T", "", "Truncate to unsigned, clamped; NaN gives 0."),
    op("fcvt_to_sint_sat", "unary", "I!", "x: Fd", "T", "", "Truncate to signed, clamped; NaN gives 0."),
    op("fcvt_from_uint", "unary", "F!", "x: I", "T", "", "Unsigned integer to float, rounded."),
    op("fcvt_from_sint", "unary", "F!", "x: I", "T", "", "Signed integer to float, rounded."),
    op("bitcast", "load_no_offset", "Mem!", "x: Mem", "T", "", "The same bits as another type of equal size."),
    # --- vectors ---
    op("splat", "unary", "Vd!", "x: lane(T)", "T", "", "Every lane is x."),
    op("scalar_to_vector", "unary", "V!", "s: lane(T)", "T", "", "Lane 0 is s, the others zero."),
    op("insertlane", "ternary_imm8", "Vd/x", "x: T, y: lane(T)", "T", "", "x with one lane replaced by y."),
    op("extractlane", "binary_imm8", "Vd/x", "x: T", "lane(T)", "", "One lane of x."),
    op("swizzle", "binary", "", "x: i8x16, y: i8x16", "i8x16", "", "Bytes of x picked by y; 0 for an index above 15."),
    op("shuffle", "shuffle", "", "a: i8x16, b: i8x16", "i8x16", "", "Bytes picked from a then b by the mask."),
    op("vany_true", "unary", "V/a", "a: T", "i8", "", "1 when any lane is not zero."),
    op("vall_true", "unary", "V/a", "a: T", "i8", "", "1 when no lane is zero."),
    op("vhigh_bits", "unary", "i8-64!", "a: V", "T", "", "The top bit of each lane, lane 0 lowest."),
    op("uadd_sat", "binary", "Iv/x", "x: T, y: T", "T", "", "Sum clamped as unsigned."),
    op("sadd_sat", "binary", "Iv/x", "x: T, y: T", "T", "", "Sum clamped as signed."),
    op("usub_sat", "binary", "Iv/x", "x: T, y: T", "T", "", "Difference clamped at 0."),
    op("ssub_sat", "binary", "Iv/x", "x: T, y: T", "T", "", "Difference clamped as signed."),
    op("avg_round", "binary", "Iv/x", "x: T, y: T", "T", "", "Unsigned average, rounded up."),
    op("iadd_pairwise", "binary", "Wv/x", "x: T, y: T", "T", "", "Sums of neighbouring lanes, those of x first."),
    op("sqmul_round_sat", "binary", "Qv/x", "x: T, y: T", "T", "", "Rounded fixed-point product, clamped."),
    op("snarrow", "binary", "Nv/x", "x: T, y: T", "split(T)", "", "Signed lanes of x then y clamped to the signed half width."),
    op("unarrow", "binary", "Nv/x", "x: T, y: T", "split(T)", "", "Signed lanes of x then y clamped to the unsigned half width."),
    op("uunarrow", "binary", "Nv/x", "x: T, y: T", "split(T)", "", "Unsigned lanes of x then y clamped to the unsigned half width."),
    op("swiden_low", "unary", "Wv/x", "x: T", "merge(T)", "", "Low half of the lanes, sign-extended."),
    op("swiden_high", "unary", "Wv/x", "x: T", "merge(T)", "", "High half of the lanes, sign-extended."),
    op("uwiden_low", "unary", "Wv/x", "x: T", "merge(T)", "", "Low half of the lanes, zero-extended."),
    op("uwiden_high", "unary", "Wv/x", "x: T", "merge(T)", "", "High half of the lanes, zero-extended."),
    op("fvdemote", "unary", "", "x: f64x2", "f32x4", "", "Both lanes narrowed into lanes 0 and 1, zeros above."),
    op("fvpromote_low", "unary", "", "a: f32x4", "f64x2", "", "Lanes 0 and 1 widened."),
    op("extract_vector", "binary_imm8", "Dv/x", "x: T", "fixed(T)", "", "One 128-bit piece of a dynamic vector."),
    op("x86_pshufb", "binary", "", "x: i8x16, y: i8x16", "i8x16", "", "Byte y & 15 of x, or 0 where bit 7 of y is set."),
    op("x86_pmulhrsw", "binary", "Qv/x", "x: T, y: T", "T", "", "sqmul_round_sat whose one overflow wraps."),
    op("x86_pmaddubsw", "binary", "", "x: i8x16, y: i8x16", "i16x8", "", "Signed times unsigned bytes, neighbours added with clamping."),
    op("x86_cvtt2dq", "unary", "I!", "x: Fd", "T", "", "Truncate to signed; the least integer for NaN and out of range."),
)

OP_BY_NAME: Final = {row.name: number for number, row in enumerate(OPS)}

#: Integer condition codes in number order.
INTCC: Final[tuple[str, ...]] = ("eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule")
#: Float condition codes in number order.
FLOATCC: Final[tuple[str, ...]] = ("ord", "uno", "eq", "ne", "one", "ueq", "lt", "le", "gt", "ge", "ult", "ule", "ugt", "uge")
#: Operations of `atomic_rmw` in number order.
RMW_OPS: Final[tuple[str, ...]] = ("add", "sub", "and", "nand", "or", "xor", "xchg", "umin", "umax", "smin", "smax")
