"""Machine instructions, one row each, in the notation of the manual.

    Enc("addi", "rd, rs1, imm12", 0x13, 0)                      opcode, funct3
    Enc("sub", "rd, rs1, rs2", 0x33, 0, 0x20)                   funct7
    Enc("lw", "rd, mem", 0x03, 2, width=4)                      mem: imm12(rs1)
    Enc("amoadd_w", "rd, rs2, base", 0x2F, 2, 0x03, width=4)    base: (rs1); funct7 has aq and rl

What is left out of the text is zero: `neg` is a `sub` without rs1. The rows below `PSEUDO` are expanded by
`emit.py`; there `rd` is written at the end, `early` while operands are still read, `both` is read and
written.

Source: "The RISC-V Instruction Set Manual, Volume I", chapters 2, 4, 13 (M) and 14 (A).
"""

from typing import Final, NamedTuple


class Enc(NamedTuple):
    """One instruction."""

    name: str
    text: str
    opcode: int = 0
    funct3: int = 0
    funct7: int = 0
    width: int = 0
    """Bytes of a memory operand."""
    facts: str = ""
    """`end`: ends a block; `any`: the driver adds operands; `remat`: cheap enough to be repeated."""


def _list(names: str, text: str, opcode: int, funct7: int = 0) -> list[Enc]:
    """Rows that differ in `name:funct3`, and with a `*` in funct7."""
    rows = []
    for word in names.split():
        name, _, number = word.partition(":")
        other = 0x20 if number.endswith("*") else funct7
        funct3 = int(number.rstrip("*"))
        rows.append(Enc(name, text, opcode, funct3, other, 1 << (funct3 & 3) if "mem" in text else 0))
    return rows


def _atomics(size: str, funct3: int) -> list[Enc]:
    names = "add:00 swap:01 xor:04 or:08 and:0c min:10 max:14 minu:18 maxu:1c"
    return [
        Enc(f"amo{name}_{size}", "rd, rs2, base", 0x2F, funct3, int(number, 16) << 2 | 3, 4 << (funct3 & 1))
        for name, number in (word.split(":") for word in names.split())
    ]


ROWS: Final = [
    *_list("add:0 sub:0* sll:1 slt:2 sltu:3 xor:4 srl:5 sra:5* or_:6 and_:7", "rd, rs1, rs2", 0x33),
    *_list("sllw:1 srlw:5 sraw:5*", "rd, rs1, rs2", 0x3B),
    *_list("mul:0 mulh:1 mulhu:3 div:4 divu:5 rem:6 remu:7", "rd, rs1, rs2", 0x33, 1),
    *_list("neg:0* snez:3", "rd, rs2", 0x33),
    *_list("addi:0 slti:2 sltiu:3 xori:4 ori:6 andi:7", "rd, rs1, imm12", 0x13),
    *_list("addiw:0", "rd, rs1, imm12", 0x1B),
    *_list("slli:1 srli:5 srai:5*", "rd, rs1, shamt", 0x13),
    *_list("srliw:5 sraiw:5*", "rd, rs1, shamt", 0x1B),
    *_list("lb:0 lh:1 lw:2 ld:3 lbu:4 lhu:5 lwu:6", "rd, mem", 0x03),
    *_list("sb:0 sh:1 sw:2 sd:3", "rs2, mem", 0x23),
    *_list("sb_zero:0 sh_zero:1 sw_zero:2 sd_zero:3", "mem", 0x23),
    *_atomics("w", 2),
    *_atomics("d", 3),
    Enc("fence", "", 0x0F, 0, 0x19),
]

PSEUDO: Final = [
    Enc("args", "", facts="any"),
    Enc("ret_frame", "", facts="any end"),
    Enc("jump", "target", facts="end"),
    Enc("branch", "cond, rs1, rs2, label, other", facts="end"),
    Enc("branch_zero", "cond, rs1, label, other", facts="end"),
    Enc("br_table", "rs1, edge, count", facts="end"),
    Enc("trap", "code", facts="end"),
    Enc("ebreak", ""),
    Enc("trap_if", "cond, rs1, rs2, code"),
    Enc("trap_if_zero", "cond, rs1, code"),
    Enc("call", "symbol, pop", facts="any"),
    Enc("call_indirect", "pad, pop", facts="any"),
    Enc("try_call", "symbol, pop, other, try", facts="any end"),
    Enc("try_call_indirect", "pad, pop, other, try", facts="any end"),
    Enc("tail_call", "symbol, pop", facts="any end"),
    Enc("tail_call_indirect", "pad, pop", facts="any end"),
    Enc("li", "rd, value", facts="remat"),
    Enc("addr", "rd, mem", facts="remat"),
    Enc("block_addr", "rd, edge", facts="remat"),
    Enc("symbol_addr", "rd, symbol, addend"),
    Enc("symbol_got", "rd, symbol"),
    # rd = both if the condition holds of rs1 and rs2 (or of rs1 and zero), else rs3
    Enc("keep_if", "cond, both, rs1, rs2, rs3"),
    Enc("keep_if_zero", "cond, both, rs1, rs3"),
    # Loops of lr and sc. The narrow ones work on the word around the value.
    Enc("nand_loop", "early, rs2, base, log2", width=4),
    Enc("narrow_loop", "early, rs2, base, rs3, rs4, rmw, unused", width=4),
    Enc("cas_loop", "early, rs2, rs3, base, log2", width=4),
    Enc("narrow_cas", "early, rs2, rs3, base, rs4", width=4),
]
