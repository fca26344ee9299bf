"""Write `encodings_gen.py` and `constructors_gen.py` from the rows of `encodings.py`.

python -m irtool.backends.x64.gen_encodings            # rewrite the files
python -m irtool.backends.x64.gen_encodings --check    # exit 1 when one is out of date

What the encoder needs of a row is packed into two numbers, so that emission reads two table entries per
instruction: HEAD, whose fields are `FIELDS` below, and PLACES, four bits each for the VCode operands that
go to ModRM.reg (or the opcode), VEX.vvvv, ModRM.rm and bits 4-7 of the last byte (15: none).
"""

import re
import sys
from pathlib import Path
from typing import Final

from ..gen_constructors import constructors_text
from ..gen_tables import Column, tables_text, update
from . import kinds
from .encodings import ENCODINGS, PSEUDO, Enc
from .rows import IS4_FIELD, REG_FIELD, RM_FIELD, VVVV_FIELD, field_of, is_vex, operand_parts, rows, sizes_of

FOLDER: Final = Path(__file__).parent

#: Fields of HEAD: name, bits, meaning.
FIELDS: Final = (
    ("opcode", 8, "opcode byte"),
    ("opcode8", 8, "opcode byte for 8-bit operands"),
    ("short", 8, "opcode of the form with an 8-bit immediate, 0 for none; the byte behind of `tail`"),
    ("prefix", 8, "mandatory prefix byte, 0 for none; of VEX its field pp"),
    ("map", 2, "0: one byte, 1: 0F, 2: 0F 38, 3: 0F 3A"),
    ("ext", 4, "0..7: opcode extension in ModRM.reg; 8: /r; 9: register in the opcode; 10: no ModRM"),
    ("imm", 4, "bytes of the immediate, 4: of the operation's size, at most 4"),
    ("cc", 1, "condition code in the opcode"),
    ("byte", 4, "byte registers: bit 0 reg, bit 1 rm always; bit 2 reg, bit 3 rm for 8-bit operands"),
    ("vex", 1, "VEX prefix"),
    ("long", 1, "VEX.L: 256 bits"),
    ("wide", 1, "REX.W or VEX.W whatever the size"),
    ("narrow", 1, "VEX.W0 whatever the size"),
    ("tail", 1, "a fixed byte behind the opcode"),
    ("evex", 1, "EVEX prefix"),
    ("disp8", 3, "log2 of what a displacement of one byte counts in (EVEX; else 0)"),
)
EXT_REG: Final = 8
EXT_OPCODE: Final = 9
EXT_NONE: Final = 10
_IMMEDIATES: Final = {"ib": 1, "iw": 2, "iz": 4, "io": 8, "/is4": 1}
_VEX_PREFIXES: Final = {"NP": 0, "66": 1, "F3": 2, "F2": 3}
_PREFIXES: Final = {"66": 0x66, "F2": 0xF2, "F3": 0xF3, "F0": 0xF0}
_MAPS: Final = {"0F": 1, "0F38": 2, "0F3A": 3}
_ESCAPES: Final = {"38": 2, "3A": 3}


def head(row: Enc) -> dict[str, int]:
    """The fields of HEAD by name."""
    main, _, shorter = row.bytes.partition(";")
    words = main.split()
    fields = dict.fromkeys((name for name, _, _ in FIELDS), 0)
    if is_vex(row):
        kind, length, prefix, opcode_map, *width = words.pop(0).split(".")
        fields["vex"], fields["evex"] = int(kind == "VEX"), int(kind == "EVEX")
        fields["disp8"] = _displacement_shift(row) if kind == "EVEX" else 0
        fields["long"] = int(length == "256")
        fields["prefix"], fields["map"] = _VEX_PREFIXES[prefix], _MAPS[opcode_map]
        fields["wide"], fields["narrow"] = int(width == ["W1"]), int(width == ["W0"])
    else:
        if words[0] in _PREFIXES and len(words) > 1:
            fields["prefix"] = _PREFIXES[words.pop(0)]
        if words[0] == "REX.W":
            fields["wide"] = 1
            words.pop(0)
        if words[0] == "0F":
            words.pop(0)
            fields["map"] = _ESCAPES.get(words[0], 1)
            if fields["map"] > 1:
                words.pop(0)
    match = re.fullmatch(r"(?:([0-9A-F]{2})\|)?([0-9A-F]{2})(\+r|\+cc)?", words.pop(0))
    if match is None:
        raise ValueError(f"{row.name}: cannot read the opcode in {row.bytes!r}")
    fields["opcode"] = int(match[2], 16)
    fields["opcode8"] = int(match[1] or match[2], 16)
    fields["ext"] = EXT_OPCODE if match[3] == "+r" else EXT_NONE
    fields["cc"] = int(match[3] == "+cc")
    for word in words:
        if word == "/r":
            fields["ext"] = EXT_REG
        elif re.fullmatch("/[0-7]", word):
            fields["ext"] = int(word[1])
        elif word in _IMMEDIATES:
            fields["imm"] = _IMMEDIATES[word]
        else:
            fields["tail"], fields["short"] = 1, int(word, 16)
    if shorter:
        fields["short"] = int(shorter.split()[0], 16)
    fields["byte"] = _byte_registers(row)
    return fields


def _displacement_shift(row: Enc) -> int:
    """log2 of the bytes of a memory operand: a displacement of one byte counts in these, under EVEX without
    broadcasts (Intel SDM volume 2, 2.7.5: N of the tuple types Full, Half, Scalar and Mem128)."""
    widths = [int(kind[2:]) // 8 for _, kind in operand_parts(row.operands) if kind.startswith("xm")]
    return widths[0].bit_length() - 1 if widths else 0


def _byte_registers(row: Enc) -> int:
    bits = 0
    for _, kind in operand_parts(row.operands.partition(";")[0]):
        for field, always, sized in ((REG_FIELD, 1, 4), (RM_FIELD, 2, 8)):
            if field_of(kind) == field:
                bits |= always if kind in ("r8", "rm8") else sized if kind in ("r", "rm", "rr") else 0
    return bits


def pack_head(row: Enc) -> int:
    """HEAD of a row."""
    fields = head(row)
    number = shift = 0
    for name, bits, _ in FIELDS:
        if fields[name] >> bits:
            raise ValueError(f"{row.name}: {name} does not fit {bits} bits")
        number |= fields[name] << shift
        shift += bits
    return number


def pack_places(row: Enc) -> int:
    """PLACES of a row."""
    fields = sorted(
        {field_of(kind) for _, kind in operand_parts(row.operands.partition(";")[0]) if field_of(kind) >= 0}
    )
    number = 0
    for shift, field in enumerate((REG_FIELD, VVVV_FIELD, RM_FIELD, IS4_FIELD)):
        number |= (fields.index(field) if field in fields else 15) << 4 * shift
    return number


def tables() -> str:
    """Text of `encodings_gen.py`."""
    lines = ["", "# HEAD of each, for expansions."]
    lines += [f"{row.name.upper()}: Final = {pack_head(row):#x}" for row in ENCODINGS]
    lines += ["", "# Fields of HEAD: first bit, and a mask."]
    shift = 0
    for name, bits, meaning in FIELDS:
        lines += [f"#: {meaning[0].upper()}{meaning[1:]}.", f"{name.upper()}_AT: Final = {shift}"]
        lines += [f"{name.upper()}_MASK: Final = {(1 << bits) - 1}"]
        shift += bits
    columns = [
        Column("HEAD", "i64", "How the instruction is encoded.", [pack_head(row) for row in ENCODINGS]),
        Column("PLACES", "i64", "Which operands go where.", [pack_places(row) for row in ENCODINGS]),
    ]
    return tables_text(rows(), len(ENCODINGS), columns, lines)


def _described(row: Enc) -> str:
    """One line about an encoding row."""
    sizes = "" if len(sizes_of(row)) == 1 else f", {row.sizes} bits"
    return f"`{row.mnemonic} {row.operands}`{sizes}."


def _choosers() -> list[str]:
    """For each operation that has a form of two operands and an AVX form of three: the constructor that takes
    the one that the machine has."""
    forms = {"xm": "xvm", "xmi": "xvmi", "xi": "xvi"}
    names = {row.name for row in ENCODINGS}
    lines: list[str] = []
    for row in ENCODINGS:
        name, _, form = row.name.partition("_")
        wide = f"v{name}_{forms.get(form, '')}"
        if wide not in names:
            continue
        # A constant shift stands beside one by a register.
        chooser = f"{name}_i" if form == "xi" else name
        params = ["x: Reg"] + ["y: Rm"] * (form != "xi") + ["imm: Imm"] * (form != "xm")
        args = ", ".join(param.partition(":")[0] for param in params)
        lines += ["", "", f"def {chooser}(ctx: Lower, {', '.join(params)}) -> Reg:"]
        lines.append(f'    """`{name}`, in three operands where there is AVX."""')
        lines.append("    if (ctx.target.features & HAS_AVX) != 0:")
        lines.append(f"        return {wide}(ctx, {args})")
        lines.append(f"    return {row.name}(ctx, {args})")
    return lines


def constructors() -> str:
    """Text of `constructors_gen.py`."""
    docs = [_described(row) for row in ENCODINGS]
    docs += [f"{row.text[0].upper()}{row.text[1:]}." for row in PSEUDO]
    text = constructors_text(rows(), docs, {".kinds": kinds})
    text = text.replace("from .kinds import", "from .features import HAS_AVX\nfrom .kinds import", 1)
    return text + "\n".join(_choosers()) + "\n"


def main(argv: list[str]) -> int:
    """Rewrite the generated files, or only compare with `--check`; returns the exit status."""
    return update(FOLDER, tables(), constructors(), argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
