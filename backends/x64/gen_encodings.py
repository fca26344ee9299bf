"""Write `encodings_gen.py` from the rows of `encodings.py`.

python -m irtool.backends.x64.gen_encodings            # rewrite the file
python -m irtool.backends.x64.gen_encodings --check    # exit 1 when it is out of date
"""

import re
import sys
from pathlib import Path
from typing import Final, NamedTuple

from ...files import update_generated
from .encodings import ENCODINGS, PSEUDO, Enc

TARGET: Final = Path(__file__).with_name("encodings_gen.py")

EXT_REG: Final = 8
EXT_OPCODE: Final = 9
EXT_NONE: Final = 10
_IMMEDIATES: Final = {"": 0, "ib": 1, "iz": 2, "io": 3, "+cc": 4, "iw": 5}
_PREFIX: Final = {"NP": 0, "66": 0x66, "F2": 0xF2, "F3": 0xF3, "F0": 0xF0}
_MAPS: Final = {"0F": 1, "0F38": 2, "0F3A": 3}
_BYTES: Final = {"8": 1, "16": 2, "32": 4, "64": 8}


class Packed(NamedTuple):
    """One row as numbers; field names are the columns of the generated module."""

    opcode: int
    opcode8: int
    prefix: int
    map: int
    ext: int
    imm: int
    short: int
    vex: int
    byte: int
    sizes: int
    reg_at: int
    vvvv_at: int
    rm_at: int


#: What each column holds.
COLUMNS: Final = {
    "opcode": "Opcode byte.",
    "opcode8": "Opcode byte for 8-bit operands, -1 when it is the same.",
    "prefix": "Mandatory prefix byte, 0 for none.",
    "map": "0: one byte, 1: 0F, 2: 0F 38, 3: 0F 3A.",
    "ext": "0..7: opcode extension in ModRM.reg; 8: /r; 9: register in the opcode; 10: no ModRM.",
    "imm": "0: none, 1: ib, 2: iz, 3: io, 4: condition code in the opcode, 5: iw.",
    "short": "Opcode of the form with an 8-bit immediate, -1 for none.",
    "vex": "1: VEX prefix.",
    "byte": "Byte registers: bit 0 reg, bit 1 rm always; bit 2 reg, bit 3 rm for 8-bit operands.",
    "sizes": "Set of operand sizes in bytes; 0: given by the opcode (4 is passed).",
    "reg_at": "Operand of the vcode row that goes to ModRM.reg or the opcode, -1 for none.",
    "vvvv_at": "Operand that goes to VEX.vvvv.",
    "rm_at": "First operand of ModRM.rm: a register, or the base or index of an address.",
}


def pack(row: Enc) -> Packed:
    """The numbers of a row."""
    main, _, shorter = row.bytes.partition(";")
    words = main.split()
    vex = words[0].startswith("VEX.")
    prefix = opcode_map = 0
    if vex:
        _, pp, map_name = words.pop(0).split(".")
        prefix, opcode_map = _PREFIX[pp], _MAPS[map_name]
    elif words[0] in _PREFIX and len(words) > 1:
        prefix = _PREFIX[words.pop(0)]
    if not vex and words[0] == "0F":
        words.pop(0)
        opcode_map = 1
    if not vex and opcode_map == 1 and row.name == "mfence":
        # 0F AE F0: the last byte is a fixed ModRM; kept as an 8-bit immediate-free pair.
        return Packed(0xAE, -1, 0, 1, EXT_NONE, 0, 0xF0, 0, 0, 0, -1, -1, -1)
    match = re.fullmatch(r"(?:([0-9A-F]{2})\|)?([0-9A-F]{2})(\+r|\+cc)?", words.pop(0))
    assert match is not None, row
    ext = EXT_OPCODE if match[3] == "+r" else EXT_NONE
    imm = _IMMEDIATES[match[3]] if match[3] == "+cc" else 0
    for word in words:
        if word == "/r":
            ext = EXT_REG
        elif word.startswith("/"):
            ext = int(word[1])
        else:
            imm = _IMMEDIATES[word]
    kinds = [kind for _, kind in row.operand_list]
    byte = 0
    positions = {"reg": -1, "vvvv": -1, "rm": -1}
    for kind in kinds:
        place = _place(kind)
        if place:
            positions[place] = 0
        if place in ("reg", "rm"):
            always, sized = (1, 4) if place == "reg" else (2, 8)
            byte |= always if kind.endswith("8") and kind[0] == "r" else sized if kind in ("r", "rm") else 0
    at = 0
    for place in ("reg", "vvvv", "rm"):
        if positions[place] == 0:
            positions[place] = at
            at += 1
    return Packed(
        opcode=int(match[2], 16),
        opcode8=int(match[1], 16) if match[1] else -1,
        prefix=prefix,
        map=opcode_map,
        ext=ext,
        imm=imm,
        short=int(shorter.split()[0], 16) if shorter else -1,
        vex=int(vex),
        byte=byte,
        sizes=sum(_BYTES[size] for size in row.sizes.split()),
        reg_at=positions["reg"],
        vvvv_at=positions["vvvv"],
        rm_at=positions["rm"],
    )


def _place(kind: str) -> str:
    """Which field an operand kind goes to; empty for immediates and implied registers."""
    if kind in ("imm", "imm8", "imm16", "imm64", "cl", "rel32"):
        return ""
    if kind == "v":
        return "vvvv"
    if kind in ("r", "r8", "r16", "r32", "r64", "x", "o"):
        return "reg"
    return "rm"


def render() -> str:
    """Text of the generated module."""
    rows = [pack(row) for row in ENCODINGS]
    names = [row.name for row in ENCODINGS] + [name for name, _ in PSEUDO]
    lines = [
        '"""Packed encoding rows. Generated from encodings.py by gen_encodings.py; do not edit."""',
        "",
        "from typing import Final",
        "",
        "from librt.vecs import vec",
        "from mypy_extensions import i64",
        "",
    ]
    lines += [f"MOP_{name.upper()}: Final = {number}" for number, name in enumerate(names)]
    lines += [f"FIRST_PSEUDO: Final = {len(ENCODINGS)}", ""]
    for column, meaning in COLUMNS.items():
        lines += [f"#: {meaning}", f"{column.upper()}: Final[vec[i64]] = vec[i64](", "    ["]
        values = [str(getattr(row, column)) for row in rows]
        for start in range(0, len(values), 20):
            lines.append("        " + ", ".join(values[start : start + 20]) + ",")
        lines += ["    ]", ")"]
    return "\n".join(lines) + "\n"


def main(argv: list[str]) -> int:
    """Rewrite the generated file, or only compare with `--check`; returns the exit status."""
    return update_generated(TARGET, render(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
