"""Write `encodings_gen.py`, `constructors_gen.py` and `lower_gen.py`.

    python -m irtool_riscv64.gen_encodings [--check]

Two columns by row number: `BASE`, the fixed bits, and `FIELDS`, for each operand 8 bits in the order of a
VCode row: position of its register field plus one, 0xFF for an address.
"""

import sys
from pathlib import Path
from typing import Final

from irtool.backends.gen_constructors import constructors_text
from irtool.backends.gen_tables import Column, tables_text, update
from irtool.rules.__main__ import main as generate_rules

from . import kinds
from .encodings import PSEUDO, ROWS, Enc
from .rows import OPERANDS, rows

FOLDER: Final = Path(__file__).parent
_POSITIONS: Final = {"rd": 7, "rs1": 15, "rs2": 20}
_ADDRESS: Final = 0xFF


def packed(row: Enc) -> tuple[int, int]:
    """BASE and FIELDS of a row."""
    fields = 0
    for at, word in enumerate(word for word in row.text.split(", ") if word in OPERANDS):
        fields |= (_POSITIONS[word] + 1 if word in _POSITIONS else _ADDRESS) << 8 * at
    return row.opcode | row.funct3 << 12 | row.funct7 << 25, fields


def tables() -> str:
    """Text of `encodings_gen.py`."""
    values = [packed(row) for row in ROWS]
    columns = [
        Column("BASE", "i64", "Fixed bits.", [base for base, _ in values]),
        Column("FIELDS", "i64", "Places of the operands.", [fields for _, fields in values]),
    ]
    first = next(number for number, row in enumerate(ROWS) if row.name == "sb")
    return tables_text(rows(), len(ROWS), columns, [f"FIRST_STORE: Final = {first}"])


def constructors() -> str:
    """Text of `constructors_gen.py`."""
    docs = [f"`{row.name} {row.text}`.".replace(" `", "`") for row in [*ROWS, *PSEUDO]]
    return constructors_text(rows(), docs, {".kinds": kinds}, outside=True)


def main(argv: list[str]) -> int:
    """Rewrite the generated files, or only compare with `--check`; returns the exit status."""
    status = update(FOLDER, tables(), constructors(), argv)
    return status | generate_rules([*argv, str(FOLDER / "lower.rules")])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
