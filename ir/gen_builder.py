"""Write `builder_gen.py`, the typed method per opcode, from the rows of `opcodes.py`.

    python -m irtool.ir.gen_builder            # rewrite the file
    python -m irtool.ir.gen_builder --check    # exit 1 when it is out of date

Opcodes whose operands are lists (branches, returns, calls) have hand-written methods in `builder.py`.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from ..files import update_generated
from .opcodes import OPS, OpRow

TARGET: Final = Path(__file__).with_name("builder_gen.py")


class Shape(NamedTuple):
    """What a format adds to the method: parameters before and behind the operands, and the columns."""

    before: str = ""
    after: str = ""
    imm: str = "0"
    aux: str = "-1"
    flags: str = "0"
    note: str = ""


_FLAGS: Final = "`flags`: memory flags, `entities.MEM_*`."
_OFFSET: Final = "`offset`: bytes, signed 32 bits."

#: Formats with a generated method.
SHAPES: Final = {
    "nullary": Shape(),
    "unary": Shape(),
    "binary": Shape(),
    "ternary": Shape(),
    "unary_imm": Shape(
        after="value: int", imm="self.constant_bits(ty, value)", note="Signed or unsigned `value`."
    ),
    "unary_ieee16": Shape(
        after="bits: int", imm="self.float_bits(bits, 16)", note="`bits`: the bit pattern."
    ),
    "unary_ieee32": Shape(
        after="bits: int", imm="self.float_bits(bits, 32)", note="`bits`: the bit pattern."
    ),
    "unary_ieee64": Shape(
        after="bits: int", imm="self.float_bits(bits, 64)", note="`bits`: the bit pattern."
    ),
    "unary_const": Shape(
        after="data: bytes", imm="self.constant_row({ty}, data)", note="`data`: little-endian bytes."
    ),
    "binary_imm8": Shape(after="lane: int", imm="self.lane_index({op}, x, lane)"),
    "ternary_imm8": Shape(after="lane: int", imm="self.lane_index({op}, x, lane)"),
    "shuffle": Shape(after="mask: bytes", imm="self.shuffle_mask(mask)", note="`mask`: 16 indices below 32."),
    "int_compare": Shape(before="cc: str", imm='choice(INTCC, cc, "integer condition")'),
    "float_compare": Shape(before="cc: str", imm='choice(FLOATCC, cc, "float condition")'),
    "load": Shape(
        after="offset: int = 0, flags: int = MEM_DEFAULT",
        imm="self.offset32(offset)",
        flags="flags",
        note=f"{_OFFSET} {_FLAGS}",
    ),
    "load_no_offset": Shape(after="flags: int = MEM_DEFAULT", flags="flags", note=_FLAGS),
    "store": Shape(
        after="offset: int = 0, flags: int = MEM_DEFAULT",
        imm="self.offset32(offset)",
        flags="flags",
        note=f"{_OFFSET} {_FLAGS}",
    ),
    "store_no_offset": Shape(after="flags: int = MEM_DEFAULT", flags="flags", note=_FLAGS),
    "atomic_rmw": Shape(
        before="operation: str",
        after="flags: int = MEM_DEFAULT",
        imm='choice(RMW_OPS, operation, "atomic operation")',
        flags="flags",
        note=_FLAGS,
    ),
    "atomic_cas": Shape(after="flags: int = MEM_DEFAULT", flags="flags", note=_FLAGS),
    "stack_addr": Shape(
        before="slot: int",
        after="offset: int = 0",
        imm="self.offset32(offset)",
        aux="self.slot_row(slot)",
        note=_OFFSET,
    ),
    "dynamic_stack_addr": Shape(before="slot: int", aux="self.dynamic_slot_row(slot)"),
    "func_addr": Shape(before="func_ref: int", aux="self.function_row(func_ref)"),
    "global_value": Shape(before="global_value: int", aux="self.global_value_row(global_value)"),
    "handler_address": Shape(before="block: int, index: int", imm="self.edge_index(index)", aux="block"),
    "trap": Shape(
        after="code: str | int", imm="trap_number(code)", note="`code`: name or number of the trap code."
    ),
    "cond_trap": Shape(
        after="code: str | int", imm="trap_number(code)", note="`code`: name or number of the trap code."
    ),
    "add_trap": Shape(
        after="code: str | int", imm="trap_number(code)", note="`code`: name or number of the trap code."
    ),
}


def method(row: OpRow) -> list[str]:
    """The lines of the method of one opcode."""
    shape = SHAPES[row.format]
    explicit = row.control.endswith("!")
    names = [name for name, _ in row.operand_list]
    parameters = ["self"] + (["ty: int"] if explicit else [])
    parameters += [shape.before] if shape.before else []
    parameters += [f"{name}: int" for name in names]
    parameters += [shape.after] if shape.after else []
    results = len(row.result_list)
    returns = ("None", "int", "tuple[int, int]")[results]
    op = f"OP_{row.name.upper()}"
    fixed = {"f128const": "F128"}
    imm = shape.imm.format(op=op, ty="ty" if explicit else fixed.get(row.name, "0"))
    if shape.imm.startswith("self.lane_index") and names[0] != "x":
        raise ValueError(f"the vector operand of {row.name} is not called x")
    arguments = [op, "ty" if explicit else "0", imm, shape.aux, shape.flags] + (names + ["-1"] * 3)[:3]
    call = ("emit", "emit_one", "emit_two")[results]
    where = f"{row.control}; " if row.control else ""
    operands = row.operands or "no operands"
    lines = [
        f"    def {row.name}({', '.join(parameters)}) -> {returns}:",
        f'        """{row.meaning}',
        "",
        f"        {where}{operands} -> {row.results or 'nothing'}. {shape.note}".rstrip(),
        '        """',
        f"        {'return ' if results else ''}self.{call}({', '.join(arguments)})",
        "",
    ]
    return lines


def module_text(head: list[str], heading: str, method: Callable[[OpRow], list[str]]) -> str:
    """A module with a class of a method per opcode. `head` are its first lines, with what is imported before
    `opcodes`; `heading` is that of the class."""
    rows = [row for row in OPS if row.format in SHAPES]
    out = [
        *head,
        "from .opcodes import FLOATCC, INTCC, RMW_OPS",
        "from .opcodes_gen import (",
        *[f"    {name}," for name in sorted(f"OP_{row.name.upper()}" for row in rows)],
        ")",
        "from .types import F128",
        "",
        "",
        heading,
        '    """A method for every opcode with a fixed number of operands."""',
        "",
    ]
    for row in rows:
        out += method(row)
    return "\n".join(out[:-1]) + "\n"


def render() -> str:
    """The text of the generated module."""
    head = [
        '"""Typed builder method per opcode. Generated from opcodes.py by gen_builder.py; do not edit.',
        "",
        "The second line of each docstring is the opcode's row: control type, operands -> results.",
        '"""',
        "",
        "from .entities import MEM_DEFAULT",
        "from .inst_emitter import choice, trap_number",
        "from .inst_immediates import ImmediateEmitter",
    ]
    return module_text(head, "class InstMethods(ImmediateEmitter):", method)


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
