"""The rows of `encodings.py` in the form that all machines share (`irtool/backends/rows.py`)."""

from functools import cache
from typing import Final

from irtool.backends.rows import Immediate, Operand, Row, text_rows
from irtool.ir.opcodes import RMW_OPS
from irtool.regalloc.contract import INT

from .encodings import PSEUDO, ROWS
from .kinds import CONDITIONS

#: Those of the row, in the order of its text.
OPERANDS: Final = {
    **{name: Operand("r", "reg", INT) for name in ("rs1", "rs2", "rs3", "rs4")},
    "rd": Operand("w", "reg", INT),
    "early": Operand("ew", "reg", INT),
    "both": Operand("rw", "reg", INT),
    "mem": Operand("r", "mem", INT, low=-2048, high=2047, shifts=()),
    "base": Operand("r", "mem", INT, low=0, high=0, shifts=()),
}
#: Kind, column of VCode, and range of the numbers.
_NUMBERS: Final = {
    "imm12": Immediate("Imm", "i0", low=-2048, high=2047),
    "shamt": Immediate("Imm", "i0", low=0, high=63),
    "cond": Immediate("Cond", "i0", allowed=(0, 1, 4, 5, 6, 7), names=CONDITIONS),
    "target": Immediate("Label", "i0", name="label"),
    "label": Immediate("Label", "i1", name="label"),
    "other": Immediate("Label", "i2", name="other"),
    "edge": Immediate("Imm", "i0", name="edge"),
    "try": Immediate("Try", "i3", name="try"),
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


@cache
def rows() -> list[Row]:
    """All rows, by machine opcode."""
    return text_rows([*ROWS, *PSEUDO], OPERANDS, _NUMBERS)
