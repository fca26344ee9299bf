"""Write `encodings_gen.py`: numbers and packed tables of the rows of `encodings.py`.

    python -m irtool.backends.aarch64.gen_encodings [--check]

Tables by row number:

    BASE         the fixed bits
    REG_FIELDS   8 bits per register operand, in operand order: position of its field plus one
    IMM_FIELDS   12 bits per immediate field: bits 0-1 number of the immediate, 2-6 position, 7-11 width

so `encode.py` needs nothing but shifts and ors.
"""

import re
import sys
from pathlib import Path
from typing import Final

from ...files import update_generated
from .encodings import FIELDS, MEM_OPS, PSEUDO_ROWS, REGISTERS, ROWS, Row

TARGET: Final = Path(__file__).with_name("encodings_gen.py")


def register_order(row: Row) -> list[str]:
    """Register fields of a row in the order of its text: that of its operands."""
    names = re.findall(r"\{[RWXFBHSDQV](d|n|m|a|t2|t|s)[.}]", row.text)
    order: list[str] = []
    for name in names:
        if f"r{name}" not in order:
            order.append(f"r{name}")
    return order


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


def immediates(row: Row) -> list[str]:
    """Names of the immediates `i0`, `i1`, ... of a row."""
    names: list[str] = []
    for field, _ in layout(row)[1]:
        if field not in REGISTERS and field not in names:
            names.append(field)
    return names


def packed(row: Row) -> tuple[int, int, int]:
    """BASE, REG_FIELDS and IMM_FIELDS of a row."""
    base, places = layout(row)
    order = register_order(row)
    names = immediates(row)
    regs = imms = shift = 0
    for field, position in places:
        if field in REGISTERS:
            if field not in order:
                raise ValueError(f"row {row.name}: {field} is not in the text")
            at = 8 * order.index(field)
            regs |= (position + 1) << at
        else:
            imms |= (names.index(field) | position << 2 | FIELDS[field] << 7) << shift
            shift += 12
    if len(names) > 4 or shift > 60:
        raise ValueError(f"row {row.name} has too many immediates")
    return base, regs, imms


def _table(name: str, comment: str, values: list[int]) -> list[str]:
    lines = [f"#: {comment}", f"{name}: Final[vec[i64]] = vec[i64](", "    ["]
    lines += [f"        0x{value:x}," for value in values]
    return [*lines, "    ]", ")"]


def render() -> str:
    """Text of `encodings_gen.py`."""
    tables = [packed(row) for row in ROWS]
    lines = [
        '"""Generated from encodings.py by gen_encodings.py; do not edit."""',
        "",
        "from typing import Final",
        "",
        "from librt.vecs import vec",
        "from mypy_extensions import i64",
        "",
    ]
    names = [row.name for row in ROWS] + list(PSEUDO_ROWS)
    lines += [f"MOP_{name.upper()}: Final = {number}" for number, name in enumerate(names)]
    lines += ["", f"FIRST_PSEUDO: Final = {len(ROWS)}", f"MOP_COUNT: Final = {len(names)}", ""]
    lines += [f"MEM_{op.name.upper()}: Final = {number}" for number, op in enumerate(MEM_OPS)]
    first = {mode: names.index(f"ldrb_{mode}") for mode in "usr"}
    lines += [
        "",
        "#: First row of each address mode; add the MEM_* number.",
        f"MEM_SCALED: Final = {first['u']}",
        f"MEM_UNSCALED: Final = {first['s']}",
        f"MEM_INDEXED: Final = {first['r']}",
        "",
    ]
    sizes = [op.bytes.bit_length() - 1 for op in MEM_OPS]
    lines += _table("MEM_LOG2", "Log2 of the bytes accessed, by MEM_* number.", sizes)
    for at, (name, what) in enumerate(
        (
            ("BASE", "Fixed bits by row."),
            ("REG_FIELDS", "Register fields by row; see gen_encodings.py."),
            ("IMM_FIELDS", "Immediate fields by row; see gen_encodings.py."),
        )
    ):
        lines += _table(name, what, [table[at] for table in tables])
    return "\n".join(lines) + "\n"


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
