"""Assembler text of the rows of aarch64, for the encoder tests.

    text_of(MOP_ADD_RS, [0, 1, 2], [1, 0, 3])      "add x0, x1, x2, lsl #3"

The text of a row has placeholders (`backends/aarch64/encodings.py`), filled here from numbers of registers
and immediates.
"""

import re
from collections.abc import Callable
from typing import Final

from irtool.backends.aarch64.encodings import ROWS, Row
from irtool.backends.aarch64.kinds import CONDITIONS, EXTENDS, SHIFTS
from irtool.backends.aarch64.rows import immediates, register_order

_LANES: Final = "bhsdq"


def int_name(number: int, bits: int, sp: bool) -> str:
    """`x3`, `w3`, `sp`, `xzr`: a general register of 32 or 64 bits; `sp` says what 31 is."""
    if number == 31:
        if sp:
            return "sp" if bits == 64 else "wsp"
        return "xzr" if bits == 64 else "wzr"
    return f"{'x' if bits == 64 else 'w'}{number}"


def decode_bitmask(field: int, sf: int) -> int:
    """The number that an `N:immr:imms` field stands for."""
    n, immr, imms = field >> 12, field >> 6 & 63, field & 63
    size = 1 << ((n << 6 | ~imms & 63).bit_length() - 1)
    ones = (imms & (size - 1)) + 1
    run = (1 << ones) - 1
    rotation = immr & (size - 1)
    element = (run >> rotation | run << (size - rotation)) & ((1 << size) - 1)
    return sum(element << at for at in range(0, 64 if sf else 32, size))


def decode_float(imm8: int) -> float:
    """The number that an 8-bit `fmov` immediate stands for."""
    sign = -1.0 if imm8 & 0x80 else 1.0
    return sign * (16 + (imm8 & 15)) / 16 * 2.0 ** ((imm8 >> 4 & 7 ^ 4) - 3)


class _Operands:
    """Registers and immediates of one instruction by field name."""

    def __init__(self, row: Row, regs: list[int], imms: list[int], address: str) -> None:
        self.regs = dict(zip(register_order(row), regs, strict=False))
        self.imms = dict(zip(immediates(row), imms, strict=False))
        self.address = address

    def imm(self, name: str) -> int:
        return self.imms.get(name, 0)

    def signed(self, name: str, bits: int) -> int:
        """An immediate whose top bit is its sign."""
        return ((self.imm(name) & (1 << bits) - 1) ^ 1 << bits - 1) - (1 << bits - 1)

    def arrangement(self, word: str) -> str:
        """What stands behind the point of a vector register."""
        size, q, sz = self.imm("size"), self.imm("q"), self.imm("sz")
        shift = self.imm("lshift") or self.imm("rshift") or self.imm("wshift") or self.imm("nshift")
        lane = self.imm("lane5")
        code, bits = {
            "T": (size, 64 << q),
            "U": (size, 128),
            "P": (size + 1, 64 << q),
            "W": (size + 1, 128),
            "B": (0, 64 << q),
            "S": (2, 64 << q),
            "F": (2 + sz, 64 << q),
            "M": (1, 64 << q),
            "G": (1 + self.imm("szn"), 64 << q),
            "N": (1 + self.imm("szn"), 128),
            "H": (2 + self.imm("szn"), 128),
            "I": ((shift >> 3).bit_length() - 1, 64 << q),
            "J": ((shift >> 3).bit_length(), 128),
            "D": (_lowest_one(lane), 64 << q),
        }.get(word, (0, 0))
        if bits:
            return f"{bits >> (3 + code)}{_LANES[code]}"
        if word in ("E", "lane4"):
            number = lane >> _lowest_one(lane) + 1 if word == "E" else self.imm("lane4") >> _lowest_one(lane)
            return f"{_LANES[_lowest_one(lane)]}[{number}]"
        return word

    def reg(self, prefix: str, name: str, suffix: str) -> str:
        """Text of a register placeholder."""
        value = self.regs[f"r{name}"]
        if prefix in "FBHSDQVLKZ":
            letter = prefix.lower()
            if prefix == "F":
                letter = "sd?h"[self.imm("ftype")]
            elif prefix == "Z":
                letter = _LANES[self.imm("vsize") | self.imm("vq") << 2]
            elif prefix in "LK":
                letter = _LANES[self.imm("size") + (prefix == "K")]
            text = f"{letter}{value % 32}"
            return f"{text}.{self.arrangement(suffix)}" if prefix == "V" else text
        wide = (
            self.imm("sf")
            if prefix == "R"
            else int(prefix == "X" or (prefix == "Y" and self.imm("size") == 3))
        )
        if suffix == "bit":
            wide = self.imm("b5")
        elif suffix == "ext":
            wide = self.imm("sf") and self.imm("option") & 3 == 3
        text = int_name(value, 64 if wide else 32, suffix == "sp")
        if suffix == "ext":
            amount = f" #{self.imm('imm3')}" if self.imm("imm3") else ""
            return f"{text}, {EXTENDS[self.imm('option')]}{amount}"
        return f"{text}, #{self.imm('b5') << 5 | self.imm('b40')}" if suffix == "bit" else text


def _lowest_one(number: int) -> int:
    return (number & -number).bit_length() - 1


def _shift(ops: _Operands) -> str:
    if "sh" in ops.imms:
        amount = ops.imm("imm6")
        return f", {SHIFTS[ops.imm('sh')]} #{amount}" if amount or ops.imm("sh") else ""
    left = ops.imm("lshift") or ops.imm("wshift")
    right = ops.imm("rshift") or ops.imm("nshift")
    lanes = 8 << ((left | right) >> 3).bit_length() - 1
    return f"#{left - lanes if left else 2 * lanes - right}"


def _eight(ops: _Operands) -> int:
    return ops.imm("abc") << 5 | ops.imm("defgh")


def _bytemask(ops: _Operands) -> str:
    return hex(sum(0xFF << 8 * at for at in range(8) if _eight(ops) >> at & 1))


#: Placeholders that are not registers.
FORMATTERS: Final[dict[str, Callable[[_Operands], str]]] = {
    "shift": _shift,
    "zr": lambda ops: "xzr" if ops.imm("sf") or ops.imm("size") == 3 else "wzr",
    "bh": lambda ops: ("b", "h", "", "")[ops.imm("size")],
    "bhw": lambda ops: ("b", "h", "w")[ops.imm("size")],
    "imm12": lambda ops: f"#{ops.imm('imm12')}" + (", lsl #12" if ops.imm("sh12") else ""),
    "hw": lambda ops: f", lsl #{16 * ops.imm('hw')}" if ops.imm("hw") else "",
    "bitmask": lambda ops: f"#{hex(decode_bitmask(ops.imm('bitmask'), ops.imm('sf')))}",
    "cond": lambda ops: CONDITIONS[ops.imm("cond")],
    "icond": lambda ops: CONDITIONS[ops.imm("icond") ^ 1],
    "imm26": lambda ops: f"#{4 * ops.signed('imm26', 26)}",
    "imm19": lambda ops: f"#{4 * ops.signed('imm19', 19)}",
    "imm14": lambda ops: f"#{4 * ops.signed('imm14', 14)}",
    "adr": lambda ops: f"#{ops.signed('immhi', 19) << 2 | ops.imm('immlo')}",
    "adrp": lambda ops: f"#{(ops.signed('immhi', 19) << 2 | ops.imm('immlo')) << 12}",
    "fimm8": lambda ops: f"#{decode_float(ops.imm('imm8')):.8f}",
    "fabcdefgh": lambda ops: f"#{decode_float(_eight(ops)):.8f}",
    "abcdefgh": lambda ops: f"#{_eight(ops)}",
    "bytemask": lambda ops: f"#{_bytemask(ops)}",
    "cmode": lambda ops: f", lsl #{4 * ops.imm('cmode')}" if ops.imm("cmode") else "",
    "+imm7*8": lambda ops: f", #{8 * ops.signed('imm7', 7)}" if ops.imm("imm7") else "",
    "+imm7*16": lambda ops: f", #{16 * ops.signed('imm7', 7)}" if ops.imm("imm7") else "",
    "imm7*8": lambda ops: f"#{8 * ops.signed('imm7', 7)}",
    "mem": lambda ops: ops.address,
    "base": lambda ops: ops.address,
    "2": lambda ops: "2" if ops.imm("q") else "",
}


def _bitfield_alias(row: Row, regs: list[int], ops: _Operands) -> str:
    """The usual name of an sbfm or ubfm: shifts, extensions, field extracts."""
    bits = 64 if ops.imm("sf") else 32
    immr, imms = ops.imm("immr"), ops.imm("imms")
    letter = row.name[0]
    rd, rn = ops.reg("R", "d", ""), ops.reg("R", "n", "")
    if imms == bits - 1:
        return f"{'asr' if letter == 's' else 'lsr'} {rd}, {rn}, #{immr}"
    if letter == "u" and imms + 1 == immr:
        return f"lsl {rd}, {rn}, #{bits - immr}"
    if immr == 0 and imms in (7, 15, 31) and (letter == "s" or bits == 32):
        narrow = int_name(regs[1], 32, False)
        return f"{letter}xt{ {7: 'b', 15: 'h', 31: 'w'}[imms] } {rd}, {narrow}"
    if imms < immr:
        return f"{letter}bfiz {rd}, {rn}, #{bits - immr}, #{imms + 1}"
    return f"{letter}bfx {rd}, {rn}, #{immr}, #{imms - immr + 1}"


def text_of(mop: int, regs: list[int], imms: list[int], address: str = "") -> str:
    """Assembler text of a row; `address` is that of its memory operand."""
    row = ROWS[mop]
    ops = _Operands(row, regs, imms, address)
    if row.name in ("sbfm", "ubfm"):
        return _bitfield_alias(row, regs, ops)

    def fill(match: re.Match[str]) -> str:
        word = match[1]
        if word in FORMATTERS:
            return FORMATTERS[word](ops)
        if word in ops.imms:
            return f"#{ops.imm(word)}"
        name, _, suffix = word[1:].partition(".")
        return ops.reg(word[0], name, suffix)

    return re.sub(r"\{([^{}]*)\}", fill, row.text)
