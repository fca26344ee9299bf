"""The rows of `encodings.py` in the form that all machines share (`irtool/backends/rows.py`)."""

from functools import cache
from typing import Final

from irtool.backends.rows import Immediate, Operand, Row
from irtool.ir.opcodes import RMW_OPS
from irtool.regalloc.contract import INT

from .encodings import PSEUDO, ROWS, Enc
from .kinds import CONDITIONS

_ACCESS: Final = {"rd": "w", "early": "ew", "both": "rw", "rs1": "r", "rs2": "r", "rs3": "r", "rs4": "r"}
#: Kind, column of VCode, and range of the numbers.
_NUMBERS: Final = {
    "imm12": Immediate("Imm", "i0", low=-2048, high=2047),
    "shamt": Immediate("Imm", "i0", low=0, high=63),
    "cond": Immediate("Cond", "i0", allowed=(0, 1, 4, 5, 6, 7), names=CONDITIONS),
    "label": Immediate("Label", "i1", name="label"),
    "other": Immediate("Label", "i2", name="other"),
    "edge": Immediate("Imm", "i0", name="edge"),
    "count": Immediate("Imm", "i1", name="count"),
    "code": Immediate("Code", "i1"),
    "symbol": Immediate("Symbol", "i0"),
    "pop": Immediate("Imm", "i1", name="pop"),
    "pad": Immediate("Imm", "i0", name="pad"),
    "value": Immediate("Imm", "i0", name="value"),
    "addend": Immediate("Imm", "i1", name="addend"),
    "log2": Immediate("Imm", "i0", name="log2", allowed=(2, 3)),
    "rmw": Immediate("RmwOp", "i0", name="rmw", names=RMW_OPS),
    "unused": Immediate("Imm", "i1", name="unused", low=0, high=63),
}
#: A jump has nothing but its label, in the column that the driver fills.
_JUMP: Final = Immediate("Label", "i0", name="label")


def _item(row: Enc, word: str, field: int) -> Operand | Immediate:
    if word == "mem":
        return Operand("r", "mem", INT, field, width=row.width, low=-2048, high=2047, shifts=())
    if word == "base":
        return Operand("r", "mem", INT, field, width=row.width, low=0, high=0, shifts=())
    if word in _ACCESS:
        return Operand(_ACCESS[word], "reg", INT, field)
    return _JUMP if row.name == "jump" else _NUMBERS[word]


def words(row: Enc) -> list[str]:
    """Its operands and numbers in the order of the text."""
    return [word for word in row.text.split(", ") if word]


def operands(row: Enc) -> list[str]:
    """Its registers and addresses, in the order of the text: that of a VCode row."""
    return [word for word in words(row) if word in _ACCESS or word in ("mem", "base")]


@cache
def rows() -> list[Row]:
    """All rows, by machine opcode."""
    found = []
    for row in [*ROWS, *PSEUDO]:
        order = operands(row)
        items = [_item(row, word, order.index(word) if word in order else 0) for word in words(row)]
        facts = row.facts.split()
        found.append(
            Row(row.name, tuple(items), remat="remat" in facts, ends="end" in facts, variable="any" in facts)
        )
    return found
