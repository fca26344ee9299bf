"""Write `typed_builder_gen.py`: the method per opcode that takes handles and numbers.

    python -m irtool.ir.gen_typed_builder            # rewrite the file
    python -m irtool.ir.gen_typed_builder --check    # exit 1 when it is out of date

The shapes are those of `gen_builder.py`; docstrings come from `gen_opcode_docs.py`. An operand is annotated
`Operand` where a number may stand for a constant, else `Value`: `number_type` says which, by the same rule as
`number_operands.py` does when it runs.
"""

import re
import sys
from pathlib import Path
from typing import Final

from ..files import update_generated
from .gen_builder import SHAPES, module_text
from .gen_opcode_docs import docstring
from .opcodes import OpRow
from .types import parse_type

TARGET: Final = Path(__file__).with_name("typed_builder_gen.py")

#: Parameters whose kind the numbers of `gen_builder.SHAPES` do not say: annotation, prefix and name of it.
_HANDLES: Final = {
    "slot": ("StackSlotRef", "ss", "a stack slot"),
    "func_ref": ("FuncRef", "fn", "a function reference"),
    "global_value": ("GlobalValueRef", "gv", "a global value"),
    "block": ("Block", "block", "a block"),
}
_DYNAMIC_SLOT: Final = ("DynamicSlotRef", "dss", "a dynamic stack slot")
_METHOD_OF_NUMBERS: Final = re.compile(
    r"self\.(constant_bits|float_bits|constant_row|shuffle_mask|offset32|edge_index)\b"
)
_ADDRESSES: Final = ("p", "addr", "callee")


def number_type(row: OpRow, name: str, ty: str) -> str:
    """What type a number gets as this operand, in words; empty where it must be a value."""
    source = row.control.rstrip("!").partition("/")[2]
    if ty == "iN":
        return "i32"
    if ty == "i32-64" or (name == source and name in _ADDRESSES and row.control.startswith("i32-64/")):
        return "i64"
    if ty == "T":
        others = [other for other, other_ty in row.operand_list if other_ty == "T" and other != name]
        return "T" if row.control.endswith("!") or others else ""
    if ty == "lane(T)" or parse_type(ty):
        return ty if not parse_type(ty) or parse_type(ty) < 16 else f"each lane of {ty}"
    return ""


def _reference(row: OpRow, name: str) -> str:
    """The row of a handle, as an expression."""
    _, prefix, what = _DYNAMIC_SLOT if row.format == "dynamic_stack_addr" else _HANDLES[name]
    return f'self.row("{row.name}", {name}, "{prefix}", "{what}")'


def _before(row: OpRow, text: str) -> str:
    """The parameters before the operands, with the kinds of handles."""
    parts = []
    for part in text.split(", "):
        name, _, annotation = part.partition(": ")
        if name in _HANDLES:
            annotation = (_DYNAMIC_SLOT if row.format == "dynamic_stack_addr" else _HANDLES[name])[0]
        parts.append(f"{name}: {annotation}")
    return ", ".join(parts)


def method(row: OpRow) -> list[str]:
    """The lines of the method of one opcode."""
    shape = SHAPES[row.format]
    explicit = row.control.endswith("!")
    annotations = {
        name: "Operand" if number_type(row, name, ty) else "Value" for name, ty in row.operand_list
    }
    parameters = ["self"] + (["ty: int"] if explicit else [])
    parameters += [_before(row, shape.before)] if shape.before else []
    parameters += [f"{name}: {annotation}" for name, annotation in annotations.items()]
    parameters += [shape.after] if shape.after else []
    results = len(row.result_list)
    returns = ("None", "Value", "tuple[Value, Value]")[results]
    op = f"OP_{row.name.upper()}"
    fixed = {"f128const": "F128"}
    imm = shape.imm.format(op=op, ty="ty" if explicit else fixed.get(row.name, "0"))
    imm = _METHOD_OF_NUMBERS.sub(r"self.numbers.\1", imm)
    if "lane_index" in imm:
        imm = f'self.numbers.lane_index({op}, self.row("{row.name}", x, "v", "a value"), lane)'
    aux = shape.aux
    for name in _HANDLES:
        if aux == name or aux.endswith(f"({name})"):
            aux = _reference(row, name)
    arguments = [op, "ty" if explicit else "0", imm, aux, shape.flags] + ([*annotations] + ["-1"] * 3)[:3]
    call = ("emit_operands", "emit_value", "emit_pair")[results]
    return [
        f"    def {row.name}({', '.join(parameters)}) -> {returns}:",
        *_docstring(row),
        f"        {'return ' if results else ''}self.{call}({', '.join(arguments)})",
        "",
    ]


def _docstring(row: OpRow) -> list[str]:
    kinds = {name: number_type(row, name, ty) for name, ty in row.operand_list}
    groups: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        if kind:
            groups.setdefault(kind, []).append(name)
    notes = " ".join(
        f"A number for {' or '.join(names)} becomes a constant of type {kind}."
        for kind, names in groups.items()
    )
    lines = docstring(row, notes)
    return [f'        """{lines[0]}', *(f"        {line}".rstrip() for line in lines[1:]), '        """']


def render() -> str:
    """The text of the generated module."""
    handles = ("Block", "DynamicSlotRef", "FuncRef", "GlobalValueRef", "Operand", "StackSlotRef", "Value")
    head = [
        '"""A builder method per opcode that takes handles. Generated by gen_typed_builder.py; do not edit.',
        "",
        "The docstrings are made from the rows of opcodes.py.",
        '"""',
        "",
        "from .entities import MEM_DEFAULT",
        "from .handles import (",
        *[f"    {name}," for name in handles],
        ")",
        "from .inst_emitter import choice, trap_number",
        "from .number_operands import OperandEmitter",
    ]
    return module_text(head, "class TypedMethods(OperandEmitter):", method)


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
