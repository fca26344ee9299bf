"""Every machine instruction that this backend emits, in the notation of Intel's manual.

A row is

    Enc("add_rm", "rw:r, r:rm", "02|03 /r", "8 16 32 64")
         name      operands      bytes       operand sizes in bits (empty: the size is in the opcode)

The name is the mnemonic, `_`, and the operand form; `MOP_ADD_RM` is its number. `python -m
irtool.backends.x64.gen_encodings` packs the rows into `encodings_gen.py`; the encoder, the printer and
the encoder test read only rows.

operands   `access:kind` in text order; access is r, w or rw.
    r r8 r16 r32 r64        general register in ModRM.reg (`r`: of the operation's size)
    rm rm8 rm16 rm32        general register or memory in ModRM.rm
    m                       memory in ModRM.rm
    o                       general register in the low bits of the opcode
    v                       general register in VEX.vvvv
    x xm32 xm64 xm128       xmm register in ModRM.reg; xmm register or memory of so many bits
    xv                      xmm register in ModRM.rm
    imm imm8 imm16 imm64    immediate: of the operation's size (32 bits for 64), 8, 16 or 64 bits
    cl al ax                that register, not encoded
    rel32                   displacement to a label
bytes      mandatory prefix (66 F2 F3) or VEX.pp.map, escape bytes, opcode (`A|B`: A for 8-bit
           operands; `+r`: register; `+cc`: condition code, which the row carries as its immediate),
           `/r` or `/digit`, immediate (ib iw iz io). After `;` a shorter form for an immediate
           that fits 8 bits.

Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
"""

from typing import Final, NamedTuple


class Enc(NamedTuple):
    """One encoding row; see the module docstring."""

    name: str
    operands: str
    bytes: str
    sizes: str = ""

    @property
    def mnemonic(self) -> str:
        """Assembler mnemonic (conditions are added by the printer)."""
        return self.name.split("_")[0]

    @property
    def operand_list(self) -> list[tuple[str, str]]:
        """`(access, kind)` of each operand in text order."""
        return [
            (access, kind)
            for access, _, kind in (part.strip().partition(":") for part in self.operands.split(","))
            if access
        ]


def _alu(name: str, base: int, digit: int, access: str = "rw") -> tuple[Enc, ...]:
    """The four forms of add, or, adc, sbb, and, sub, xor, cmp."""
    return (
        Enc(f"{name}_rm", f"{access}:r, r:rm", f"{base + 2:02X}|{base + 3:02X} /r", "8 16 32 64"),
        Enc(f"{name}_mr", f"{access}:m, r:r", f"{base:02X}|{base + 1:02X} /r", "8 16 32 64"),
        Enc(f"{name}_mi", f"{access}:rm, r:imm", f"80|81 /{digit} iz; 83 /{digit} ib", "8 16 32 64"),
    )


def _shift(name: str, digit: int) -> tuple[Enc, ...]:
    """Forms by cl and by a constant."""
    return (
        Enc(f"{name}_mc", "rw:rm, r:cl", f"D2|D3 /{digit}", "8 16 32 64"),
        Enc(f"{name}_mi", "rw:rm, r:imm8", f"C0|C1 /{digit} ib", "8 16 32 64"),
    )


def _sse(name: str, prefix: str, opcode: str, memory: str) -> Enc:
    """`name xmm, xmm/mem`, the first operand read and written."""
    return Enc(f"{name}_xm", f"rw:x, r:{memory}", f"{prefix} 0F {opcode} /r".strip())


def _scalar_float(name: str, opcode: str) -> tuple[Enc, ...]:
    """The ss and sd forms of an arithmetic instruction."""
    return (_sse(f"{name}ss", "F3", opcode, "xm32"), _sse(f"{name}sd", "F2", opcode, "xm64"))


ENCODINGS: Final = (
    # --- integer arithmetic ---
    *_alu("add", 0x00, 0),
    *_alu("or", 0x08, 1),
    *_alu("adc", 0x10, 2),
    *_alu("sbb", 0x18, 3),
    *_alu("and", 0x20, 4),
    *_alu("sub", 0x28, 5),
    *_alu("xor", 0x30, 6),
    *_alu("cmp", 0x38, 7, "r"),
    Enc("test_mr", "r:rm, r:r", "84|85 /r", "8 16 32 64"),
    Enc("test_mi", "r:rm, r:imm", "F6|F7 /0 iz", "8 16 32 64"),
    Enc("not_m", "rw:rm", "F6|F7 /2", "8 16 32 64"),
    Enc("neg_m", "rw:rm", "F6|F7 /3", "8 16 32 64"),
    Enc("mul_m", "r:rm", "F6|F7 /4", "8 16 32 64"),
    Enc("imul_m", "r:rm", "F6|F7 /5", "8 16 32 64"),
    Enc("div_m", "r:rm", "F6|F7 /6", "8 16 32 64"),
    Enc("idiv_m", "r:rm", "F6|F7 /7", "8 16 32 64"),
    Enc("imul_rm", "rw:r, r:rm", "0F AF /r", "16 32 64"),
    Enc("imul_rmi", "w:r, r:rm, r:imm", "69 /r iz; 6B /r ib", "16 32 64"),
    Enc("cdq", "", "99", "32"),
    Enc("cqo", "", "99", "64"),
    # --- shifts ---
    *_shift("rol", 0),
    *_shift("ror", 1),
    *_shift("shl", 4),
    *_shift("shr", 5),
    *_shift("sar", 7),
    Enc("shlx_rmv", "w:r, r:rm, r:v", "VEX.66.0F38 F7 /r", "32 64"),
    Enc("sarx_rmv", "w:r, r:rm, r:v", "VEX.F3.0F38 F7 /r", "32 64"),
    Enc("shrx_rmv", "w:r, r:rm, r:v", "VEX.F2.0F38 F7 /r", "32 64"),
    Enc("rorx_rmi", "w:r, r:rm, r:imm8", "VEX.F2.0F3A F0 /r ib", "32 64"),
    # --- bits ---
    Enc("bsf_rm", "w:r, r:rm", "0F BC /r", "16 32 64"),
    Enc("bsr_rm", "w:r, r:rm", "0F BD /r", "16 32 64"),
    Enc("popcnt_rm", "w:r, r:rm", "F3 0F B8 /r", "16 32 64"),
    Enc("tzcnt_rm", "w:r, r:rm", "F3 0F BC /r", "16 32 64"),
    Enc("lzcnt_rm", "w:r, r:rm", "F3 0F BD /r", "16 32 64"),
    Enc("bt_mr", "r:rm, r:r", "0F A3 /r", "16 32 64"),
    Enc("bt_mi", "r:rm, r:imm8", "0F BA /4 ib", "16 32 64"),
    Enc("bswap_o", "rw:o", "0F C8+r", "32 64"),
    Enc("andn_rvm", "w:r, r:v, r:rm", "VEX.NP.0F38 F2 /r", "32 64"),
    Enc("blsr_vm", "w:v, r:rm", "VEX.NP.0F38 F3 /1", "32 64"),
    Enc("blsi_vm", "w:v, r:rm", "VEX.NP.0F38 F3 /3", "32 64"),
    # --- moves ---
    Enc("mov_rm", "w:r, r:rm", "8A|8B /r", "8 16 32 64"),
    Enc("mov_mr", "w:m, r:r", "88|89 /r", "8 16 32 64"),
    Enc("mov_mi", "w:rm, r:imm", "C6|C7 /0 iz", "8 16 32 64"),
    Enc("mov_oi", "w:o, r:imm", "B8+r iz", "32"),
    Enc("movabs_oi", "w:o, r:imm64", "B8+r io", "64"),
    Enc("movzx_rm8", "w:r, r:rm8", "0F B6 /r", "32 64"),
    Enc("movzx_rm16", "w:r, r:rm16", "0F B7 /r", "32 64"),
    Enc("movsx_rm8", "w:r, r:rm8", "0F BE /r", "32 64"),
    Enc("movsx_rm16", "w:r, r:rm16", "0F BF /r", "32 64"),
    Enc("movsxd_rm32", "w:r, r:rm32", "63 /r", "64"),
    Enc("lea_rm", "w:r, r:m", "8D /r", "32 64"),
    Enc("push_o", "r:o", "50+r"),
    Enc("pop_o", "w:o", "58+r"),
    Enc("set_m", "w:rm8", "0F 90+cc /0"),
    Enc("cmov_rm", "rw:r, r:rm", "0F 40+cc /r", "16 32 64"),
    # --- control ---
    Enc("jmp_d", "r:rel32", "E9"),
    Enc("j_d", "r:rel32", "0F 80+cc"),
    Enc("call_d", "r:rel32", "E8"),
    Enc("jmp_m", "r:rm64", "FF /4"),
    Enc("call_m", "r:rm64", "FF /2"),
    Enc("ret", "", "C3"),
    Enc("ret_i", "r:imm16", "C2 iw"),
    Enc("ud2", "", "0F 0B"),
    Enc("int3", "", "CC"),
    Enc("nop", "", "90"),
    # --- atomics ---
    Enc("mfence", "", "0F AE F0"),
    Enc("xchg_mr", "rw:m, rw:r", "86|87 /r", "8 16 32 64"),
    Enc("lock_xadd_mr", "rw:m, rw:r", "F0 0F C0|C1 /r", "8 16 32 64"),
    Enc("lock_cmpxchg_mr", "rw:m, r:r", "F0 0F B0|B1 /r", "8 16 32 64"),
    # --- floating point ---
    Enc("movaps_xm", "w:x, r:xm128", "0F 28 /r"),
    Enc("movups_xm", "w:x, r:xm128", "0F 10 /r"),
    Enc("movups_mx", "w:m, r:x", "0F 11 /r"),
    Enc("movss_xm", "w:x, r:m", "F3 0F 10 /r"),
    Enc("movss_mx", "w:m, r:x", "F3 0F 11 /r"),
    Enc("movsd_xm", "w:x, r:m", "F2 0F 10 /r"),
    Enc("movsd_mx", "w:m, r:x", "F2 0F 11 /r"),
    Enc("movd_xm", "w:x, r:rm", "66 0F 6E /r", "32 64"),
    Enc("movd_mx", "w:rm, r:x", "66 0F 7E /r", "32 64"),
    *_scalar_float("sqrt", "51"),
    *_scalar_float("add", "58"),
    *_scalar_float("mul", "59"),
    *_scalar_float("sub", "5C"),
    *_scalar_float("min", "5D"),
    *_scalar_float("div", "5E"),
    *_scalar_float("max", "5F"),
    _sse("cvtss2sd", "F3", "5A", "xm32"),
    _sse("cvtsd2ss", "F2", "5A", "xm64"),
    _sse("ucomiss", "", "2E", "xm32"),
    _sse("ucomisd", "66", "2E", "xm64"),
    _sse("andps", "", "54", "xm128"),
    _sse("andnps", "", "55", "xm128"),
    _sse("orps", "", "56", "xm128"),
    _sse("xorps", "", "57", "xm128"),
    Enc("cvtsi2ss_xm", "rw:x, r:rm", "F3 0F 2A /r", "32 64"),
    Enc("cvtsi2sd_xm", "rw:x, r:rm", "F2 0F 2A /r", "32 64"),
    Enc("cvttss2si_rx", "w:r, r:xm32", "F3 0F 2C /r", "32 64"),
    Enc("cvttsd2si_rx", "w:r, r:xm64", "F2 0F 2C /r", "32 64"),
)

#: Rows that emission expands into several instructions (emit.py); they have no encoding of their own.
#: The text says what they stand for: `name: operands and immediates`.
PSEUDO: Final = (
    ("args", "defines the register arguments of the function"),
    ("ret_seq", "epilogue and ret; uses the return registers"),
    ("jump", "jmp i0 (machine block)"),
    ("branch", "jcc: condition i0, to block i1, else to block i2"),
    ("branch_or", "branch to i1 when condition i0 or condition i3 holds, else to i2"),
    ("branch_and", "branch to i1 when conditions i0 and i3 both hold, else to i2"),
    ("trap_if", "out-of-line trap with code i1 when condition i0 holds"),
    ("trap", "ud2 with code i1"),
    ("call_sym", "call of symbol i0"),
    ("call_reg", "call through operand 0"),
    ("jump_sym", "epilogue and jmp to symbol i0: tail call"),
    ("jump_reg", "epilogue and jmp through operand 0: tail call"),
    ("jump_table", "bounds-checked indexed jump: i0 entries, succ row i1; operands: index, temporary"),
    ("add3", "operand 0 = operand 1 + operand 2, size i0: lea or add; flags undefined"),
    ("addi", "operand 0 = operand 1 + i1, size i0: lea or add; flags undefined"),
    ("carry_mask", "sbb operand 0 with itself: all ones when the carry flag is set, size i0"),
    ("sdiv_check", "trap int_ovf when operand 0 is the least value of size i0 and operand 1 is -1"),
    ("div_seq", "rax divided by operand 0 of size i0; i1: 0 unsigned, 1 signed, 2 signed and guarded"),
    ("sym_addr", "operand 0 = address of symbol i0 + i1; i2: through the GOT"),
    ("getreg", "operand 0 = register i0"),
    ("setreg", "register i0 = operand 0"),
    ("load_ret_addr", "operand 0 = the return address"),
    ("rmw_loop", "compare-and-exchange loop of operation i1 and size i0; see emit.py"),
    ("fconst", "operand 0 = constant of i0 bytes with the bits i1"),
    ("fselect", "operand 0 keeps operand 1 when condition i0 holds, else becomes operand 2"),
    ("fselect_and", "as fselect, when conditions i0 and i1 hold"),
    ("fselect_or", "as fselect, when condition i0 or i1 holds"),
)
