"""Write `opcodes_gen.py` from the rows of `opcodes.py`.

python -m irtool.ir.gen_opcodes            # rewrite the file
python -m irtool.ir.gen_opcodes --check    # exit 1 when it is out of date
"""

import sys
from pathlib import Path
from typing import Final

from ..files import update_generated
from .opcodes import FLOATCC, FORMATS, INTCC, OPS, RMW_OPS, OpRow

TARGET: Final = Path(__file__).with_name("opcodes_gen.py")

#: Effect bits of `OP_EFFECTS`, in bit order, with the letter of the row notation.
EFFECTS: Final = (
    ("BRANCH", "B"),
    ("TERMINATOR", "T"),
    ("RETURN", "R"),
    ("CALL", "C"),
    ("LOAD", "L"),
    ("STORE", "S"),
    ("TRAP", "X"),
    ("OTHER", "E"),
    ("MERGEABLE", "i"),
)


def effect_bits(row: OpRow) -> int:
    """The effect letters of a row as bits; branches and returns are terminators."""
    letters = row.effects + ("T" if set(row.effects) & set("BR") else "")
    return sum(1 << bit for bit, (_, letter) in enumerate(EFFECTS) if letter in letters)


def fixed_result_count(row: OpRow) -> int:
    """Number of results, -1 when the callee's signature decides."""
    return -1 if row.results == "sig" else len(row.result_list)


def render() -> str:
    """The text of the generated module."""
    formats = list(FORMATS)
    out = [
        '"""Opcode numbers and fact tables. Generated from opcodes.py by gen_opcodes.py; do not edit."""',
        "",
        "from typing import Final",
        "",
        "from librt.vecs import vec",
        "from mypy_extensions import i64",
        "",
    ]
    out += [f"FMT_{name.upper()}: Final = {number}" for number, name in enumerate(formats)] + [""]
    out += [f"OP_{row.name.upper()}: Final = {number}" for number, row in enumerate(OPS)]
    out += [f"OP_COUNT: Final = {len(OPS)}", ""]
    out += [f"EFFECT_{name}: Final = {1 << bit}" for bit, (name, _) in enumerate(EFFECTS)] + [""]
    out += [f"CC_{name.upper()}: Final = {number}" for number, name in enumerate(INTCC)] + [""]
    out += [f"FCC_{name.upper()}: Final = {number}" for number, name in enumerate(FLOATCC)] + [""]
    out += [f"RMW_{name.upper()}: Final = {number}" for number, name in enumerate(RMW_OPS)] + [""]
    tables = {
        "OP_FORMAT": ("format number of each opcode", [formats.index(row.format) for row in OPS]),
        "OP_EFFECTS": ("EFFECT_* bits of each opcode", [effect_bits(row) for row in OPS]),
        "OP_RESULTS": ("result count, -1 for the callee's", [fixed_result_count(row) for row in OPS]),
        "OP_OPERANDS": ("declared value operands", [len(row.operand_list) for row in OPS]),
    }
    for name, (meaning, column) in tables.items():
        out += [f"#: By opcode: {meaning}.", f"{name}: Final[vec[i64]] = vec[i64](", "    ["]
        for start in range(0, len(column), 20):
            out.append("        " + ", ".join(str(item) for item in column[start : start + 20]) + ",")
        out += ["    ]", ")"]
    return "\n".join(out) + "\n"


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
