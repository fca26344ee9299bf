"""Every machine instruction that this backend emits, in the notation of Intel's manual.

A row is

    Enc("add_rm", "rw:r, r:rm", "02|03 /r", "8 16 32 64", "sets:oszpc")
         name      operands      bytes       sizes         facts

The name is the mnemonic, `_`, and the operand form; `MOP_ADD_RM` is its number, `add_rm` its constructor.
`gen_encodings.py` packs the rows into `encodings_gen.py` and writes `constructors_gen.py`; emission,
printing, the machine-code verifier and the encoder test read only rows.

operands   `access:kind` in text order; access is r, w, rw (backends/rows.py). Behind `;` stand registers that
           the instruction uses without naming them.
    r r8 r16 r32 r64        general register in ModRM.reg (`r`: of the operation's size)
    rm rm8 rm16 rm32 rm64   general register or memory in ModRM.rm
    rr                      general register in ModRM.rm, never memory
    m m8 m16 m32 m64 m128   memory in ModRM.rm
    o                       general register in the low bits of the opcode
    v                       general register in VEX.vvvv
    x                       xmm register in ModRM.reg
    xm32 xm64 xm128         xmm register or memory of so many bits in ModRM.rm
    xr xv xi                xmm register in ModRM.rm, in VEX.vvvv, in bits 4-7 of an immediate byte
    imm imm8 imm16 imm64    immediate: of the operation's size (32 bits for 64), 8, 16 or 64 bits
    cl rax rdx xmm0 ...     that register, not encoded
    rel32                   displacement to a label
bytes      mandatory prefix (66 F2 F3 F0), `REX.W`, or VEX.L.pp.map.W or EVEX.L.pp.map.W (L: 128 256 LZ LIG;
           .W0 .W1 or nothing: by the operand size); escape bytes 0F, 0F 38, 0F 3A; opcode (`A|B`: A for 8-bit operands; `+r`:
           register; `+cc`: condition code, an operand of the row); `/r`, `/digit` or a fixed ModRM byte;
           immediate (ib iw iz io, `/is4`). After `;` a shorter form for an immediate that fits 8 bits.
sizes      operand sizes in bits; empty: the opcode says it.
facts      `sets:` flags (o s z p c) that mean something afterwards, all others being lost; without the word
           flags are kept. `reads:` flags, `?` those of the condition. `needs:` flags of flags.py, joined by `+`. `faults`:
           may trap by itself. `ends`: ends a block. `remat`: may be repeated instead of spilled.
           `partial`: may leave its register as it was; `keeps`: or one that it reads and writes, all of it.
           `unaligned`: a 128-bit memory operand need not be aligned (nor need any of VEX). `inner`: only the
           expansions of emission use it.

Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
"""

from typing import Final, NamedTuple


class Enc(NamedTuple):
    """One encoding row; see the module docstring."""

    name: str
    operands: str
    bytes: str
    sizes: str = ""
    facts: str = ""

    @property
    def mnemonic(self) -> str:
        """Assembler mnemonic (conditions are added by the printer)."""
        return self.name.split("_")[0]


class Pseudo(NamedTuple):
    """A row that emission expands into several instructions. Its immediates stand among the operands by their
    kind; `...`: the driver adds operands."""

    name: str
    operands: str
    text: str
    facts: str = ""


_ALL: Final = "sets:oszpc"
#: An operation after which no flag means anything.
_LOST: Final = "sets:"
_INT: Final = "8 16 32 64"


def _alu(name: str, base: int, digit: int, memory: bool = True, facts: str = _ALL) -> tuple[Enc, ...]:
    """add, or, adc, ...: `reg op= rm`, and with `memory` also `mem op= reg` and `rm op= imm`."""
    rows = (
        Enc(f"{name}_rm", "rw:r, r:rm", f"{base + 2:02X}|{base + 3:02X} /r", _INT, facts),
        Enc(f"{name}_mr", "rw:m, r:r", f"{base:02X}|{base + 1:02X} /r", _INT, facts),
        Enc(f"{name}_mi", "rw:rm, r:imm", f"80|81 /{digit} iz; 83 /{digit} ib", _INT, facts),
    )
    return rows if memory else rows[:1]


def _shift(name: str, digit: int) -> tuple[Enc, ...]:
    """Forms by cl and by a constant. A count of zero keeps the flags, so none means anything."""
    return (
        Enc(f"{name}_mc", "rw:rm, r:cl", f"D2|D3 /{digit}", _INT, _LOST),
        Enc(f"{name}_mi", "rw:rm, r:imm8", f"C0|C1 /{digit} ib", _INT, _LOST),
    )


def _sse(name: str, prefix: str, opcode: str, memory: str, facts: str = "") -> Enc:
    """`name xmm, xmm/mem`, the first operand read and written."""
    return Enc(f"{name}_xm", f"rw:x, r:{memory}", f"{prefix} 0F {opcode} /r".strip(), "", facts)


def _scalar_float(name: str, opcode: str) -> tuple[Enc, ...]:
    """The ss and sd forms of an arithmetic instruction."""
    return (_sse(f"{name}ss", "F3", opcode, "xm32"), _sse(f"{name}sd", "F2", opcode, "xm64"))


#: Vector operations of two operands.
_SSE2: Final = """
paddb 66 FC  paddw 66 FD  paddd 66 FE  paddq 66 D4  psubb 66 F8  psubw 66 F9  psubd 66 FA  psubq 66 FB
paddsb 66 EC  paddsw 66 ED  paddusb 66 DC  paddusw 66 DD
psubsb 66 E8  psubsw 66 E9  psubusb 66 D8  psubusw 66 D9
pmullw 66 D5  pmulhw 66 E5  pmulhuw 66 E4  pmuludq 66 F4  pmaddwd 66 F5  pavgb 66 E0  pavgw 66 E3
pminub 66 DA  pmaxub 66 DE  pminsw 66 EA  pmaxsw 66 EE  pand 66 DB  pandn 66 DF  por 66 EB  pxor 66 EF
pcmpeqb 66 74  pcmpeqw 66 75  pcmpeqd 66 76  pcmpgtb 66 64  pcmpgtw 66 65  pcmpgtd 66 66
psllw 66 F1  pslld 66 F2  psllq 66 F3  psrlw 66 D1  psrld 66 D2  psrlq 66 D3  psraw 66 E1  psrad 66 E2
packsswb 66 63  packssdw 66 6B  packuswb 66 67  psadbw 66 F6
punpcklbw 66 60  punpcklwd 66 61  punpckldq 66 62  punpcklqdq 66 6C
punpckhbw 66 68  punpckhwd 66 69  punpckhdq 66 6A  punpckhqdq 66 6D
addps NP 58  subps NP 5C  mulps NP 59  divps NP 5E  minps NP 5D  maxps NP 5F
addpd 66 58  subpd 66 5C  mulpd 66 59  divpd 66 5E  minpd 66 5D  maxpd 66 5F
andnps NP 55  orps NP 56  unpcklps NP 14
"""
_SSSE3: Final = """
pshufb 66 38.00  phaddw 66 38.01  phaddd 66 38.02  pmaddubsw 66 38.04  pmulhrsw 66 38.0B
"""
_SSE41: Final = """
pmuldq 66 38.28  pcmpeqq 66 38.29  packusdw 66 38.2B  pminsb 66 38.38  pminsd 66 38.39  pminuw 66 38.3A
pminud 66 38.3B  pmaxsb 66 38.3C  pmaxsd 66 38.3D  pmaxuw 66 38.3E  pmaxud 66 38.3F  pmulld 66 38.40
"""


def _both(name: str, prefix: str, opcode: str, needs: str = "", imm: bool = False) -> tuple[Enc, ...]:
    """A vector operation `x op= xmm/mem` and its AVX form `x = y op xmm/mem`, whose memory need not be
    aligned. The constructor `name` takes whichever the machine has (gen_encodings.py)."""
    prefix = "" if prefix == "NP" else prefix
    tail = f"{opcode} /r ib" if imm else f"{opcode} /r"
    space = "" if opcode[:3] in ("38 ", "3A ") else " "
    last, operand = ("i", ", r:imm8") if imm else ("", "")
    facts = f"needs:{needs}" if needs else ""
    return (
        Enc(f"{name}_xm{last}", f"rw:x, r:xm128{operand}", f"{prefix} 0F {tail}".strip(), "", facts),
        Enc(
            f"v{name}_xvm{last}",
            f"w:x, r:xv, r:xm128{operand}",
            f"VEX.128.{prefix or 'NP'}.0F{space}{tail}",
            "",
            "needs:has_avx",
        ),
    )


def _vectors(needs: str, table: str) -> tuple[Enc, ...]:
    """Rows of `name prefix opcode` lines, an opcode having its escape byte in front (`38.1C`)."""
    rows: list[Enc] = []
    for line in filter(None, table.splitlines()):
        words = line.split()
        for name, prefix, opcode in zip(words[::3], words[1::3], words[2::3], strict=True):
            rows += _both(name, prefix, opcode.replace(".", " "), needs)
    return tuple(rows)


def _lane_shift(name: str, opcode: str, digit: int) -> tuple[Enc, ...]:
    """Shift of all lanes, or of all bytes, by a constant."""
    return (
        Enc(f"{name}_xi", "rw:xr, r:imm8", f"66 0F {opcode} /{digit} ib"),
        Enc(f"v{name}_xvi", "w:xv, r:xr, r:imm8", f"VEX.128.66.0F {opcode} /{digit} ib", "", "needs:has_avx"),
    )


def _unary(prefix: str, table: str) -> tuple[Enc, ...]:
    """AVX forms of vector operations with one operand, from `name opcode` pairs."""
    words = table.split()
    return tuple(
        Enc(
            f"v{name}_xm",
            "w:x, r:xm128",
            f"VEX.128.{prefix}.0F{opcode.replace('.', ' ') if '.' in opcode else ' ' + opcode} /r",
            "",
            "needs:has_avx",
        )
        for name, opcode in zip(words[::2], words[1::2], strict=True)
    )


def _evex(table: str) -> tuple[Enc, ...]:
    """Operations on 128 bits with an EVEX prefix, from lines `name operands prefix.map.W opcode feature`. All need
    AVX-512VL; a feature `vl` needs nothing else. The operand form is that of the name."""
    forms = {
        "xm": "w:x, r:xm128",
        "xm64": "w:x, r:xm64",
        "xvm": "w:x, r:xv, r:xm128",
        "rw": "rw:x, r:xv, r:xm128",
        "rwi": "rw:x, r:xv, r:xm128, r:imm8",
        "xvi": "w:xv, r:xm128, r:imm8",
    }
    names = {"xm64": "xm", "rw": "xvm", "rwi": "xvmi", "xvi": "xmi"}
    rows: list[Enc] = []
    for line in filter(None, table.splitlines()):
        name, form, prefix, opcode, feature = line.split()
        opcode = opcode.replace(".", " ")
        tail = f"{opcode} ib" if form == "xvi" else f"{opcode} /r ib" if form == "rwi" else f"{opcode} /r"
        needs = "has_avx512vl" if feature == "vl" else f"has_avx512vl+has_avx512{feature}"
        rows.append(
            Enc(
                f"{name}_{names.get(form, form)}",
                forms[form],
                f"EVEX.128.{prefix} {tail}",
                "",
                f"needs:{needs}",
            )
        )
    return tuple(rows)


#: Of 64-bit lanes and others what SSE and AVX lack.
_AVX512: Final = """
vpabsq xm 66.0F38.W1 1F vl
vpminsq xvm 66.0F38.W1 39 vl
vpmaxsq xvm 66.0F38.W1 3D vl
vpminuq xvm 66.0F38.W1 3B vl
vpmaxuq xvm 66.0F38.W1 3F vl
vpsraq xvm 66.0F.W1 E2 vl
vpsraq xvi 66.0F.W1 72./4 vl
vprold xvi 66.0F.W0 72./1 vl
vprolq xvi 66.0F.W1 72./1 vl
vpternlogd rwi 66.0F3A.W0 25 vl
vpmullq xvm 66.0F38.W1 40 dq
vcvtqq2pd xm F3.0F.W1 E6 dq
vcvtuqq2pd xm F3.0F.W1 7A dq
vcvtudq2ps xm F2.0F.W0 7A vl
vcvtudq2pd xm64 F3.0F.W0 7A vl
vcvttps2udq xm NP.0F.W0 78 vl
vcvttpd2udq xm NP.0F.W1 78 vl
vcvttpd2qq xm 66.0F.W1 7A dq
vcvttpd2uqq xm 66.0F.W1 78 dq
vpopcntb xm 66.0F38.W0 54 bitalg
vpopcntw xm 66.0F38.W1 54 bitalg
vpermi2b rw 66.0F38.W0 75 vbmi
vpdpwssd rw 66.0F38.W0 52 vnni
"""


def _widen(name: str, opcode: str, memory: str) -> Enc:
    """Lanes of the low part, extended."""
    return Enc(f"{name}_xm", f"w:x, r:{memory}", f"66 0F 38 {opcode} /r", "", "needs:has_sse41")


def _three_operand(name: str, opcode: str) -> tuple[Enc, ...]:
    """The AVX forms of `_scalar_float`, which write another register than they read."""
    return (
        Enc(f"v{name}ss_xvm", "w:x, r:xv, r:xm32", f"VEX.128.F3.0F {opcode} /r", "", "needs:has_avx"),
        Enc(f"v{name}sd_xvm", "w:x, r:xv, r:xm64", f"VEX.128.F2.0F {opcode} /r", "", "needs:has_avx"),
    )


def _fused(order: str, opcode: int) -> tuple[Enc, ...]:
    """Products and sums rounded once; the digits of `order` say which operands are multiplied (the first two) and
    which is added. `fmsub` subtracts it, `fn` negates the product."""
    return tuple(
        Enc(
            f"v{name}{order}{suffix}_xvm",
            f"rw:x, r:xv, r:{memory}",
            f"VEX.128.66.0F38.{w} {opcode + 2 * at:02X} /r",
            "",
            "needs:has_fma",
        )
        for at, name in enumerate(("fmadd", "fmsub", "fnmadd", "fnmsub"))
        for suffix, memory, w in (("ss", "xm32", "W0"), ("sd", "xm64", "W1"))
    )


ENCODINGS: Final = (
    # --- integer arithmetic ---
    *_alu("add", 0x00, 0),
    *_alu("or", 0x08, 1),
    *_alu("adc", 0x10, 2, False, f"{_ALL} reads:c"),
    *_alu("sbb", 0x18, 3, False, f"{_ALL} reads:c"),
    *_alu("and", 0x20, 4),
    *_alu("sub", 0x28, 5),
    *_alu("xor", 0x30, 6),
    Enc("cmp_rm", "r:r, r:rm", "3A|3B /r", _INT, _ALL),
    Enc("cmp_mi", "r:rm, r:imm", "80|81 /7 iz; 83 /7 ib", _INT, _ALL),
    Enc("test_mr", "r:rm, r:r", "84|85 /r", _INT, _ALL),
    Enc("test_rr", "r:rr, r:r", "84|85 /r", _INT, _ALL),
    Enc("test_mi", "r:rm, r:imm", "F6|F7 /0 iz", _INT, _ALL),
    Enc("not_m", "rw:rm", "F6|F7 /2", _INT),
    Enc("neg_m", "rw:rm", "F6|F7 /3", _INT, _ALL),
    Enc("mul_byte", "r:rm; r:rax, w:rax", "F6 /4", "8", "sets:oc"),
    Enc("mul_low", "r:rm; r:rax, w:rax, c:rdx", "F7 /4", "16 32 64", "sets:oc"),
    Enc("mul_high", "r:rm; r:rax, w:rdx, c:rax", "F7 /4", "16 32 64", "sets:oc"),
    Enc("imul_byte", "r:rm; r:rax, w:rax", "F6 /5", "8", "sets:oc"),
    Enc("imul_high", "r:rm; r:rax, w:rdx, c:rax", "F7 /5", "16 32 64", "sets:oc"),
    Enc("div_m", "r:rm; r:rax, r:rdx, w:rax, w:rdx", "F6|F7 /6", _INT, "sets: inner"),
    Enc("idiv_m", "r:rm; r:rax, r:rdx, w:rax, w:rdx", "F6|F7 /7", _INT, "sets: inner"),
    Enc("imul_rm", "rw:r, r:rm", "0F AF /r", "16 32 64", "sets:oc"),
    Enc("imul_rmi", "w:r, r:rm, r:imm", "69 /r iz; 6B /r ib", "16 32 64", "sets:oc"),
    Enc("cdq", "; r:rax, w:rdx", "99", "32", "inner"),
    Enc("cqo", "; r:rax, w:rdx", "99", "64", "inner"),
    # --- shifts ---
    *_shift("rol", 0),
    *_shift("ror", 1)[:1],
    *_shift("shl", 4),
    *_shift("shr", 5),
    *_shift("sar", 7),
    Enc("shlx_rmv", "w:r, r:rm, r:v", "VEX.LZ.66.0F38 F7 /r", "32 64", "needs:has_bmi2"),
    Enc("sarx_rmv", "w:r, r:rm, r:v", "VEX.LZ.F3.0F38 F7 /r", "32 64", "needs:has_bmi2"),
    Enc("shrx_rmv", "w:r, r:rm, r:v", "VEX.LZ.F2.0F38 F7 /r", "32 64", "needs:has_bmi2"),
    Enc("rorx_rmi", "w:r, r:rm, r:imm8", "VEX.LZ.F2.0F3A F0 /r ib", "32 64", "needs:has_bmi2"),
    # --- bits ---
    Enc("bsf_rm", "w:r, r:rm", "0F BC /r", "16 32 64", "sets:z partial"),
    Enc("bsr_rm", "w:r, r:rm", "0F BD /r", "16 32 64", "sets:z partial"),
    Enc("popcnt_rm", "w:r, r:rm", "F3 0F B8 /r", "16 32 64", "sets:z needs:has_popcnt"),
    Enc("tzcnt_rm", "w:r, r:rm", "F3 0F BC /r", "16 32 64", "sets:zc needs:has_bmi1"),
    Enc("lzcnt_rm", "w:r, r:rm", "F3 0F BD /r", "16 32 64", "sets:zc needs:has_lzcnt"),
    Enc("bswap_o", "rw:o", "0F C8+r", "32 64"),
    Enc("andn_rvm", "w:r, r:v, r:rm", "VEX.LZ.NP.0F38 F2 /r", "32 64", "sets:oszc needs:has_bmi1"),
    # --- moves ---
    Enc("mov_rm", "w:r, r:rm", "8A|8B /r", _INT),
    Enc("mov_mr", "w:m, r:r", "88|89 /r", _INT),
    Enc("mov_mi", "w:rm, r:imm", "C6|C7 /0 iz", _INT, "remat"),
    Enc("mov_oi", "w:o, r:imm", "B8+r iz", "32", "remat"),
    Enc("movabs_oi", "w:o, r:imm64", "B8+r io", "64", "remat"),
    Enc("movzx_rm8", "w:r, r:rm8", "0F B6 /r", "32 64"),
    Enc("movzx_rm16", "w:r, r:rm16", "0F B7 /r", "32 64"),
    Enc("movsx_rm8", "w:r, r:rm8", "0F BE /r", "32 64"),
    Enc("movsx_rm16", "w:r, r:rm16", "0F BF /r", "32 64"),
    Enc("movsxd_rm32", "w:r, r:rm32", "63 /r", "64"),
    Enc("lea_rm", "w:r, r:m", "8D /r", "32 64", "remat"),
    Enc("push_o", "r:o", "50+r", "", "inner"),
    Enc("pop_o", "w:o", "58+r", "", "inner"),
    Enc("set_m", "w:rm8", "0F 90+cc /0", "", "reads:?"),
    Enc("cmov_rm", "rw:r, r:rm", "0F 40+cc /r", "16 32 64", "reads:?"),
    # --- control ---
    Enc("jmp_d", "r:rel32", "E9", "", "inner"),
    Enc("j_d", "r:rel32", "0F 80+cc", "", "reads:? inner"),
    Enc("call_d", "r:rel32", "E8", "", "inner"),
    Enc("jmp_m", "r:rm64", "FF /4", "", "inner"),
    Enc("call_m", "r:rm64", "FF /2", "", "inner"),
    Enc("ret", "", "C3", "", "inner"),
    Enc("ret_i", "r:imm16", "C2 iw", "", "inner"),
    Enc("int3", "", "CC"),
    # --- what the processor is ---
    Enc("cpuid", "; r:rax, r:rcx, w:rax, w:rbx, w:rcx, w:rdx", "0F A2", "", "inner"),
    Enc("xgetbv", "; r:rcx, w:rax, w:rdx", "0F 01 D0", "", "inner"),
    # --- atomics ---
    Enc("mfence", "", "0F AE F0"),
    Enc("xchg_mr", "rw:m, rw:r", "86|87 /r", _INT),
    Enc("lock_xadd_mr", "rw:m, rw:r", "F0 0F C0|C1 /r", _INT, _ALL),
    Enc("lock_cmpxchg_mr", "rw:m, r:r; r:rax, w:rax", "F0 0F B0|B1 /r", _INT, f"{_ALL} keeps"),
    Enc(
        "lock_cmpxchg16b_m", "rw:m128", "F0 REX.W 0F C7 /1", "", "sets:z needs:has_cmpxchg16b unaligned inner"
    ),
    # --- floating point ---
    Enc("movaps_xm", "w:x, r:xm128", "0F 28 /r", "", "inner"),
    Enc("movups_xm", "w:x, r:xm128", "0F 10 /r", "", "unaligned"),
    Enc("movups_mx", "w:m128, r:x", "0F 11 /r", "", "unaligned"),
    Enc("movss_xm", "w:x, r:m32", "F3 0F 10 /r"),
    Enc("movss_mx", "w:m32, r:x", "F3 0F 11 /r"),
    Enc("movsd_xm", "w:x, r:m64", "F2 0F 10 /r"),
    Enc("movsd_mx", "w:m64, r:x", "F2 0F 11 /r"),
    Enc("movd_xm", "w:x, r:rm", "66 0F 6E /r", "32 64"),
    Enc("movd_mx", "w:rm, r:x", "66 0F 7E /r", "32 64"),
    *_scalar_float("sqrt", "51"),
    *_scalar_float("add", "58"),
    *_scalar_float("mul", "59"),
    *_scalar_float("sub", "5C"),
    *_scalar_float("div", "5E"),
    _sse("cvtss2sd", "F3", "5A", "xm32"),
    _sse("cvtsd2ss", "F2", "5A", "xm64"),
    Enc("ucomiss_xm", "r:x, r:xm32", "0F 2E /r", "", _ALL),
    Enc("ucomisd_xm", "r:x, r:xm64", "66 0F 2E /r", "", _ALL),
    _sse("andps", "", "54", "xm128"),
    _sse("xorps", "", "57", "xm128"),
    Enc("cvtsi2ss_xm", "rw:x, r:rm", "F3 0F 2A /r", "32 64"),
    Enc("cvtsi2sd_xm", "rw:x, r:rm", "F2 0F 2A /r", "32 64"),
    *_scalar_float("min", "5D"),
    *_scalar_float("max", "5F"),
    Enc("cvttss2si_rx", "w:r, r:xm32", "F3 0F 2C /r", "32 64"),
    Enc("cvttsd2si_rx", "w:r, r:xm64", "F2 0F 2C /r", "32 64"),
    Enc("roundss_xmi", "rw:x, r:xm32, r:imm8", "66 0F 3A 0A /r ib", "", "needs:has_sse41"),
    Enc("roundsd_xmi", "rw:x, r:xm64, r:imm8", "66 0F 3A 0B /r ib", "", "needs:has_sse41"),
    *_fused("213", 0xA9),
    *_fused("132", 0x99),
    *_three_operand("add", "58"),
    *_three_operand("mul", "59"),
    *_three_operand("sub", "5C"),
    *_three_operand("div", "5E"),
    *_three_operand("sqrt", "51"),
    Enc("vcvtss2sd_xvm", "w:x, r:xv, r:xm32", "VEX.128.F3.0F 5A /r", "", "needs:has_avx"),
    Enc("vcvtsd2ss_xvm", "w:x, r:xv, r:xm64", "VEX.128.F2.0F 5A /r", "", "needs:has_avx"),
    Enc("vroundss_xvmi", "w:x, r:xv, r:xm32, r:imm8", "VEX.128.66.0F3A 0A /r ib", "", "needs:has_avx"),
    Enc("vroundsd_xvmi", "w:x, r:xv, r:xm64, r:imm8", "VEX.128.66.0F3A 0B /r ib", "", "needs:has_avx"),
    # --- vectors ---
    *_vectors("", _SSE2),
    *_vectors("has_ssse3", _SSSE3),
    *_vectors("has_sse41", _SSE41),
    *_both("pcmpgtq", "66", "38 37", "has_sse42"),
    Enc("vandps_xvm", "w:x, r:xv, r:xm128", "VEX.128.NP.0F 54 /r", "", "needs:has_avx"),
    Enc("vxorps_xvm", "w:x, r:xv, r:xm128", "VEX.128.NP.0F 57 /r", "", "needs:has_avx"),
    *_both("shufps", "NP", "C6", imm=True),
    *_both("cmpps", "NP", "C2", imm=True),
    *_both("cmppd", "66", "C2", imm=True),
    *_both("palignr", "66", "3A 0F", "has_ssse3", imm=True),
    *_both("pblendw", "66", "3A 0E", "has_sse41", imm=True),
    *_lane_shift("psllw", "71", 6),
    *_lane_shift("psrlw", "71", 2),
    *_lane_shift("psraw", "71", 4),
    *_lane_shift("pslld", "72", 6),
    *_lane_shift("psrld", "72", 2),
    *_lane_shift("psrad", "72", 4),
    *_lane_shift("psllq", "73", 6),
    *_lane_shift("psrlq", "73", 2),
    *_lane_shift("pslldq", "73", 7),
    *_lane_shift("psrldq", "73", 3),
    Enc("pshufd_xmi", "w:x, r:xm128, r:imm8", "66 0F 70 /r ib"),
    Enc("pshuflw_xmi", "w:x, r:xm128, r:imm8", "F2 0F 70 /r ib"),
    Enc("pshufhw_xmi", "w:x, r:xm128, r:imm8", "F3 0F 70 /r ib"),
    Enc("sqrtps_xm", "w:x, r:xm128", "0F 51 /r"),
    Enc("sqrtpd_xm", "w:x, r:xm128", "66 0F 51 /r"),
    Enc("cvtdq2ps_xm", "w:x, r:xm128", "0F 5B /r"),
    Enc("cvttps2dq_xm", "w:x, r:xm128", "F3 0F 5B /r"),
    Enc("cvtps2pd_xm", "w:x, r:xm64", "0F 5A /r"),
    Enc("cvtpd2ps_xm", "w:x, r:xm128", "66 0F 5A /r"),
    Enc("cvttpd2dq_xm", "w:x, r:xm128", "66 0F E6 /r"),
    Enc("cvtdq2pd_xm", "w:x, r:xm64", "F3 0F E6 /r"),
    Enc("roundps_xmi", "w:x, r:xm128, r:imm8", "66 0F 3A 08 /r ib", "", "needs:has_sse41"),
    Enc("roundpd_xmi", "w:x, r:xm128, r:imm8", "66 0F 3A 09 /r ib", "", "needs:has_sse41"),
    Enc("pabsb_xm", "w:x, r:xm128", "66 0F 38 1C /r", "", "needs:has_ssse3"),
    Enc("pabsw_xm", "w:x, r:xm128", "66 0F 38 1D /r", "", "needs:has_ssse3"),
    Enc("pabsd_xm", "w:x, r:xm128", "66 0F 38 1E /r", "", "needs:has_ssse3"),
    # The same for memory that need not be aligned.
    *_unary("NP", "sqrtps 51  cvtdq2ps 5B"),
    *_unary("66", "sqrtpd 51  pabsb 38.1C  pabsw 38.1D  pabsd 38.1E"),
    *_unary("F3", "cvttps2dq 5B"),
    Enc("vroundps_xmi", "w:x, r:xm128, r:imm8", "VEX.128.66.0F3A 08 /r ib", "", "needs:has_avx"),
    Enc("vroundpd_xmi", "w:x, r:xm128, r:imm8", "VEX.128.66.0F3A 09 /r ib", "", "needs:has_avx"),
    _widen("pmovsxbw", "20", "xm64"),
    _widen("pmovsxwd", "23", "xm64"),
    _widen("pmovsxdq", "25", "xm64"),
    _widen("pmovzxbw", "30", "xm64"),
    _widen("pmovzxwd", "33", "xm64"),
    _widen("pmovzxdq", "35", "xm64"),
    Enc("ptest_xm", "r:x, r:xm128", "66 0F 38 17 /r", "", "sets:zc needs:has_sse41"),
    Enc("pmovmskb_rx", "w:r32, r:xr", "66 0F D7 /r"),
    Enc("movmskps_rx", "w:r32, r:xr", "0F 50 /r"),
    Enc("movmskpd_rx", "w:r32, r:xr", "66 0F 50 /r"),
    Enc("movss_xx", "rw:x, r:xr", "F3 0F 10 /r"),
    Enc("movsd_xx", "rw:x, r:xr", "F2 0F 10 /r"),
    Enc("movq_xm", "w:x, r:xm64", "F3 0F 7E /r"),
    Enc("pinsrw_xri", "rw:x, r:rr, r:imm8", "66 0F C4 /r ib", "32"),
    Enc("pinsrw_xmi", "rw:x, r:m16, r:imm8", "66 0F C4 /r ib"),
    Enc("pextrw_rxi", "w:r32, r:xr, r:imm8", "66 0F C5 /r ib"),
    Enc("pinsrb_xri", "rw:x, r:rr, r:imm8", "66 0F 3A 20 /r ib", "32", "needs:has_sse41"),
    Enc("pinsrb_xmi", "rw:x, r:m8, r:imm8", "66 0F 3A 20 /r ib", "", "needs:has_sse41"),
    Enc("pinsrd_xmi", "rw:x, r:rm32, r:imm8", "66 0F 3A 22 /r ib", "", "needs:has_sse41"),
    Enc("pinsrq_xmi", "rw:x, r:rm64, r:imm8", "66 REX.W 0F 3A 22 /r ib", "", "needs:has_sse41"),
    Enc("pextrb_rxi", "w:rr, r:x, r:imm8", "66 0F 3A 14 /r ib", "32", "needs:has_sse41"),
    Enc("pextrb_mxi", "w:m8, r:x, r:imm8", "66 0F 3A 14 /r ib", "", "needs:has_sse41"),
    Enc("pextrw_mxi", "w:m16, r:x, r:imm8", "66 0F 3A 15 /r ib", "", "needs:has_sse41"),
    Enc("pextrd_mxi", "w:rm32, r:x, r:imm8", "66 0F 3A 16 /r ib", "", "needs:has_sse41"),
    Enc("pextrq_mxi", "w:rm64, r:x, r:imm8", "66 REX.W 0F 3A 16 /r ib", "", "needs:has_sse41"),
    Enc("insertps_xmi", "rw:x, r:xm32, r:imm8", "66 0F 3A 21 /r ib", "", "needs:has_sse41"),
    Enc("vpbroadcastb_xm", "w:x, r:xr", "VEX.128.66.0F38.W0 78 /r", "", "needs:has_avx2"),
    Enc("vbroadcastss_xm", "w:x, r:m32", "VEX.128.66.0F38.W0 18 /r", "", "needs:has_avx"),
    Enc("movddup_xm", "w:x, r:xm64", "F2 0F 12 /r", "", "needs:has_sse3"),
    Enc("vfmadd213ps_xvm", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W0 A8 /r", "", "needs:has_fma"),
    Enc("vfmadd213pd_xvm", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W1 A8 /r", "", "needs:has_fma"),
    Enc("vfnmadd213ps_xvm", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W0 AC /r", "", "needs:has_fma"),
    Enc("vfnmadd213pd_xvm", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W1 AC /r", "", "needs:has_fma"),
    # The sum of products of pairs of 16-bit lanes and of a third operand, in both encodings.
    Enc("vpdpwssd_xvm_vex", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W0 52 /r", "", "needs:has_avx_vnni"),
    # --- AVX-512 ---
    *_evex(_AVX512),
    Enc("vpbroadcastd_xr", "w:x, r:rr", "EVEX.128.66.0F38.W0 7C /r", "32", "needs:has_avx512vl"),
    Enc("vpbroadcastq_xr", "w:x, r:rr", "EVEX.128.66.0F38.W1 7C /r", "64", "needs:has_avx512vl"),
    Enc("vcvtusi2ss_xvr", "w:x, r:xv, r:rr", "EVEX.LIG.F3.0F 7B /r", "32 64", "needs:has_avx512f"),
    Enc("vcvtusi2sd_xvr", "w:x, r:xv, r:rr", "EVEX.LIG.F2.0F 7B /r", "32 64", "needs:has_avx512f"),
    Enc("vcvttss2usi_rx", "w:r, r:xm32", "EVEX.LIG.F3.0F 78 /r", "32 64", "needs:has_avx512f"),
    Enc("vcvttsd2usi_rx", "w:r, r:xm64", "EVEX.LIG.F2.0F 78 /r", "32 64", "needs:has_avx512f"),
)

#: Rows that emission expands into several instructions (emit.py). Kinds that only they have: `size`, `cc`
#: (condition), `label` (machine block), `symbol`, `trap` (trap code), `preg`, `mop`; accesses: see rows.py.
PSEUDO: Final = (
    Pseudo("args", "...", "defines the register arguments of the function"),
    Pseudo("ret_seq", "...", "epilogue and ret; uses the return registers", "sets: ends"),
    Pseudo("jump", "label", "jmp to a machine block", "ends"),
    Pseudo("branch", "cc, label, label", "jcc to the first block, else to the second", "reads:? ends"),
    Pseudo(
        "branch_or", "cc, label, label, cc", "to the first block when either condition holds", "reads:? ends"
    ),
    Pseudo(
        "branch_and", "cc, label, label, cc", "to the first block when both conditions hold", "reads:? ends"
    ),
    Pseudo("trap_if", "cc, trap", "out-of-line trap when the condition holds", "reads:? faults"),
    Pseudo("trap", "trap", "ud2", "faults ends"),
    Pseudo("call_sym", "symbol, imm, ...", "call of a symbol; sp goes down by imm afterwards", _LOST),
    Pseudo("call_reg", "imm, imm, ...", "call through operand 0; sp goes down by i1 afterwards", _LOST),
    Pseudo("try_sym", "symbol, imm, label, try, ...", "call of a symbol that ends its block", "sets: ends"),
    Pseudo(
        "try_reg", "imm, imm, label, try, ...", "call through operand 0 that ends its block", "sets: ends"
    ),
    Pseudo(
        "jump_sym", "symbol, imm, ...", "tail call of a symbol: epilogue, imm bytes freed, jmp", "sets: ends"
    ),
    Pseudo(
        "jump_reg",
        "imm, imm, ...",
        "tail call through operand 0: epilogue, i1 bytes freed, jmp",
        "sets: ends",
    ),
    Pseudo(
        "jump_table", "imm, imm, r:r, t:r", "jump by index: number of entries, row of `succ`", "sets: ends"
    ),
    Pseudo("zero", "w:r", "xor with itself; a rematerialised copy is a mov", "sets: remat"),
    Pseudo("add3", "size, w:r, r:r, r:r", "sum by lea or add", _LOST),
    Pseudo("addi", "size, w:r, r:r, imm", "sum with a constant by lea or add", _LOST),
    Pseudo(
        "carry_mask", "size, w:r", "all ones when the carry flag is set, else 0: sbb", "reads:c sets:oszpc"
    ),
    Pseudo("sdiv_check", "size, trap, r:r, r:r", "trap when x is least and y is -1", "sets: faults"),
    Pseudo("udiv", "size, r:rm, r:rax, t:rdx, w:rax", "unsigned quotient of y by x", _LOST),
    Pseudo("sdiv", "size, r:rm, r:rax, t:rdx, w:rax", "signed quotient of y by x", _LOST),
    Pseudo("urem", "size, r:rm, r:rax, ew:rdx, c:rax", "unsigned remainder of y by x", _LOST),
    Pseudo("srem", "size, r:rm, r:rax, ew:rdx, c:rax", "signed remainder of y by x", _LOST),
    Pseudo(
        "srem_any",
        "size, r:rm, r:rax, ew:rdx, c:rax",
        "the same, 0 when x is -1, where idiv may fault",
        _LOST,
    ),
    Pseudo("sym_addr", "symbol, imm, w:r", "address of a symbol + imm, by lea", "remat"),
    Pseudo("sym_got", "symbol, w:r", "address of a symbol out of the GOT", "remat"),
    Pseudo("block_addr", "label, w:r", "address of a machine block, by lea", "remat"),
    Pseudo(
        "tls_call", "symbol, imm, ...", "address of a thread-local symbol by __tls_get_addr, symbol i1", _LOST
    ),
    Pseudo(
        "tls_local", "symbol, imm, w:r", "address of a thread-local symbol of the executable, + imm", _LOST
    ),
    Pseudo("tls_thunk", "symbol, ...", "address of a thread-local symbol by its Mach-O descriptor", _LOST),
    Pseudo("stack_switch", "...", "saves rsp, rbp and rip, and goes on with others; payload in rdi", _LOST),
    Pseudo("getreg", "preg, w:r", "a copy of a register that is not allocatable"),
    Pseudo("setreg", "preg, r:r", "writes such a register"),
    Pseudo(
        "rmw_loop", "size, mop, imm, trap, w:rax, t:r, lr:r, lr:r", "[x] = [x] mop y, inverted if imm", _LOST
    ),
    Pseudo("rmw_select", "size, cc, trap, w:rax, t:r, lr:r, lr:r", "[x] = y unless [x] cc y", _LOST),
    Pseudo(
        "pair_atomic",
        "imm, trap, ...",
        "atomic access i0 of 128 bits; old value in rdx:rax (pairs.py)",
        _LOST,
    ),
    Pseudo("ones", "w:x", "all bits set, by comparing with itself", "remat"),
    Pseudo("fconst", "size, imm, w:x", "constant of so many bytes with these bits", "remat"),
    Pseudo("fselect", "cc, rw:x, r:xr", "x when the condition holds, else y", "reads:?"),
    Pseudo("fselect_and", "cc, cc, rw:x, r:xr", "x when both conditions hold, else y", "reads:?"),
    Pseudo("fselect_or", "cc, cc, rw:x, r:xr", "x when either condition holds, else y", "reads:?"),
    Pseudo("fmin_max", "size, imm, rw:x, r:xr", "the lesser, or with imm 1 the greater, of x and y", _LOST),
)
