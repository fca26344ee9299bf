"""The rows of `encodings.py` in the form that all machines share (`backends/rows.py`)."""

import re
from functools import cache
from typing import Final

from ...ir.opcodes import RMW_OPS
from ...regalloc.contract import FLOAT, INT
from ..rows import ALWAYS, Immediate, Operand
from ..rows import Row as MachineRow
from .encodings import FIELDS, PSEUDO_ROWS, REGISTERS, ROWS, Row
from .kinds import CONDITIONS, EXTENDS, SHIFTS

#: Fields that the constructor works out: kind and name of the parameter, and the expression.
DERIVED: Final = {
    **{name: ("Type", "ty", f"{name}_of({{0}})") for name in "sf ftype size vsize vq sz szn q".split()},
    **{name: ("Imm", "imm", f"{name}_of({{0}})") for name in ("sh12", "imm12")},
    "icond": ("Cond", "cond", "{0} ^ 1"),
    "lane5": ("Imm", "lane", "lane_field(ty, {0})"),
    "lane4": ("Imm", "source", "{0} << size_of(ty)"),
    "lshift": ("Imm", "shift", "(8 << size_of(ty)) + {0}"),
    "wshift": ("Imm", "shift", "(8 << size_of(ty)) + {0}"),
    "rshift": ("Imm", "shift", "(16 << size_of(ty)) - {0}"),
    "nshift": ("Imm", "shift", "(16 << size_of(ty)) - {0}"),
    "abc": ("Imm", "imm8", "{0} >> 5"),
    "defgh": ("Imm", "imm8", "{0} & 31"),
}
#: Kinds of the other immediates that are not plain numbers, and their parameters.
KINDS: Final = {
    "cond": ("Cond", "cond"),
    "sh": ("Shift", "shift"),
    "imm6": ("Imm", "amount"),
    "option": ("Ext", "ext"),
    "imm3": ("Imm", "amount"),
    "bitmask": ("Mask", "mask"),
    "label": ("Label", "label"),
    "other": ("Label", "other"),
    "code": ("Code", "code"),
    "symbol": ("Symbol", "symbol"),
    "rmw": ("RmwOp", "rmw"),
    "try": ("Try", "handlers"),
}
#: How people read some of them.
NAMES: Final = {
    "cond": CONDITIONS,
    "icond": tuple(CONDITIONS[number ^ 1] for number in range(16)),
    "sh": SHIFTS,
    "option": EXTENDS,
    "sf": ("w", "x"),
    "rmw": RMW_OPS,
}
_FLAGS: Final = ("z", "z", "c", "c", "n", "n", "v", "v", "cz", "cz", "nv", "nv", "nzv", "nzv", "", "")
#: The flags that a condition asks for, by its number.
CONDITION_FLAGS: Final = {"cond": _FLAGS, "icond": _FLAGS}
#: Placeholders of labels and frame places: only the expansions of emission write such rows.
_LABELS: Final = ("{imm26}", "{imm19}", "{imm14}", "{adr}", "{adrp}", "[{Xn.sp}")


def register_order(row: Row) -> list[str]:
    """Register fields of a row in the order of its text: that of its operands."""
    names = re.findall(r"\{[RWXYZFBHSDQVLK](d|n|m|a|t2|t|s)[.}]", row.text)
    return list(dict.fromkeys(f"r{name}" for name in names))


def layout(row: Row) -> tuple[int, list[tuple[str, int]]]:
    """Fixed bits of a row and `(field, position)` of each field, high to low.

    Raises `ValueError` when the bits are not 32."""
    base = 0
    position = 32
    places = []
    for word in row.bits.split():
        if word in FIELDS:
            position -= FIELDS[word]
            places.append((word, position))
        else:
            position -= len(word)
            base |= int(word, 2) << position
    if position != 0:
        raise ValueError(f"row {row.name} has {32 - position} bits")
    return base, places


@cache
def immediates(row: Row) -> tuple[str, ...]:
    """Names of the immediates `i0`, `i1`, ... of a row."""
    if row.is_pseudo:
        return tuple(row.bits[1:].split())
    skipped = REGISTERS | {"addr"}
    return tuple(dict.fromkeys(field for field, _ in layout(row)[1] if field not in skipped))


#: An address, and one that is a register alone. Which displacements fit depends on the bytes accessed.
_MEM: Final = Operand("r", "mem", INT, low=-256, high=255, size_columns=("i0",))
_BASE: Final = Operand("r", "mem", INT, low=0, high=0, shifts=())


def _clears(row: Row, letter: str) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """When writing a general register clears its upper half (`Operand.clears`): as a W register, by the
    constant, by the field of 32 bits or fewer that is moved, or because a loop loads so many bytes."""
    columns = {name: f"i{at}" for at, name in enumerate(immediates(row))}
    if letter == "W":
        return ALWAYS
    if row.name == "ubfm":
        low = ((columns["immr"], 0, 0), (columns["imms"], 0, 31))
        high = ((columns["immr"], 32, 63), (columns["imms"], 63, 63))
        return (((columns["sf"], 0, 0),), low, high)
    if letter == "R" and "sf" in columns:
        return (((columns["sf"], 0, 0),),)
    if letter == "Y":
        return (((columns["size"], 0, 2),),)
    if row.name in ("atomic_loop", "cas_loop"):
        return (((columns["log2"], 0, 2),),)
    return ((("i0", 0, (1 << 32) - 1),),) if row.name == "mov_imm" else ()


def _operands(row: Row) -> list[Operand]:
    """Registers and address of a row in the order of its text."""
    loads = row.fact("load") is not None or row.fact("update") is not None
    defined = (
        {"rd"} | ({"rt", "rt2"} if loads else set()) | ({"rs"} if row.name.startswith("stlxr") else set())
    )
    found: dict[str, Operand] = {}
    for letter, name in re.findall(r"\{([RWXYZFBHSDQVLK])(d|n|m|a|t2|t|s)[.}]|\{(?:mem|base)\}", row.text):
        cls = INT if letter in "RWXY" else FLOAT
        access = "w" if f"r{name}" in defined else "r"
        if access == "w" and row.fact("early") is not None:
            access = "ew"
        if not found and row.fact("tied") is not None:
            access = "rw"
            if name == "s":  # casal: what it compares with comes back as what was there
                defined.discard("rt")
        if name:
            found.setdefault(name, Operand(access, "reg", cls, len(found), clears=_clears(row, letter)))
        else:
            found["mem"] = _MEM if "{mem}" in row.text else _BASE
            found["mem"] = found["mem"]._replace(field=len(found) - 1)
            if "vq" in immediates(row):
                found["mem"] = found["mem"]._replace(size_columns=("i0", "i1"))
    return list(found.values())


def _number(field: str, column: str) -> Immediate:
    """An immediate of a row."""
    kind, name, code = DERIVED.get(field, (*KINDS.get(field, ("Imm", field)), ""))
    width = FIELDS.get(field, 64)
    signed = field in ("imm7", "imm9", "imm14", "imm19", "imm26") or width == 64
    low, high = (-(1 << width - 1), (1 << width - 1) - 1) if signed else (0, (1 << width) - 1)
    if field == "code":
        low, high = 1, 255
    number = Immediate(kind, column, low=low, high=high, name=name, code=code.format(name))
    return number._replace(names=NAMES.get(field, ()), flags=CONDITION_FLAGS.get(field, ()))


def _numbers(row: Row) -> tuple[list[Immediate], list[Immediate]]:
    """Immediates of a row: types, and the others in the order of the bits."""
    numbers = [_number(field, f"i{at}") for at, field in enumerate(immediates(row))]
    if {"sf", "ftype"} <= set(immediates(row)):  # a conversion: `ty` is that of the result
        source = "sf" if row.text.index("{F") < row.text.index("{R") else "ftype"
        at = immediates(row).index(source)
        numbers[at] = numbers[at]._replace(name="source", code=f"{source}_of(source)")
    types = [number for number in numbers if number.kind == "Type"]
    others = [number for number in numbers if number.kind != "Type"]
    if any("ty" in number.code for number in others) and not types:
        types.append(Immediate("Type", "", name="ty"))
    return sorted(types, key=lambda number: number.name == "source"), others


def machine_row(row: Row) -> MachineRow:
    """A row in the form of all machines."""
    types, others = _numbers(row)
    reads = row.fact("r")
    return MachineRow(
        name=row.name,
        items=(*types, *_operands(row), *others),
        reads="" if reads is None else "?" if reads == "nzcv" else reads,
        sets=row.fact("w"),
        remat=row.fact("remat") is not None,
        ends=row.fact("end") is not None,
        variable=row.fact("any") is not None,
        inner=any(label in row.text for label in _LABELS),
    )


@cache
def rows() -> list[MachineRow]:
    """All rows, by machine opcode."""
    return [machine_row(row) for row in (*ROWS, *PSEUDO_ROWS)]
