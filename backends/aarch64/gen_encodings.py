"""Write `encodings_gen.py` and `constructors_gen.py` from the rows of `encodings.py`.

    python -m irtool.backends.aarch64.gen_encodings [--check]

Tables by row number:

    BASE         the fixed bits
    REG_FIELDS   8 bits per register, in the order of the text: position of its field plus one
    IMM_FIELDS   12 bits per immediate field: bits 0-1 number of the immediate, 2-6 position, 7-11 width

so `encode.py` needs nothing but shifts and ors. Registers of an address are in none of them: `emit.py` adds
them.
"""

import re
import sys
from pathlib import Path
from typing import Final

from ..gen_constructors import constructors_text
from ..gen_tables import Column, tables_text, update
from . import fields, kinds
from .encodings import FIELDS, PSEUDO_ROWS, REGISTERS, ROWS, Row
from .rows import immediates, layout, register_order, rows

FOLDER: Final = Path(__file__).parent


def packed(row: Row) -> tuple[int, int, int]:
    """BASE, REG_FIELDS and IMM_FIELDS of a row."""
    base, places = layout(row)
    order = register_order(row)
    names = immediates(row)
    regs = imms = shift = 0
    for field, position in places:
        if field == "addr" or (field == "rn" and "{base}" in row.text):
            continue
        if field in REGISTERS:
            if field not in order:
                raise ValueError(f"row {row.name}: {field} is not in the text")
            regs |= (position + 1) << 8 * order.index(field)
        else:
            imms |= (names.index(field) | position << 2 | FIELDS[field] << 7) << shift
            shift += 12
    if len(names) > 4 or shift > 60:
        raise ValueError(f"row {row.name} has too many immediates")
    return base, regs, imms


def tables() -> str:
    """Text of `encodings_gen.py`."""
    base, registers, numbers = (list(column) for column in zip(*map(packed, ROWS), strict=True))
    columns = [
        Column("BASE", "i64", "Fixed bits.", base),
        Column("REG_FIELDS", "i64", "Register fields; see gen_encodings.py.", registers),
        Column("IMM_FIELDS", "i64", "Immediate fields; see gen_encodings.py.", numbers),
    ]
    return tables_text(rows(), len(ROWS), columns, [])


def constructors() -> str:
    """Text of `constructors_gen.py`."""
    docs = [re.sub(r"[{}]", "", row.text) for row in (*ROWS, *PSEUDO_ROWS)]
    return constructors_text(rows(), docs, {".kinds": kinds, ".fields": fields})


def main(argv: list[str]) -> int:
    """Rewrite the generated files, or only compare with `--check`; returns the exit status."""
    return update(FOLDER, tables(), constructors(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
