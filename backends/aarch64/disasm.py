"""Assembler text of rows, for people and for the encoder tests.

    text_of(MOP_ADD_RS, ["x0", "x1", "x2"], [1, 0, 3])      "add x0, x1, x2, lsl #3"

Registers come as numbers or as finished text (`v7` in vcode listings). Not hot.
"""

import re
from collections.abc import Callable
from typing import Final

from .encodings import ROWS, Row
from .gen_encodings import immediates, register_order
from .regs import int_name

CONDITIONS: Final = tuple("eq ne hs lo mi pl vs vc hi ls ge lt gt le al nv".split())
_SHIFTS: Final[tuple[str, ...]] = ("lsl", "lsr", "asr", "ror")
_EXTENDS: Final[tuple[str, ...]] = ("uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx")


class _Operands:
    """Registers and immediates of one instruction by field name."""

    def __init__(self, row: Row, regs: "list[int | str]", imms: list[int]) -> None:
        self.regs = dict(zip(register_order(row), regs, strict=False))
        self.imms = dict(zip(immediates(row), imms, strict=False))

    def imm(self, name: str) -> int:
        return self.imms.get(name, 0)

    def reg(self, prefix: str, name: str, suffix: str) -> str:
        """Text of a register placeholder."""
        value = self.regs[f"r{name}"]
        if prefix in "FBHSDQV":
            letter = "sd?h"[self.imm("ftype")] if prefix == "F" else prefix.lower()
            text = value if isinstance(value, str) else f"{letter}{value % 32}"
            return f"{text}.{suffix}" if prefix == "V" else text
        sf = self.imm("sf") if prefix == "R" else int(prefix == "X")
        if suffix == "bit":
            sf = self.imm("b5")
        elif suffix == "ext":
            return self.extended(value)
        elif suffix.startswith("index"):
            return self.index(value, int(suffix[6:]))
        text = value if isinstance(value, str) else int_name(value, 64 if sf else 32, suffix == "sp")
        return f"{text}, #{self.imm('b5') << 5 | self.imm('b40')}" if suffix == "bit" else text

    def extended(self, value: "int | str") -> str:
        option, amount = self.imm("option"), self.imm("imm3")
        wide = self.imm("sf") and option & 3 == 3
        text = value if isinstance(value, str) else int_name(value, 64 if wide else 32, False)
        return f"{text}, {_EXTENDS[option]}" + (f" #{amount}" if amount else "")

    def index(self, value: "int | str", scale: int) -> str:
        option, scaled = self.imm("option"), self.imm("s")
        text = value if isinstance(value, str) else int_name(value, 64 if option & 1 else 32, False)
        amount = scale.bit_length() - 1
        if option == 3:
            return f"{text}, lsl #{amount}" if scaled else text
        return f"{text}, {_EXTENDS[option]}" + (f" #{amount}" if scaled else "")


def _shift(ops: _Operands) -> str:
    amount = ops.imm("imm6")
    return f", {_SHIFTS[ops.imm('sh')]} #{amount}" if amount or ops.imm("sh") else ""


def _bitmask(ops: _Operands) -> str:
    return f"#{hex(decode_bitmask(ops.imm('bitmask'), ops.imm('sf')))}"


def decode_bitmask(field: int, sf: int) -> int:
    """The number that an `N:immr:imms` field stands for."""
    n, immr, imms = field >> 12, field >> 6 & 63, field & 63
    size = 1 << ((n << 6 | ~imms & 63).bit_length() - 1)
    ones = (imms & (size - 1)) + 1
    run = (1 << ones) - 1
    rotation = immr & (size - 1)
    element = (run >> rotation | run << (size - rotation)) & ((1 << size) - 1)
    value = 0
    for at in range(0, 64 if sf else 32, size):
        value |= element << at
    return value


def _float_imm(ops: _Operands) -> str:
    imm = ops.imm("imm8")
    sign = -1.0 if imm & 0x80 else 1.0
    exponent = (imm >> 4 & 7 ^ 4) - 3
    return f"#{sign * (16 + (imm & 15)) / 16 * 2.0**exponent:.8f}"


def _signed(value: int, bits: int) -> int:
    return ((value & (1 << bits) - 1) ^ 1 << bits - 1) - (1 << bits - 1)


#: Placeholders that are not registers.
FORMATTERS: Final[dict[str, Callable[[_Operands], str]]] = {
    "shift": _shift,
    "zr": lambda ops: "xzr" if ops.imm("sf") else "wzr",
    "imm12": lambda ops: f"#{ops.imm('imm12')}" + (", lsl #12" if ops.imm("sh12") else ""),
    "imm16": lambda ops: f"#{ops.imm('imm16')}",
    "hw": lambda ops: f", lsl #{16 * ops.imm('hw')}" if ops.imm("hw") else "",
    "bitmask": _bitmask,
    "immr": lambda ops: f"#{ops.imm('immr')}",
    "imms": lambda ops: f"#{ops.imm('imms')}",
    "imm5": lambda ops: f"#{ops.imm('imm5')}",
    "nzcv": lambda ops: f"#{ops.imm('nzcv')}",
    "cond": lambda ops: CONDITIONS[ops.imm("cond")],
    "icond": lambda ops: CONDITIONS[ops.imm("cond") ^ 1],
    "imm26": lambda ops: f"#{4 * _signed(ops.imm('imm26'), 26)}",
    "imm19": lambda ops: f"#{4 * _signed(ops.imm('imm19'), 19)}",
    "imm14": lambda ops: f"#{4 * _signed(ops.imm('imm14'), 14)}",
    "adr": lambda ops: f"#{_signed(ops.imm('immhi') << 2 | ops.imm('immlo'), 21)}",
    "adrp": lambda ops: f"#{_signed(ops.imm('immhi') << 2 | ops.imm('immlo'), 21) << 12}",
    "fimm8": _float_imm,
    "+imm9": lambda ops: f", #{_signed(ops.imm('imm9'), 9)}" if ops.imm("imm9") else "",
    "+imm7*8": lambda ops: f", #{8 * _signed(ops.imm('imm7'), 7)}" if ops.imm("imm7") else "",
    "imm7*8": lambda ops: f"#{8 * _signed(ops.imm('imm7'), 7)}",
}


def _bitfield_alias(row: Row, regs: "list[int | str]", ops: _Operands) -> str:
    """The usual name of an sbfm or ubfm: shifts, extensions, field extracts."""
    bits = 64 if ops.imm("sf") else 32
    immr, imms = ops.imm("immr"), ops.imm("imms")
    sign = row.name == "sbfm"
    rd, rn = ops.reg("R", "d", ""), ops.reg("R", "n", "")
    if imms == bits - 1:
        return f"{'asr' if sign else 'lsr'} {rd}, {rn}, #{immr}"
    if not sign and imms + 1 == immr:
        return f"lsl {rd}, {rn}, #{bits - immr}"
    if immr == 0 and imms in (7, 15, 31) and (sign or bits == 32):
        narrow = regs[1] if isinstance(regs[1], str) else int_name(regs[1], 32, False)
        return f"{'s' if sign else 'u'}xt{ {7: 'b', 15: 'h', 31: 'w'}[imms] } {rd}, {narrow}"
    letter = "s" if sign else "u"
    if imms < immr:
        return f"{letter}bfiz {rd}, {rn}, #{bits - immr}, #{imms + 1}"
    return f"{letter}bfx {rd}, {rn}, #{immr}, #{imms - immr + 1}"


def text_of(mop: int, regs: "list[int | str]", imms: list[int]) -> str:
    """Assembler text of a row (not of a pseudo row)."""
    row = ROWS[mop]
    ops = _Operands(row, regs, imms)
    if row.name in ("sbfm", "ubfm"):
        return _bitfield_alias(row, regs, ops)

    def fill(match: re.Match[str]) -> str:
        word = match[1]
        if word in FORMATTERS:
            return FORMATTERS[word](ops)
        if word.startswith("+imm12*"):
            return f", #{int(word[7:]) * ops.imm('imm12')}" if ops.imm("imm12") else ""
        name, _, suffix = word[1:].partition(".")
        return ops.reg(word[0], name, suffix)

    return re.sub(r"\{([^}]*)\}", fill, row.text)
