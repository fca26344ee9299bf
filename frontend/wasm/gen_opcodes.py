"""Write `opcodes_gen.py` from the rows of `opcodes.py`.

python -m irtool.frontend.wasm.gen_opcodes            # rewrite the file
python -m irtool.frontend.wasm.gen_opcodes --check    # exit 1 when it is out of date

The lowering of a row is compiled to *steps*, one CLIF instruction each:

    i32.lt_s    "uextend.i32 (icmp slt a b)"      step 0: icmp    slt  args a, b
                                                  step 1: uextend i32  args step 0

Equal sub-expressions are one step. The types of operands and results are inferred with the opcode
table of the IR, and a row whose types do not fit is refused here.
"""

import sys
from pathlib import Path
from typing import Final

from ...files import update_generated
from ...ir.opcodes import FLOATCC, INTCC, OP_BY_NAME, OPS, RMW_OPS
from ...ir.typerules import CONTROL_EXPLICIT, CONTROL_OPERAND, RESULT_CODE_0, RESULT_CODE_1, result_type
from ...ir.types import I64, parse_type, type_bytes, type_name
from ...ir.verify.operand_types import MAX_OPERANDS, OPERAND_CODE, OPERAND_SET, operand_fits
from .features import FEATURE_BITS
from .gen_lowering import Expression, parse_lowering
from .opcodes import IMMEDIATES, WASM_OPS, WasmOp

TARGET: Final = Path(__file__).with_name("opcodes_gen.py")

#: Numbers of value types in packed signatures (`value_types.py`); `A` is filled in by the validator.
TYPE_NUMBERS: Final = {"i": 1, "I": 2, "f": 3, "F": 4, "v": 5, "A": 15}
IR_TYPES: Final = {"i": "i32", "I": "i64", "f": "f32", "F": "f64"}

#: How a row is handled, numbers of `WOP_KIND`.
KINDS: Final = ("special", "simple", "access", "atomic")
#: Lowerings with a short way, numbers of `WOP_SHAPE`.
SHAPES: Final = ("steps", "unary", "binary", "compare")

#: Arguments of steps: below 4 an operand, then these.
ARG_MEMORY: Final = 4
ARG_STEP: Final = 8
#: `STEP_IMM` of a step whose immediate is the lane.
IMM_LANE: Final = -1


class Steps:
    """The steps of one row while they are made."""

    def __init__(self, row: WasmOp) -> None:
        self.row = row
        self.rows: list[dict[str, object]] = []
        self.seen: dict[str, int] = {}
        self.types: list[int] = []
        """Type of the first result of each step."""

    def fail(self, message: str) -> ValueError:
        """An error that names the row."""
        return ValueError(f"{self.row.name}: {self.row.lowering!r}: {message}")

    def operand_type(self, letter: str) -> int:
        """IR type of an operand; 0 for a v128, which has the type of whatever made it."""
        index = "abcd".index(letter)
        if index >= len(self.row.operands):
            raise self.fail(f"there is no operand {letter}")
        word = IR_TYPES.get(self.row.operands[index])
        return parse_type(word) if word else 0

    def argument(self, expression: Expression) -> tuple[int, int]:
        """Argument number and type (0: some vector) of a sub-expression."""
        if expression.arguments is not None:
            step = self.add(expression)
            return ARG_STEP + step, self.types[step]
        if expression.word == "m":
            return ARG_MEMORY, I64
        ty = self.operand_type(expression.word)
        return "abcd".index(expression.word), parse_type(expression.type) if expression.type else ty

    def add(self, expression: Expression) -> int:
        """The step that computes an expression."""
        if expression.text in self.seen:
            return self.seen[expression.text]
        op = OP_BY_NAME[expression.word]
        arguments = [self.argument(item) for item in expression.arguments or []]
        declared = OPS[op].operand_list
        if len(arguments) != len(declared):
            raise self.fail(f"{expression.word} takes {len(declared)} operands")
        control = parse_type(expression.type) if expression.type else 0
        source = CONTROL_OPERAND[op]
        if not control and source >= 0:
            control = arguments[source][1]
        if not control and (source >= 0 or source == CONTROL_EXPLICIT):
            raise self.fail(f"the type of {expression.word} is not known")
        needs = [self.needed(op, control, index, ty) for index, (_, ty) in enumerate(arguments)]
        results = [
            int(result_type(code, control)) for code in (RESULT_CODE_0[op], RESULT_CODE_1[op]) if code >= 0
        ]
        self.rows.append(
            {
                "op": op,
                "ty": control,
                "imm": self.immediate(expression),
                "args": [number for number, _ in arguments],
                "needs": needs,
                "results": results,
            }
        )
        self.types.append(results[0] if results else 0)
        self.seen[expression.text] = len(self.rows) - 1
        return len(self.rows) - 1

    def needed(self, op: int, control: int, index: int, ty: int) -> int:
        """The vector type that an operand must be brought to, 0 for a scalar."""
        code = OPERAND_CODE[op * MAX_OPERANDS + index]
        if OPERAND_SET <= code < 2 * OPERAND_SET:
            if not ty:
                raise self.fail(f"operand {index} of {OPS[op].name} needs a type")
            wanted = ty
        elif ty and ty < 16 or code >= 2 * OPERAND_SET:
            if not operand_fits(code, control, ty):
                raise self.fail(f"operand {index} of {OPS[op].name} has type {type_name(ty)}")
            wanted = ty
        else:
            wanted = int(result_type(code, control))
        return wanted if wanted > 15 else 0

    def immediate(self, expression: Expression) -> int:
        """The immediate that stands before or behind the operands."""
        word = expression.immediate
        if not word:
            return 0
        if word == "lane":
            return IMM_LANE
        names: dict[str, tuple[str, ...]] = {"icmp": INTCC, "fcmp": FLOATCC, "atomic_rmw": RMW_OPS}
        if expression.word in names:
            return names[expression.word].index(word)
        return int(word)

    def shape(self) -> str:
        """The short way for these steps, or `steps`."""
        plain = [step["args"] for step in self.rows]
        first = OPS[int(str(self.rows[0]["op"]))].name
        if len(self.row.results) != 1 or self.rows[0]["imm"] == IMM_LANE:
            return "steps"
        if plain == [[0]]:
            return "unary"
        if plain == [[0, 1]]:
            return "binary"
        if plain == [[0, 1], [ARG_STEP]] and first in ("icmp", "fcmp"):
            return "compare"
        return "steps"


def access_bytes(steps: Steps) -> int:
    """Bytes that a memory access moves, from the step that has the memory operand."""
    for step in steps.rows:
        op = OPS[int(str(step["op"]))].name
        if ARG_MEMORY in list(step["args"]):  # type: ignore[call-overload]
            digits = op.lstrip("uisload_tre")
            if not op.startswith("atomic") and digits:
                width, _, lanes = digits.partition("x")
                return int(width) * int(lanes or 1) // 8
            return int(type_bytes(int(str(step["ty"]))))
    raise steps.fail("no memory operand")


def packed_signature(row: WasmOp) -> int:
    """Counts in bits 0-3 and 4-7, operand types from bit 8 and result types from bit 24, 4 bits each."""
    bits = len(row.operands) | len(row.results) << 4
    for index, letter in enumerate(row.operands):
        bits |= TYPE_NUMBERS[letter] << (8 + 4 * index)
    for index, letter in enumerate(row.results):
        bits |= TYPE_NUMBERS[letter] << (24 + 4 * index)
    return bits


def packed_immediates(row: WasmOp) -> int:
    """Kinds of the immediates, 5 bits each, the first one lowest; numbers start at 1."""
    kinds = list(IMMEDIATES)
    return sum(kinds.index(word) + 1 << (5 * index) for index, word in enumerate(row.immediate_list))


def constant_name(row: WasmOp) -> str:
    """`WOP_*` name of a row."""
    name = row.name.replace(".", "_").upper()
    twice = {0x1C: "_TYPED", 0xFB015: "_NULL", 0xFB017: "_NULL"}
    return f"WOP_{name}{twice.get(row.code, '')}"


def kind_of(row: WasmOp) -> str:
    """How the row is handled."""
    if not row.lowering:
        return "simple" if row.signature == ">" and row.name == "nop" else "special"
    if "atomic" in row.name and "memarg" in row.immediates:
        return "atomic"
    if "memarg" in row.immediates:
        return "access"
    return "simple"


def step_columns() -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Columns by opcode and by step."""
    by_op: dict[str, list[int]] = {"SHAPE": [], "STEP": [], "STEP_COUNT": [], "SIZE_LOG2": []}
    by_step: dict[str, list[int]] = {
        name: [] for name in ("OP", "TYPE", "IMM", "ARITY", "ARG", "NEED", "RESULT")
    }
    by_step["RESULT_2"] = []
    for row in WASM_OPS:
        by_op["STEP"].append(len(by_step["OP"]))
        if not row.lowering or row.lowering == "fence":
            by_op["STEP_COUNT"].append(0)
            by_op["SHAPE"].append(0)
            size = {0xFE000: 2, 0xFE001: 2, 0xFE002: 3}.get(row.code, 0)
            by_op["SIZE_LOG2"].append(size)
            continue
        steps = Steps(row)
        steps.add(parse_lowering(row.lowering, "abcd"[: len(row.operands)]))
        by_op["STEP_COUNT"].append(len(steps.rows))
        by_op["SHAPE"].append(SHAPES.index(steps.shape()))
        memory = kind_of(row) in ("access", "atomic")
        by_op["SIZE_LOG2"].append(access_bytes(steps).bit_length() - 1 if memory else 0)
        for step in steps.rows:
            args, needs, results = (list(step[name]) for name in ("args", "needs", "results"))  # type: ignore[call-overload]
            for name, value in (("OP", step["op"]), ("TYPE", step["ty"]), ("IMM", step["imm"])):
                by_step[name].append(int(str(value)))
            by_step["ARITY"].append(len(args))
            by_step["ARG"] += args + [0] * (MAX_OPERANDS - len(args))
            by_step["NEED"] += needs + [0] * (MAX_OPERANDS - len(needs))
            by_step["RESULT"].append(results[0] if results else 0)
            by_step["RESULT_2"].append(results[1] if len(results) > 1 else 0)
    return by_op, by_step


def decode_table() -> tuple[list[int], dict[int, tuple[int, int]]]:
    """Opcode numbers by byte, then by the numbers after each prefix; base and count of each prefix."""
    table = [-1] * 256
    ranges: dict[int, tuple[int, int]] = {}
    for prefix in (0xFB, 0xFC, 0xFD, 0xFE):
        count = max(row.code & 0xFFF for row in WASM_OPS if row.code >> 12 == prefix) + 1
        ranges[prefix] = (len(table), count)
        table += [-1] * count
    for number, row in enumerate(WASM_OPS):
        if row.code < 0x100:
            table[row.code] = number
        else:
            table[ranges[row.code >> 12][0] + (row.code & 0xFFF)] = number
    return table, ranges


def column(name: str, meaning: str, items: list[int]) -> list[str]:
    """Lines of one table."""
    out = [f"#: {meaning}.", f"{name}: Final[vec[i64]] = vec[i64](", "    ["]
    for start in range(0, len(items), 20):
        out.append("        " + ", ".join(str(item) for item in items[start : start + 20]) + ",")
    return [*out, "    ]", ")"]


def render() -> str:
    """The text of the generated module."""
    out = [
        '"""WebAssembly opcodes as tables. Generated from opcodes.py by gen_opcodes.py; do not edit."""',
        "",
        "from typing import Final",
        "",
        "from librt.vecs import vec",
        "from mypy_extensions import i64",
        "",
    ]
    out += [f"{constant_name(row)}: Final = {number}" for number, row in enumerate(WASM_OPS)]
    out += [f"WOP_COUNT: Final = {len(WASM_OPS)}", ""]
    out += [f"KIND_{name.upper()}: Final = {number}" for number, name in enumerate(KINDS)] + [""]
    out += [f"SHAPE_{name.upper()}: Final = {number}" for number, name in enumerate(SHAPES)] + [""]
    out += [f"IMM_{name.upper()}: Final = {number + 1}" for number, name in enumerate(IMMEDIATES)] + [""]
    out += [
        f"ARG_MEMORY: Final = {ARG_MEMORY}",
        f"ARG_STEP: Final = {ARG_STEP}",
        f"LANE: Final = {IMM_LANE}",
        "",
    ]
    table, ranges = decode_table()
    for prefix, (base, count) in ranges.items():
        out += [f"DECODE_{prefix:X}: Final = {base}", f"DECODE_{prefix:X}_COUNT: Final = {count}"]
    by_op, by_step = step_columns()
    out += column(
        "DECODE", "Opcode by byte, -1 for none; from DECODE_FB on by number after the prefix FB, ...", table
    )
    out += column("WOP_KIND", "By opcode: KIND_*", [KINDS.index(kind_of(row)) for row in WASM_OPS])
    out += column(
        "WOP_SIGNATURE",
        "By opcode: see gen_opcodes.packed_signature",
        [packed_signature(row) for row in WASM_OPS],
    )
    out += column(
        "WOP_IMMEDIATES",
        "By opcode: see gen_opcodes.packed_immediates",
        [packed_immediates(row) for row in WASM_OPS],
    )
    bits = [sum(FEATURE_BITS[word] for word in row.features.split() if word != "mvp") for row in WASM_OPS]
    out += column("WOP_FEATURES", "By opcode: bits of the features it needs", bits)
    out += column(
        "WOP_CONSTANT", "By opcode: 1 in constant expressions", [int(row.constant) for row in WASM_OPS]
    )
    for name, meaning in (
        ("SHAPE", "SHAPE_*"),
        ("STEP", "first step"),
        ("STEP_COUNT", "number of steps"),
        ("SIZE_LOG2", "log2 of the bytes that a memory access moves"),
    ):
        out += column(f"WOP_{name}", f"By opcode: {meaning}", by_op[name])
    for name, meaning in (
        ("OP", "CLIF opcode"),
        ("TYPE", "controlling type, 0 for none"),
        ("IMM", "immediate; LANE for the lane immediate"),
        ("ARITY", "operands"),
        ("ARG", "operands, 3 rows a step: 0-3, ARG_MEMORY, ARG_STEP + step"),
        ("NEED", "vector type that the operand must have, 3 rows a step; 0 for scalars"),
        ("RESULT", "type of the first result, 0 for none"),
        ("RESULT_2", "type of the second result"),
    ):
        out += column(f"STEP_{name}", f"By step: {meaning}", by_step[name])
    return "\n".join(out) + "\n"


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
