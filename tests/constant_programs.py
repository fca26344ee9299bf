"""Functions that compute on constants of all types, for the tests of constant folding.

`cases` makes one function per opcode and operand types, over special and random values, in every form
a constant can have; `random_chain` one function of many operations.
"""

import random
from collections.abc import Iterator

from irtool.ir.function import Function
from irtool.ir.immediates import format_bytes, format_float, format_int
from irtool.ir.opcodes import FLOATCC, INTCC, OPS, TYPE_SETS, OpRow
from irtool.ir.text.reader import parse_function
from irtool.ir.typerules import RESULT_CODE_0, RESULT_CODE_1, result_type, set_members
from irtool.ir.types import (
    F64,
    I128,
    INVALID,
    is_dynamic,
    is_float,
    is_int,
    is_vector,
    lane_bits,
    lane_count,
    lane_type,
    parse_type,
    type_bits,
    type_name,
)
from irtool.ir.verify.verifier import verify
from irtool.passes.fold import FOLDS
from irtool.passes.fold_wide import MAX_BITS

#: Opcodes that fold at some type. `extract_vector` takes dynamic vectors, of which there are no constants.
NAMES = [row.name for op, row in enumerate(OPS) if FOLDS[op] and row.name != "extract_vector"]
_ROWS = {row.name: row for row in OPS}
_NUMBERS = {row.name: op for op, row in enumerate(OPS)}
_EXPONENT = {16: 5, 32: 8, 64: 11, 128: 15}


def _int_specials(bits: int) -> list[int]:
    top = 1 << (bits - 1)
    return [0, 1, 2, 3, bits - 1, bits, top - 1, top, top + 1, 2 * top - 2, 2 * top - 1]


def _float_specials(bits: int) -> list[int]:
    """Zeros, ones, halves, subnormals, the greatest, infinities, NaNs, and edges of integer types."""
    fraction = bits - 1 - _EXPONENT[bits]
    bias = (1 << (_EXPONENT[bits] - 1)) - 1
    infinity = (2 * bias + 1) << fraction
    quiet = 1 << (fraction - 1)
    numbers = [0, 1, quiet, infinity - 1, infinity, infinity | quiet, infinity | 1, infinity | quiet | 5]
    numbers += [(bias + k) << fraction for k in (-1, 0, 1, 6, 7, 8, 15, 31, 32, 63, 64, 127) if k <= bias]
    numbers += [bias << fraction | quiet, (bias + 1) << fraction | quiet // 2]
    return numbers + [number | 1 << (bits - 1) for number in numbers]


def random_lane(rng: random.Random, ty: int) -> int:
    """Bits of a scalar: mostly a special value."""
    bits = int(lane_bits(ty))
    if rng.random() < 0.3:
        return rng.getrandbits(bits) >> (rng.randrange(bits) if not is_float(ty) else 0)
    return rng.choice(_float_specials(bits) if is_float(ty) else _int_specials(bits))


class Writer:
    """Text of one function of one block."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: list[str] = []
        self.types: list[int] = []
        """By value."""

    def define(self, types: list[int], text: str) -> int:
        """An instruction with results of these types; gives the first."""
        first = len(self.types)
        self.types += types
        results = ", ".join(f"v{first + index}" for index in range(len(types)))
        self.lines.append(f"    {results} = {text}")
        return first

    def constant(self, ty: int) -> int:
        """A random constant of the type, in a form it has."""
        rng = self.rng
        name = type_name(ty)
        lane = int(lane_type(ty))
        bits = random_lane(rng, lane)
        if is_vector(ty):
            if rng.random() < 0.25:
                return self.define([ty], f"splat.{name} v{self.constant(lane)}")
            if type_bits(ty) in (32, 64) and rng.random() < 0.2:
                scalar = parse_type(f"f{type_bits(ty)}")
                return self.define([ty], f"bitcast.{name} little v{self.constant(scalar)}")
            size = int(lane_bits(ty)) // 8
            data = [random_lane(rng, lane).to_bytes(size, "little") for _ in range(lane_count(ty))]
            return self.define([ty], f"vconst.{name} {format_bytes(b''.join(data))}")
        if is_float(ty):
            return self.define([ty], f"{name}const {format_float(bits, ty)}")
        if ty != I128:
            return self.define([ty], f"iconst.{name} {format_int(_signed(bits, ty))}")
        form = rng.choice(["uextend", "sextend", "iconcat"])
        if form == "iconcat":
            halves = [self.define([4], f"iconst.i64 {_signed(half, 4)}") for half in (bits, bits >> 64)]
            return self.define([ty], f"iconcat v{halves[0]}, v{halves[1]}")
        return self.define([ty], f"{form}.i128 v{self.constant(rng.randint(1, 4))}")

    def operation(self, row: OpRow, ty: int, args: list[int]) -> list[int]:
        """The instruction of an opcode on these operands, with random immediates; gives its results."""
        rng = self.rng
        operands = [f"v{arg}" for arg in args]
        words = []
        if row.format == "int_compare":
            words.append(rng.choice(INTCC))
        elif row.format == "float_compare":
            words.append(rng.choice(FLOATCC))
        elif row.format == "load_no_offset":
            words.append("little")
        elif row.format in ("binary_imm8", "ternary_imm8"):
            operands.append(str(rng.randrange(lane_count(ty))))
        elif row.format == "shuffle":
            operands.append(format_bytes(bytes(rng.randrange(32) for _ in range(16))))
        elif row.format == "add_trap":
            operands.append("user1")
        suffix = f".{type_name(ty)}" if row.control else ""
        types = result_types(row, ty)
        first = self.define(types, " ".join([row.name + suffix, *words, ", ".join(operands)]))
        return [first + index for index in range(len(types))]

    def function(self, name: str, results: list[int]) -> Function:
        """The function that returns these values."""
        types = ", ".join(type_name(self.types[value]) for value in results)
        values = ", ".join(f"v{value}" for value in results)
        lines = [f"function %{name}() -> {types} {{", "block0:", *self.lines, f"    return {values}", "}"]
        return parse_function("\n".join(lines) + "\n")


def _signed(bits: int, ty: int) -> int:
    width = int(type_bits(ty))
    bits &= (1 << width) - 1
    return bits - (1 << width) if bits >> (width - 1) else bits


def result_types(row: OpRow, ty: int) -> list[int]:
    """Types of the results of an opcode whose controlling type is `ty`."""
    op = _NUMBERS[row.name]
    codes = [RESULT_CODE_0[op], RESULT_CODE_1[op]]
    return [int(result_type(code, ty)) for code in codes if code >= 0]


def _is_fixed(ty: int) -> bool:
    return not is_dynamic(ty) and type_bits(ty) <= MAX_BITS


def control_types(row: OpRow) -> list[int]:
    """Types that T may be; `[INVALID]` for an opcode without."""
    if not row.control:
        return [INVALID]
    return sorted(int(ty) for ty in set_members(row.control.rstrip("!").split("/")[0]) if _is_fixed(ty))


def operand_types(row: OpRow, expression: str, ty: int) -> list[int]:
    """Types that an operand may have."""
    if expression == "T":
        return [ty]
    if expression == "lane(T)":
        return [int(lane_type(ty))]
    if expression in ("<T", ">T"):
        same = [t for t in range(1, 10) if is_int(t) == is_int(ty)]
        return [t for t in same if (t < ty if expression == "<T" else t > ty)]
    if expression not in TYPE_SETS:
        return [parse_type(expression)]
    members = sorted(int(t) for t in set_members(expression) if _is_fixed(t))
    if row.name == "bitcast":
        return [t for t in members if type_bits(t) == type_bits(ty)]
    if expression in ("I", "Fd"):  # conversions, lane by lane
        return [t for t in members if lane_count(t) == lane_count(ty)]
    return members


def cases(name: str, rng: random.Random, samples: int) -> Iterator[Function]:
    """Functions of one operation, at every controlling type with so many choices of the rest."""
    row = _ROWS[name]
    for ty in control_types(row):
        for sample in range(samples):
            choices = [operand_types(row, expression, ty) for _, expression in row.operand_list]
            if not all(choices):
                continue  # nothing is narrower than i8
            writer = Writer(rng)
            args = [writer.constant(rng.choice(choice)) for choice in choices]
            if any(t == INVALID or not _is_fixed(t) for t in result_types(row, ty)):
                continue
            func = writer.function(f"{name}_{ty}_{sample}", writer.operation(row, ty, args))
            if not verify(func):
                yield func


def random_chain(rng: random.Random, size: int) -> Function:
    """A function of so many operations on each other's results; returns the last values."""
    writer = Writer(rng)
    by_type: dict[int, list[int]] = {}
    while size > 0:
        row = _ROWS[rng.choice(NAMES)]
        ty = rng.choice(control_types(row))
        choices = [operand_types(row, expression, ty) for _, expression in row.operand_list]
        types = result_types(row, ty)
        if "X" in row.effects and rng.random() < 0.9:
            continue  # what traps hides all the rest
        if not all(choices) or any(t == INVALID or not _is_fixed(t) for t in types):
            continue
        args = []
        for choice in choices:
            known = [t for t in choice if t in by_type]
            if known and rng.random() < 0.8:
                args.append(rng.choice(by_type[rng.choice(known)][-4:]))
            else:
                args.append(writer.constant(rng.choice(choice)))
        for value in writer.operation(row, ty, args):
            by_type.setdefault(writer.types[value], []).append(value)
        size -= 1
    return writer.function("chain", [values[-1] for values in by_type.values()])


def has_small_types(func: Function) -> bool:
    """Whether all values are integers up to i64 or f32 and f64, which the machines have."""
    return all(1 <= ty <= 4 or F64 - 1 <= ty <= F64 for ty in func.value_type)


def last_operation(func: Function) -> int:
    """The instruction before the return."""
    return int(func.inst_prev[func.block_last[func.first_block]])
