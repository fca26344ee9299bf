"""Every instruction this backend emits, one row each, in the notation of the manual.

    Row("add_rs", "add {Rd}, {Rn}, {Rm}{shift}", "sf 0 0 01011 sh 0 rm imm6 rn rd")
        name       assembler text                 the 32 bits, high to low

Words of zeros and ones are fixed bits; other words are fields of `FIELDS`. The *register operands*
of a row are its register fields in the order of the text; its *immediates* (`i0`, `i1`, ... of a
machine instruction) are the other fields in the order of the bits. A field written twice (`sf ... sf`)
is filled twice. `gen_encodings.py` turns the rows into the tables of `encodings_gen.py`.

Placeholders of the text: `{Rd}` register of the size that `sf` says, `{Wd}` 32 bits, `{Xd}` 64 bits,
`{Rd.sp}` the same where number 31 is the stack pointer; `{Fd}` float register of the size that
`ftype` says, `{Bt} {Hd} {Sd} {Dd} {Qd}` of one size, `{Vd.8b}` with an arrangement; the others are
explained at `FORMATTERS` in `disasm.py`.

Source: Arm Architecture Reference Manual for A-profile (DDI 0487), chapters C4 and C6.
"""

from typing import Final, NamedTuple


class Row(NamedTuple):
    """One machine instruction; see the module docstring."""

    name: str
    text: str
    bits: str


#: Width of each field in bits.
FIELDS: Final = {
    **dict.fromkeys(("rd", "rn", "rm", "ra", "rt", "rt2", "rs"), 5),
    "sf": 1,
    "sh": 2,
    "sh12": 1,
    "imm3": 3,
    "imm5": 5,
    "imm6": 6,
    "imm7": 7,
    "imm8": 8,
    "imm9": 9,
    "imm12": 12,
    "imm14": 14,
    "imm16": 16,
    "imm19": 19,
    "imm26": 26,
    "immlo": 2,
    "immhi": 19,
    "bitmask": 13,
    "option": 3,
    "s": 1,
    "hw": 2,
    "immr": 6,
    "imms": 6,
    "cond": 4,
    "nzcv": 4,
    "b5": 1,
    "b40": 5,
    "ftype": 2,
}
REGISTERS: Final = frozenset(("rd", "rn", "rm", "ra", "rt", "rt2", "rs"))


def _add_sub() -> list[Row]:
    rows = []
    for name, op, s in (("add", 0, 0), ("adds", 0, 1), ("sub", 1, 0), ("subs", 1, 1)):
        dest = "{Rd}" if s else "{Rd.sp}"
        rows += [
            Row(
                f"{name}_rs",
                f"{name} {{Rd}}, {{Rn}}, {{Rm}}{{shift}}",
                f"sf {op} {s} 01011 sh 0 rm imm6 rn rd",
            ),
            Row(
                f"{name}_rx",
                f"{name} {dest}, {{Rn.sp}}, {{Rm.ext}}",
                f"sf {op} {s} 01011 00 1 rm option imm3 rn rd",
            ),
            Row(f"{name}_i", f"{name} {dest}, {{Rn.sp}}, {{imm12}}", f"sf {op} {s} 100010 sh12 imm12 rn rd"),
        ]
    for name, op in (("cmn", 0), ("cmp", 1)):
        rows += [
            Row(f"{name}_rs", f"{name} {{Rn}}, {{Rm}}{{shift}}", f"sf {op} 1 01011 sh 0 rm imm6 rn 11111"),
            Row(
                f"{name}_rx",
                f"{name} {{Rn.sp}}, {{Rm.ext}}",
                f"sf {op} 1 01011 00 1 rm option imm3 rn 11111",
            ),
            Row(f"{name}_i", f"{name} {{Rn.sp}}, {{imm12}}", f"sf {op} 1 100010 sh12 imm12 rn 11111"),
        ]
    rows += [
        Row("neg_rs", "neg {Rd}, {Rm}{shift}", "sf 1 0 01011 sh 0 rm imm6 11111 rd"),
        Row("negs_rs", "negs {Rd}, {Rm}{shift}", "sf 1 1 01011 sh 0 rm imm6 11111 rd"),
    ]
    for name, op, s in (("adc", 0, 0), ("adcs", 0, 1), ("sbc", 1, 0), ("sbcs", 1, 1)):
        rows.append(Row(name, f"{name} {{Rd}}, {{Rn}}, {{Rm}}", f"sf {op} {s} 11010000 rm 000000 rn rd"))
    return rows


def _logical() -> list[Row]:
    rows = []
    for name, opc, n in (
        ("and", "00", 0),
        ("bic", "00", 1),
        ("orr", "01", 0),
        ("orn", "01", 1),
        ("eor", "10", 0),
        ("eon", "10", 1),
        ("ands", "11", 0),
        ("bics", "11", 1),
    ):
        bits = f"sf {opc} 01010 sh {n} rm imm6 rn rd"
        rows.append(Row(f"{name}_rs", f"{name} {{Rd}}, {{Rn}}, {{Rm}}{{shift}}", bits))
        if not n:
            dest = "{Rd}" if name == "ands" else "{Rd.sp}"
            bits = f"sf {opc} 100100 bitmask rn rd"
            rows.append(Row(f"{name}_i", f"{name} {dest}, {{Rn}}, {{bitmask}}", bits))
    return [
        *rows,
        Row("tst_rs", "tst {Rn}, {Rm}{shift}", "sf 11 01010 sh 0 rm imm6 rn 11111"),
        Row("tst_i", "tst {Rn}, {bitmask}", "sf 11 100100 bitmask rn 11111"),
        Row("mvn_rs", "mvn {Rd}, {Rm}{shift}", "sf 01 01010 sh 1 rm imm6 11111 rd"),
        Row("mov_r", "mov {Rd}, {Rm}", "sf 01 01010 00 0 rm 000000 11111 rd"),
        Row("mov_bitmask", "orr {Rd.sp}, {zr}, {bitmask}", "sf 01 100100 bitmask 11111 rd"),
    ]


def _moves_and_multiplies() -> list[Row]:
    rows = [
        Row("movn", "movn {Rd}, {imm16}{hw}", "sf 00 100101 hw imm16 rd"),
        Row("movz", "movz {Rd}, {imm16}{hw}", "sf 10 100101 hw imm16 rd"),
        Row("movk", "movk {Rd}, {imm16}{hw}", "sf 11 100101 hw imm16 rd"),
        Row("sbfm", "sbfm {Rd}, {Rn}, {immr}, {imms}", "sf 00 100110 sf immr imms rn rd"),
        Row("bfm", "bfm {Rd}, {Rn}, {immr}, {imms}", "sf 01 100110 sf immr imms rn rd"),
        Row("ubfm", "ubfm {Rd}, {Rn}, {immr}, {imms}", "sf 10 100110 sf immr imms rn rd"),
        Row("extr", "extr {Rd}, {Rn}, {Rm}, {imms}", "sf 00 100111 sf 0 rm imms rn rd"),
        Row("madd", "madd {Rd}, {Rn}, {Rm}, {Ra}", "sf 00 11011 000 rm 0 ra rn rd"),
        Row("msub", "msub {Rd}, {Rn}, {Rm}, {Ra}", "sf 00 11011 000 rm 1 ra rn rd"),
        Row("mul", "mul {Rd}, {Rn}, {Rm}", "sf 00 11011 000 rm 0 11111 rn rd"),
        Row("mneg", "mneg {Rd}, {Rn}, {Rm}", "sf 00 11011 000 rm 1 11111 rn rd"),
        Row("smulh", "smulh {Xd}, {Xn}, {Xm}", "1 00 11011 010 rm 0 11111 rn rd"),
        Row("umulh", "umulh {Xd}, {Xn}, {Xm}", "1 00 11011 110 rm 0 11111 rn rd"),
        Row("udiv", "udiv {Rd}, {Rn}, {Rm}", "sf 0 0 11010110 rm 00001 0 rn rd"),
        Row("sdiv", "sdiv {Rd}, {Rn}, {Rm}", "sf 0 0 11010110 rm 00001 1 rn rd"),
    ]
    for u, sign in (("0", "s"), ("1", "u")):
        for name, o0 in (("maddl", 0), ("msubl", 1)):
            text = f"{sign}{name} {{Xd}}, {{Wn}}, {{Wm}}, {{Xa}}"
            rows.append(Row(f"{sign}{name}", text, f"1 00 11011 {u}01 rm {o0} ra rn rd"))
        text = f"{sign}mull {{Xd}}, {{Wn}}, {{Wm}}"
        rows.append(Row(f"{sign}mull", text, f"1 00 11011 {u}01 rm 0 11111 rn rd"))
    for name, op2 in (("lsl", "00"), ("lsr", "01"), ("asr", "10"), ("ror", "11")):
        bits = f"sf 0 0 11010110 rm 0010 {op2} rn rd"
        rows.append(Row(f"{name}_r", f"{name} {{Rd}}, {{Rn}}, {{Rm}}", bits))
    for name, opcode in (("rbit", "000000"), ("rev16", "000001"), ("clz", "000100"), ("cls", "000101")):
        rows.append(Row(name, f"{name} {{Rd}}, {{Rn}}", f"sf 1 0 11010110 00000 {opcode} rn rd"))
    rows += [
        Row("rev_w", "rev {Wd}, {Wn}", "0 1 0 11010110 00000 000010 rn rd"),
        Row("rev_x", "rev {Xd}, {Xn}", "1 1 0 11010110 00000 000011 rn rd"),
    ]
    return rows


def _conditional() -> list[Row]:
    rows = []
    for name, op, o2 in (("csel", 0, "00"), ("csinc", 0, "01"), ("csinv", 1, "00"), ("csneg", 1, "01")):
        bits = f"sf {op} 0 11010100 rm cond {o2} rn rd"
        rows.append(Row(name, f"{name} {{Rd}}, {{Rn}}, {{Rm}}, {{cond}}", bits))
    rows += [
        Row("cset", "cset {Rd}, {icond}", "sf 0 0 11010100 11111 cond 01 11111 rd"),
        Row("csetm", "csetm {Rd}, {icond}", "sf 1 0 11010100 11111 cond 00 11111 rd"),
    ]
    for name, op in (("ccmn", 0), ("ccmp", 1)):
        rows += [
            Row(
                f"{name}_r",
                f"{name} {{Rn}}, {{Rm}}, {{nzcv}}, {{cond}}",
                f"sf {op} 1 11010010 rm cond 00 rn 0 nzcv",
            ),
            Row(
                f"{name}_i",
                f"{name} {{Rn}}, {{imm5}}, {{nzcv}}, {{cond}}",
                f"sf {op} 1 11010010 imm5 cond 10 rn 0 nzcv",
            ),
        ]
    return rows


class MemOp(NamedTuple):
    """A load or store of one register; each has a row per address mode."""

    name: str
    mnemonic: str
    reg: str
    """Prefix of the register: W, X, B, H, S, D or Q."""
    size: str
    vector: int
    opc: str
    bytes: int


#: Number in this list is the `memop` of address-mode code. Every address mode has its rows in this
#: order, so that `MOP_<FIRST ROW OF THE MODE> + memop` is the row.
MEM_OPS: Final = (
    MemOp("ldrb", "ldrb", "W", "00", 0, "01", 1),
    MemOp("ldrsb_w", "ldrsb", "W", "00", 0, "11", 1),
    MemOp("ldrsb_x", "ldrsb", "X", "00", 0, "10", 1),
    MemOp("ldrh", "ldrh", "W", "01", 0, "01", 2),
    MemOp("ldrsh_w", "ldrsh", "W", "01", 0, "11", 2),
    MemOp("ldrsh_x", "ldrsh", "X", "01", 0, "10", 2),
    MemOp("ldr_w", "ldr", "W", "10", 0, "01", 4),
    MemOp("ldrsw", "ldrsw", "X", "10", 0, "10", 4),
    MemOp("ldr_x", "ldr", "X", "11", 0, "01", 8),
    MemOp("ldr_h", "ldr", "H", "01", 1, "01", 2),
    MemOp("ldr_s", "ldr", "S", "10", 1, "01", 4),
    MemOp("ldr_d", "ldr", "D", "11", 1, "01", 8),
    MemOp("ldr_q", "ldr", "Q", "00", 1, "11", 16),
    MemOp("strb", "strb", "W", "00", 0, "00", 1),
    MemOp("strh", "strh", "W", "01", 0, "00", 2),
    MemOp("str_w", "str", "W", "10", 0, "00", 4),
    MemOp("str_x", "str", "X", "11", 0, "00", 8),
    MemOp("str_h", "str", "H", "01", 1, "00", 2),
    MemOp("str_s", "str", "S", "10", 1, "00", 4),
    MemOp("str_d", "str", "D", "11", 1, "00", 8),
    MemOp("str_q", "str", "Q", "00", 1, "10", 16),
)


def _memory() -> list[Row]:
    scaled, unscaled, indexed = [], [], []
    for name, mnemonic, reg, size, v, opc, scale in MEM_OPS:
        target = f"{{{reg}t}}"
        near = mnemonic.replace("ldr", "ldur").replace("str", "stur")
        text = f"{mnemonic} {target}, [{{Xn.sp}}{{+imm12*{scale}}}]"
        scaled.append(Row(f"{name}_u", text, f"{size} 111 {v} 01 {opc} imm12 rn rt"))
        text = f"{near} {target}, [{{Xn.sp}}{{+imm9}}]"
        unscaled.append(Row(f"{name}_s", text, f"{size} 111 {v} 00 {opc} 0 imm9 00 rn rt"))
        text = f"{mnemonic} {target}, [{{Xn.sp}}, {{Rm.index*{scale}}}]"
        indexed.append(Row(f"{name}_r", text, f"{size} 111 {v} 00 {opc} 1 rm option s 10 rn rt"))
    return scaled + unscaled + indexed


def _pairs_and_atomics() -> list[Row]:
    rows = []
    for suffix, reg, opc, v in (("x", "X", "10", 0), ("d", "D", "01", 1)):
        for name, load in (("stp", 0), ("ldp", 1)):
            text = f"{name} {{{reg}t}}, {{{reg}t2}}, [{{Xn.sp}}{{+imm7*8}}]"
            rows.append(Row(f"{name}_{suffix}", text, f"{opc} 101 {v} 010 {load} imm7 rt2 rn rt"))
    rows += [
        Row("stp_x_pre", "stp {Xt}, {Xt2}, [{Xn.sp}, {imm7*8}]!", "10 101 0 011 0 imm7 rt2 rn rt"),
        Row("ldp_x_post", "ldp {Xt}, {Xt2}, [{Xn.sp}], {imm7*8}", "10 101 0 001 1 imm7 rt2 rn rt"),
    ]
    sizes = (("b", "00", "W", "b"), ("h", "01", "W", "h"), ("w", "10", "W", ""), ("x", "11", "X", ""))
    for name, pattern, regs in (
        ("ldar", "001000 1 1 0 11111 1 11111 rn rt", ("t",)),
        ("stlr", "001000 1 0 0 11111 1 11111 rn rt", ("t",)),
        ("ldaxr", "001000 0 1 0 11111 1 11111 rn rt", ("t",)),
        ("stlxr", "001000 0 0 0 rs 1 11111 rn rt", ("s", "t")),
        ("casal", "001000 1 1 1 rs 1 11111 rn rt", ("s", "t")),
        *(
            (f"{name}al", f"111 0 00 1 1 1 rs {o3} {opc} 00 rn rt", ("s", "t"))
            for name, o3, opc in (
                ("ldadd", 0, "000"),
                ("ldclr", 0, "001"),
                ("ldeor", 0, "010"),
                ("ldset", 0, "011"),
                ("ldsmax", 0, "100"),
                ("ldsmin", 0, "101"),
                ("ldumax", 0, "110"),
                ("ldumin", 0, "111"),
                ("swp", 1, "000"),
            )
        ),
    ):
        for suffix, size, reg, end in sizes:
            names = [f"{{{'W' if name == 'stlxr' and r == 's' else reg}{r}}}" for r in regs]
            text = f"{name}{end} {', '.join(names)}, [{{Xn.sp}}]"
            rows.append(Row(f"{name}_{suffix}", text, f"{size} {pattern}"))
    return rows


_BRANCHES: Final = (
    Row("b", "b {imm26}", "0 00101 imm26"),
    Row("bl", "bl {imm26}", "1 00101 imm26"),
    Row("b_cond", "b.{cond} {imm19}", "01010100 imm19 0 cond"),
    Row("cbz", "cbz {Rt}, {imm19}", "sf 011010 0 imm19 rt"),
    Row("cbnz", "cbnz {Rt}, {imm19}", "sf 011010 1 imm19 rt"),
    Row("tbz", "tbz {Rt.bit}, {imm14}", "b5 011011 0 b40 imm14 rt"),
    Row("tbnz", "tbnz {Rt.bit}, {imm14}", "b5 011011 1 b40 imm14 rt"),
    Row("br", "br {Xn}", "1101011 0 0 00 11111 000000 rn 00000"),
    Row("blr", "blr {Xn}", "1101011 0 0 01 11111 000000 rn 00000"),
    Row("ret", "ret", "1101011 0 0 10 11111 000000 11110 00000"),
    Row("adr", "adr {Xd}, {adr}", "0 immlo 10000 immhi rd"),
    Row("adrp", "adrp {Xd}, {adrp}", "1 immlo 10000 immhi rd"),
    Row("ldr_lit_s", "ldr {St}, {imm19}", "00 011 1 00 imm19 rt"),
    Row("ldr_lit_d", "ldr {Dt}, {imm19}", "01 011 1 00 imm19 rt"),
    Row("ldr_lit_q", "ldr {Qt}, {imm19}", "10 011 1 00 imm19 rt"),
    Row("nop", "nop", "11010101000000110010 0000 000 11111"),
    Row("csdb", "csdb", "11010101000000110010 0010 100 11111"),
    Row("bti_c", "bti c", "11010101000000110010 0100 010 11111"),
    Row("bti_j", "bti j", "11010101000000110010 0100 100 11111"),
    Row("paciasp", "paciasp", "11010101000000110010 0011 001 11111"),
    Row("autiasp", "autiasp", "11010101000000110010 0011 101 11111"),
    Row("pacibsp", "pacibsp", "11010101000000110010 0011 011 11111"),
    Row("autibsp", "autibsp", "11010101000000110010 0011 111 11111"),
    Row("dmb_ish", "dmb ish", "11010101000000110011 1011 1 01 11111"),
    Row("brk", "brk {imm16}", "11010100 001 imm16 000 00"),
    Row("udf", "udf {imm16}", "0000000000000000 imm16"),
)


def _float() -> list[Row]:
    rows = []
    for name, opcode in (
        ("fmov_r", "000000"),
        ("fabs", "000001"),
        ("fneg", "000010"),
        ("fsqrt", "000011"),
        ("frintn", "001000"),
        ("frintp", "001001"),
        ("frintm", "001010"),
        ("frintz", "001011"),
    ):
        text = f"{name.split('_')[0]} {{Fd}}, {{Fn}}"
        rows.append(Row(name, text, f"0 0 0 11110 ftype 1 {opcode} 10000 rn rd"))
    for source, to, ftype, opc in (("S", "D", "00", "01"), ("D", "S", "01", "00")):
        bits = f"0 0 0 11110 {ftype} 1 0001 {opc} 10000 rn rd"
        rows.append(Row(f"fcvt_{to}{source}".lower(), f"fcvt {{{to}d}}, {{{source}n}}", bits))
    for name, opcode in (
        ("fmul", "0000"),
        ("fdiv", "0001"),
        ("fadd", "0010"),
        ("fsub", "0011"),
        ("fmax", "0100"),
        ("fmin", "0101"),
    ):
        rows.append(Row(name, f"{name} {{Fd}}, {{Fn}}, {{Fm}}", f"0 0 0 11110 ftype 1 rm {opcode} 10 rn rd"))
    rows += [
        Row("fcmp", "fcmp {Fn}, {Fm}", "0 0 0 11110 ftype 1 rm 00 1000 rn 00000"),
        Row("fcmp_zero", "fcmp {Fn}, #0.0", "0 0 0 11110 ftype 1 00000 00 1000 rn 01000"),
        Row("fcsel", "fcsel {Fd}, {Fn}, {Fm}, {cond}", "0 0 0 11110 ftype 1 rm cond 11 rn rd"),
        Row("fmadd", "fmadd {Fd}, {Fn}, {Fm}, {Fa}", "0 0 0 11111 ftype 0 rm 0 ra rn rd"),
        Row("fmov_i", "fmov {Fd}, {fimm8}", "0 0 0 11110 ftype 1 imm8 100 00000 rd"),
        Row("fmov_ws", "fmov {Wd}, {Sn}", "0 0 0 11110 00 1 00 110 000000 rn rd"),
        Row("fmov_sw", "fmov {Sd}, {Wn}", "0 0 0 11110 00 1 00 111 000000 rn rd"),
        Row("fmov_xd", "fmov {Xd}, {Dn}", "1 0 0 11110 01 1 00 110 000000 rn rd"),
        Row("fmov_dx", "fmov {Dd}, {Xn}", "1 0 0 11110 01 1 00 111 000000 rn rd"),
        Row("scvtf", "scvtf {Fd}, {Rn}", "sf 0 0 11110 ftype 1 00 010 000000 rn rd"),
        Row("ucvtf", "ucvtf {Fd}, {Rn}", "sf 0 0 11110 ftype 1 00 011 000000 rn rd"),
        Row("fcvtzs", "fcvtzs {Rd}, {Fn}", "sf 0 0 11110 ftype 1 11 000 000000 rn rd"),
        Row("fcvtzu", "fcvtzu {Rd}, {Fn}", "sf 0 0 11110 ftype 1 11 001 000000 rn rd"),
        Row("cnt_8b", "cnt {Vd.8b}, {Vn.8b}", "0 0 0 01110 00 10000 00101 10 rn rd"),
        Row("addv_8b", "addv {Bd}, {Vn.8b}", "0 0 0 01110 00 11000 11011 10 rn rd"),
        Row("mvn_8b", "mvn {Vd.8b}, {Vn.8b}", "0 0 1 01110 00 10000 00101 10 rn rd"),
        Row("mvn_16b", "mvn {Vd.16b}, {Vn.16b}", "0 1 1 01110 00 10000 00101 10 rn rd"),
        Row("ushr_d63", "ushr {Dd}, {Dn}, #63", "0 1 1 111110 1000001 00000 1 rn rd"),
        Row("sli_d63", "sli {Dd}, {Dn}, #63", "0 1 1 111110 1111111 01010 1 rn rd"),
        Row("ushr_s31", "ushr {Vd.2s}, {Vn.2s}, #31", "0 0 1 011110 0100001 00000 1 rn rd"),
        Row("sli_s31", "sli {Vd.2s}, {Vn.2s}, #31", "0 0 1 011110 0111111 01010 1 rn rd"),
        Row("movi_zero", "movi {Dd}, #0", "0 0 1 0111100000 000 1110 01 00000 rd"),
    ]
    for name, u, size in (
        ("and", 0, "00"),
        ("bic", 0, "01"),
        ("orr", 0, "10"),
        ("eor", 1, "00"),
        ("bsl", 1, "01"),
        ("bit", 1, "10"),
    ):
        for q, lanes in ((0, "8b"), (1, "16b")):
            rows.append(
                Row(
                    f"{name}_{lanes}",
                    f"{name} {{Vd.{lanes}}}, {{Vn.{lanes}}}, {{Vm.{lanes}}}",
                    f"0 {q} {u} 01110 {size} 1 rm 000111 rn rd",
                )
            )
    return rows


ROWS: Final = (
    *_add_sub(),
    *_logical(),
    *_moves_and_multiplies(),
    *_conditional(),
    *_memory(),
    *_pairs_and_atomics(),
    *_BRANCHES,
    *_float(),
)

#: Rows that are not one instruction of the manual: their bytes depend on the frame, on labels or on
#: symbols. `emit.py` says what each means and which immediates it has.
PSEUDO_ROWS: Final = (
    "args",
    "ret_frame",
    "jump",
    "br_cond",
    "br_zero",
    "br_bit",
    "br_table",
    "trap",
    "trap_cond",
    "trap_zero",
    "call",
    "call_indirect",
    "tail_call",
    "tail_call_indirect",
    "mov_imm",
    "frame_mem",
    "frame_addr",
    "symbol_addr",
    "symbol_got",
    "float_const",
    "pool_const",
    "atomic_loop",
    "cas_loop",
)
