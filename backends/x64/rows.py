"""The rows of `encodings.py` in the form that all machines share (`backends/rows.py`)."""

from functools import cache
from typing import Final

from ...regalloc.contract import FLOAT, INT
from ..flags import feature_names
from ..rows import ALWAYS, IMPLIED, Immediate, Operand, Row
from . import features
from .conds import FLAGS_OF, NAMES
from .encodings import ENCODINGS, PSEUDO, Enc, Pseudo
from .regs import RAX, RBX, RCX, RDX, RSI, XMM0

_FEATURES: Final = feature_names(features)
_REGISTERS: Final = {"rax": RAX, "cl": RCX, "rcx": RCX, "rdx": RDX, "rbx": RBX, "rsi": RSI, "xmm0": XMM0}
#: Fields in the order of a VCode row's operands: ModRM.reg (or the opcode), VEX.vvvv, ModRM.rm, immediate.
REG_FIELD, VVVV_FIELD, RM_FIELD, IS4_FIELD = range(4)
#: Instructions of 32 bits clear the upper half of the general register that they write.
_CLEARS: Final = ((("i0", 4, 4),),)
#: What clears it by its constant, or always.
_CLEARS_TOO: Final = {
    "shr_mi": (*_CLEARS, (("i0", 8, 8), ("i1", 32, 63))),
    "and_mi": (*_CLEARS, (("i0", 8, 8), ("i1", 0, (1 << 31) - 1))),
    "zero": ALWAYS,
}
_REG_KINDS: Final = ("r", "r8", "r16", "r32", "r64", "o", "x")
_PSEUDO_IMMEDIATES: Final = {
    "imm": "Imm",
    "label": "Label",
    "symbol": "Symbol",
    "mop": "Mop",
    "preg": "Preg",
    "try": "Try",
}


def operand_parts(text: str) -> list[tuple[str, str]]:
    """`(access, kind)` of a list of operands."""
    return [
        (access, kind)
        for access, _, kind in (part.strip().partition(":") for part in text.split(","))
        if kind
    ]


def field_of(kind: str) -> int:
    """The field that an operand kind goes to, -1 for immediates and implied registers."""
    if kind in ("v", "xv"):
        return VVVV_FIELD
    if kind == "xi":
        return IS4_FIELD
    if kind in _REG_KINDS:
        return REG_FIELD
    if kind in _REGISTERS or kind.startswith("imm") or kind == "rel32":
        return -1
    return RM_FIELD


def sizes_of(row: Enc) -> tuple[int, ...]:
    """Operand sizes in bytes; 4 stands for a size that the opcode gives."""
    return tuple(int(size) // 8 for size in row.sizes.split()) or (4,)


def is_vex(row: Enc) -> bool:
    """Whether the row has a VEX or an EVEX prefix, with which memory need not be aligned."""
    return row.bytes.startswith(("VEX.", "EVEX."))


def _facts(text: str) -> dict[str, str]:
    return {word.partition(":")[0]: word.partition(":")[2] for word in text.split()}


def _operand(access: str, kind: str, aligned: bool = False, partial: bool = False) -> Operand:
    if kind in _REGISTERS:
        preg = _REGISTERS[kind]
        cls = FLOAT if preg >= XMM0 else INT
        return Operand(access, "reg", cls, IMPLIED, preg, clears=_CLEARS)
    field = field_of(kind)
    if kind[0] == "m":
        return Operand(access, "mem", INT, field, width=int(kind[1:] or 0) // 8)
    cls = FLOAT if kind[0] == "x" else INT
    if kind[:2] in ("rm", "xm"):
        # An aligned operand cannot be a spill slot, which may lie 8 bytes beside.
        width = int(kind[2:] or 0) // 8
        clears = _CLEARS if width in (0, 4) else ()
        return Operand(access, "rm", cls, field, slot=not aligned, width=width, clears=clears)
    return Operand(
        access, "reg", cls, field, clears=() if partial or kind in ("r8", "r16", "r64") else _CLEARS
    )


def _cleared(row: Enc | Pseudo, operand: Operand) -> Operand:
    """An operand with what the row as a whole says of the upper half of its register."""
    if "w" not in operand.access:
        return operand
    if "keeps" in row.facts.split():
        return operand._replace(clears=(), keeps=True)
    return operand._replace(clears=_CLEARS_TOO.get(row.name, operand.clears))


def _immediate(kind: str, column: str) -> Immediate:
    if kind == "imm8":
        return Immediate("Imm", column, low=-128, high=255)
    if kind == "imm16":
        return Immediate("Imm", column, low=0, high=0xFFFF)
    return Immediate("Imm", column, sized=kind == "imm")


def _condition(column: str, name: str) -> Immediate:
    return Immediate("Xcc", column, allowed=tuple(range(16)), name=name, names=NAMES, flags=FLAGS_OF)


def _row(name: str, items: list[Operand | Immediate], text: str, **more: bool) -> Row:
    facts = _facts(text)
    return Row(
        name,
        tuple(items),
        reads=facts.get("reads", ""),
        sets=facts.get("sets"),
        remat="remat" in facts,
        faults="faults" in facts,
        inner="inner" in facts,
        ends="ends" in facts,
        needs=sum(_FEATURES[name.upper()] for name in facts.get("needs", "").split("+") if name),
        **more,
    )


def _encoding_row(row: Enc) -> Row:
    sizes = sizes_of(row)
    one = sizes[0] if len(sizes) == 1 else None
    items: list[Operand | Immediate] = [Immediate("Size", "i0", fixed=one, allowed=sizes)]
    if "+cc" in row.bytes:
        items.append(_condition("i1", "cc"))
    wide = "xm128" in row.operands or "m128" in row.operands
    aligned = wide and not is_vex(row) and "unaligned" not in row.facts
    named, _, implied = row.operands.partition(";")
    for access, kind in operand_parts(named) + operand_parts(implied):
        if kind.startswith("imm"):
            items.append(_immediate(kind, "i1"))
        elif kind != "rel32":
            items.append(_cleared(row, _operand(access, kind, aligned, "partial" in row.facts)))
    return _row(row.name, items, row.facts, aligned=aligned)


def _pseudo_row(row: Pseudo) -> Row:
    items: list[Operand | Immediate] = []
    column = 0
    for part in (word.strip() for word in row.operands.split(",")):
        if part == "trap":
            items.append(Immediate("Code", "row_trap", low=0, high=255))
        elif part == "cc":
            name = "cc" if column < 1 else f"cc{column}"
            items.append(_condition(f"i{column}", name))
        elif part == "size":
            items.append(Immediate("Size", f"i{column}", allowed=(1, 2, 4, 8)))
        elif part in _PSEUDO_IMMEDIATES:
            items.append(Immediate(_PSEUDO_IMMEDIATES[part], f"i{column}"))
        elif part != "...":
            operand = _operand(*operand_parts(part)[0])
            if not row.operands.startswith("size"):  # the first column says something else
                operand = operand._replace(clears=())
            # Operands stand as written, implied ones too.
            items.append(_cleared(row, operand)._replace(field=0))
        column += ":" not in part and part not in ("...", "trap")
    return _row(row.name, items, row.facts, variable="..." in row.operands)


@cache
def rows() -> list[Row]:
    """All rows by machine opcode."""
    return [*map(_encoding_row, ENCODINGS), *map(_pseudo_row, PSEUDO)]
