"""Library functions in the place of instructions that a machine lacks.

    v3 = fma v0, v1, v2             ->     fn0 = %FmaF64(f64, f64, f64) -> f64 system_v
                                           v4 = call fn0(v0, v1, v2)                 v3 -> v4

Of a vector it is a call for each lane.

What becomes a call is a table of the target, `LibraryCalls`: by opcode, controlling type and type of the
first operand. What all machines lack, division of i128 and its conversions to and from floats, is in
`COMMON_ROWS`. Machines move, load and make constants of f16 and f128; what computes with them is
in `half_rows` and `quad_rows`.

Names that CLIF knows (`%FmaF64`) are translated to C symbols when they are linked (`libcalls.py`); the others
are symbols of the run-time library of C compilers, libgcc or compiler-rt.

Sources: "Libgcc - The GCC Low-Level Runtime Library", sections "Integer library routines" and "Routines for
floating point emulation" of the GCC internals manual.
"""

from typing import Final

from librt.vecs import vec
from mypy_extensions import i64

from ...ir.entities import AbiParam, ExtFunc, ExtName, Signature
from ...ir.errors import UnsupportedError
from ...ir.function import Function
from ...ir.opcodes import OPS
from ...ir.opcodes_gen import (
    OP_ATOMIC_CAS,
    OP_ATOMIC_LOAD,
    OP_ATOMIC_RMW,
    OP_ATOMIC_STORE,
    OP_CALL,
    OP_CEIL,
    OP_COUNT,
    OP_EXTRACTLANE,
    OP_FADD,
    OP_FCMP,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT,
    OP_FCVT_TO_UINT_SAT,
    OP_FDEMOTE,
    OP_FDIV,
    OP_FLOOR,
    OP_FMA,
    OP_FMAX,
    OP_FMIN,
    OP_FMUL,
    OP_FPROMOTE,
    OP_FSUB,
    OP_INSERTLANE,
    OP_NEAREST,
    OP_SDIV,
    OP_SQRT,
    OP_SREM,
    OP_TRUNC,
    OP_UDIV,
    OP_UREM,
)
from ...ir.types import (
    F16,
    F32,
    F64,
    F128,
    I8,
    I16,
    I32,
    I64,
    I128,
    bit,
    is_dynamic,
    is_vector,
    lane_count,
    lane_type,
    type_name,
)
from .emitter import Emitter


class LibraryFunction:
    """A function that does what an instruction does."""

    def __init__(self, name: str, params: list[int], result: int) -> None:
        self.name: ExtName = ExtName(name)
        self.signature: Signature = Signature([AbiParam(ty) for ty in params], [AbiParam(result)], "system_v")
        """The C convention of the target. One object for all functions that call it: `abi.Layouts` knows
        signatures by identity."""
        self.results: list[int] = [I64, I64] if result == I128 else [result]
        """Types of the results of a call."""


#: What gets a check of its address (atomics.py).
ATOMIC_OPS: Final = (OP_ATOMIC_RMW, OP_ATOMIC_CAS, OP_ATOMIC_LOAD, OP_ATOMIC_STORE)
#: Opcode, controlling type, type of the first operand.
CallKey = tuple[int, int, int]


class LibraryCalls:
    """What becomes a call on one machine, whether arithmetic on f16 is done in f32, and which opcodes on i8
    to i64 it lacks altogether (some of `words.WORD_OPS`)."""

    def __init__(
        self, rows: dict[CallKey, LibraryFunction], widens_half: bool, lacks: tuple[int, ...] = ()
    ) -> None:
        self.rows: dict[CallKey, LibraryFunction] = rows
        self.widens_half: bool = widens_half
        self.lacks: tuple[int, ...] = lacks
        self.types: vec[i64] = vec[i64]([0] * OP_COUNT)
        """By opcode: a bit `1 << ty` for each type of an operand or result at which it may need rewriting.
        (What has to do with i128 is found by the types of values.)"""
        for op, ty, operand in rows:
            if ty != I128 and operand != I128:
                rare = operand if operand in (F16, F128) else ty
                self.types[op] = self.types[op] | bit(rare)
        if (OP_FADD, F128, F128) in rows:
            for op in QUAD_OPS:
                self.types[op] = self.types[op] | bit(F128)
        for op in ATOMIC_OPS:
            self.types[op] = self.types[op] | bit(I16) | bit(I32) | bit(I64)
        for op in lacks:
            self.types[op] = self.types[op] | bit(I8) | bit(I16) | bit(I32) | bit(I64)
        if widens_half:
            for op in HALF_OPS:
                self.types[op] = self.types[op] | bit(F16)

    def may_change(self, op: i64, ty: i64, operand: i64) -> bool:
        """Whether an instruction without i128 operands and results may need to be rewritten, of scalars or
        lane by lane. `operand` is the type of its first operand."""
        return (self.types[op] & (bit(ty & 15) | bit(operand & 15))) != 0


def _common() -> dict[CallKey, LibraryFunction]:
    """Quotients of i128, and its conversions to and from floats."""
    rows: dict[CallKey, LibraryFunction] = {}
    for op, name in ((OP_UDIV, "udiv"), (OP_SDIV, "div"), (OP_UREM, "umod"), (OP_SREM, "mod")):
        rows[(op, I128, I128)] = LibraryFunction(f"__{name}ti3", [I128, I128], I128)
    for ty, letter in ((F32, "s"), (F64, "d")):
        rows[(OP_FCVT_FROM_SINT, ty, I128)] = LibraryFunction(f"__floatti{letter}f", [I128], ty)
        rows[(OP_FCVT_FROM_UINT, ty, I128)] = LibraryFunction(f"__floatunti{letter}f", [I128], ty)
        signed = LibraryFunction(f"__fix{letter}fti", [ty], I128)
        unsigned = LibraryFunction(f"__fixuns{letter}fti", [ty], I128)
        rows[(OP_FCVT_TO_SINT, I128, ty)] = rows[(OP_FCVT_TO_SINT_SAT, I128, ty)] = signed
        rows[(OP_FCVT_TO_UINT, I128, ty)] = rows[(OP_FCVT_TO_UINT_SAT, I128, ty)] = unsigned
    return rows


def quad_rows() -> dict[CallKey, LibraryFunction]:
    """f128: what is one call. Comparisons and conversions to integers take more (floats.py)."""
    rows: dict[CallKey, LibraryFunction] = {}
    for op, name, count in (
        (OP_FADD, "__addtf3", 2),
        (OP_FSUB, "__subtf3", 2),
        (OP_FMUL, "__multf3", 2),
        (OP_FDIV, "__divtf3", 2),
        (OP_SQRT, "sqrtf128", 1),
        (OP_FMA, "fmaf128", 3),
        (OP_CEIL, "ceilf128", 1),
        (OP_FLOOR, "floorf128", 1),
        (OP_TRUNC, "truncf128", 1),
        (OP_NEAREST, "nearbyintf128", 1),
    ):
        rows[(op, F128, F128)] = LibraryFunction(name, [F128] * count, F128)
    for ty, letter in ((F16, "h"), (F32, "s"), (F64, "d")):
        rows[(OP_FPROMOTE, F128, ty)] = LibraryFunction(f"__extend{letter}ftf2", [ty], F128)
        rows[(OP_FDEMOTE, ty, F128)] = LibraryFunction(f"__trunctf{letter}f2", [F128], ty)
    for ty, letter in ((I32, "s"), (I64, "d"), (I128, "t")):
        rows[(OP_FCVT_FROM_SINT, F128, ty)] = LibraryFunction(f"__float{letter}itf", [ty], F128)
        rows[(OP_FCVT_FROM_UINT, F128, ty)] = LibraryFunction(f"__floatun{letter}itf", [ty], F128)
        signed = LibraryFunction(f"__fixtf{letter}i", [F128], ty)
        unsigned = LibraryFunction(f"__fixunstf{letter}i", [F128], ty)
        rows[(OP_FCVT_TO_SINT, ty, F128)] = rows[(OP_FCVT_TO_SINT_SAT, ty, F128)] = signed
        rows[(OP_FCVT_TO_UINT, ty, F128)] = rows[(OP_FCVT_TO_UINT_SAT, ty, F128)] = unsigned
    return rows


COMMON_ROWS: Final = _common()
#: Comparisons of f128; the result is an integer less than, equal to or greater than 0.
QUAD_COMPARISONS: Final = {
    name: LibraryFunction(f"__{name}tf2", [F128, F128], I32)
    for name in ("unord", "eq", "ne", "lt", "le", "gt", "ge")
}
_CONVERSIONS: Final[tuple[int, ...]] = (
    OP_FCMP,
    OP_FCVT_FROM_SINT,
    OP_FCVT_FROM_UINT,
    OP_FCVT_TO_SINT,
    OP_FCVT_TO_SINT_SAT,
    OP_FCVT_TO_UINT,
    OP_FCVT_TO_UINT_SAT,
)
#: What f128 needs besides the rows of single calls.
QUAD_OPS: Final[tuple[int, ...]] = (*_CONVERSIONS, OP_FMIN, OP_FMAX)
#: Arithmetic on f16.
HALF_ARITHMETIC: Final[tuple[int, ...]] = (
    OP_FADD,
    OP_FSUB,
    OP_FMUL,
    OP_FDIV,
    OP_SQRT,
    OP_FMA,
    OP_FMIN,
    OP_FMAX,
    OP_CEIL,
    OP_FLOOR,
    OP_TRUNC,
    OP_NEAREST,
)
HALF_OPS: Final[tuple[int, ...]] = (*HALF_ARITHMETIC, *_CONVERSIONS)

#: For a machine that lacks nothing else.
COMMON_CALLS: Final = LibraryCalls(COMMON_ROWS, False)


def half_rows() -> dict[CallKey, LibraryFunction]:
    """Conversions of f16 to and from the formats that have arithmetic."""
    return {
        (OP_FPROMOTE, F32, F16): LibraryFunction("__extendhfsf2", [F16], F32),
        (OP_FDEMOTE, F16, F32): LibraryFunction("__truncsfhf2", [F32], F16),
        (OP_FDEMOTE, F16, F64): LibraryFunction("__truncdfhf2", [F64], F16),
    }


def rounding_rows() -> dict[CallKey, LibraryFunction]:
    """`ceil`, `floor`, `trunc`, `nearest` of f32 and f64."""
    rows: dict[CallKey, LibraryFunction] = {}
    for op, name in ((OP_CEIL, "Ceil"), (OP_FLOOR, "Floor"), (OP_TRUNC, "Trunc"), (OP_NEAREST, "Nearest")):
        rows[(op, F32, F32)] = LibraryFunction(f"{name}F32", [F32], F32)
        rows[(op, F64, F64)] = LibraryFunction(f"{name}F64", [F64], F64)
    return rows


def fma_rows() -> dict[CallKey, LibraryFunction]:
    """`fma` of f32 and f64."""
    return {
        (OP_FMA, F32, F32): LibraryFunction("FmaF32", [F32, F32, F32], F32),
        (OP_FMA, F64, F64): LibraryFunction("FmaF64", [F64, F64, F64], F64),
    }


class Library:
    """Calls of library functions from one function."""

    def __init__(self, func: Function, calls: LibraryCalls, target: str) -> None:
        self.func: Function = func
        self.calls: LibraryCalls = calls
        self.target: str = target
        """Name of the machine, for errors."""
        self._declared: dict[str, int] = {}
        """Number of the function reference, by name."""

    def lookup(self, op: i64, ty: i64, operand: i64) -> LibraryFunction | None:
        """The function for an instruction, if it is a call."""
        return self.calls.rows.get((int(op), int(ty), int(operand)))

    def find(self, op: i64, ty: i64, operand: i64) -> LibraryFunction:
        """The function for an instruction. Raises `UnsupportedError` when there is none."""
        row = self.lookup(op, ty, operand)
        if row is None:
            name = f"{OPS[int(op)].name}.{type_name(ty)}"
            of = f" of {type_name(operand)}" if operand != ty else ""
            raise UnsupportedError(f"{name}{of} is not supported on {self.target}")
        return row

    def call(self, emit: Emitter, row: LibraryFunction, args: list[i64]) -> i64:
        """A call; its first result. `args` are as lowering wants them: two for an i128."""
        func = self.func
        inst = emit.make(OP_CALL, 0, 0, self._reference(row), 0)
        for value in args:
            func.push_arg(inst, value)
        for ty in row.results:
            func.make_result(inst, ty)
        emit.put(inst)
        return i64(func.result_start[inst])

    def _reference(self, row: LibraryFunction) -> int:
        """A function reference to a library function, declared when there is none."""
        func = self.func
        number = self._declared.get(row.name.name)
        if number is None:
            number = len(func.ext_funcs)
            func.ext_funcs.append(ExtFunc(row.name, len(func.signatures)))
            func.signatures.append(row.signature)
            self._declared[row.name.name] = number
        return number

    def replace(self, emit: Emitter, inst: i64) -> None:
        """Make a call of an instruction if the table has it, or of one on vectors a call for each lane."""
        func = self.func
        ty = i64(func.ty[inst])
        operand = lane_type(i64(func.value_type[func.arg(inst, 0)]))
        row = self.lookup(i64(func.op[inst]), lane_type(ty), operand)
        if row is None or is_dynamic(ty) or (is_vector(ty) and func.value_type[func.arg(inst, 0)] != ty):
            return
        result = func.arg(inst, 0)
        if is_vector(ty):
            lane: i64 = 0
            while lane < lane_count(ty):
                value = self.call(emit, row, self._operands(emit, inst, lane))
                result = emit.plain(OP_INSERTLANE, ty, ty, lane, result, value, -1)
                lane += 1
        else:
            result = self.call(emit, row, self._operands(emit, inst, -1))
        func.replace_value(i64(func.result_start[inst]), result)
        func.remove_inst(inst)

    def _operands(self, emit: Emitter, inst: i64, lane: i64) -> list[i64]:
        """The operands of an instruction, or one lane of each."""
        func = self.func
        operands: list[i64] = []
        i: i64 = 0
        while i < i64(func.arg_count[inst]):
            value = func.arg(inst, i)
            if lane >= 0:
                ty = i64(func.value_type[value])
                value = emit.plain(OP_EXTRACTLANE, ty, lane_type(ty), lane, value, -1, -1)
            operands.append(value)
            i += 1
        return operands
