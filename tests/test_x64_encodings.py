"""Every encoding row of x86-64 in every form of its operands, judged by capstone and keystone.

Rows are encoded field by field first (`encode_*`), and what that gives is judged: registers, every kind of
address, rip-relative ones. Emission, which takes a row of a VCode and its allocations, must then give the
same bytes, for spill slots and places of the frame too. Forms that no row of the table has yet are
tried with the rows of `MORE`.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import capstone
import keystone
import pytest
from irtool.backends.abi import Frame
from irtool.backends.emit import EmitState
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.vcode import MEM_BASE, MEM_INCOMING, MEM_OUTGOING, MEM_SLOT, MEM_SYMBOL, VCode
from irtool.backends.x64 import gen_encodings
from irtool.backends.x64.emit import emit_row
from irtool.backends.x64.encode import (
    encode_mem,
    encode_plain,
    encode_reg,
    encode_rip,
    encode_symbol,
    put_rel32,
)
from irtool.backends.x64.encodings import ENCODINGS, Enc
from irtool.backends.x64.encodings_gen import J_D, JMP_D, MOP_MOV_RM
from irtool.backends.x64.gen_encodings import pack_head, pack_places
from irtool.backends.x64.labels import X64Labels
from irtool.backends.x64.object_format import RELOC_X64_PC32
from irtool.backends.x64.regs import R12, R13, R15, RAX, RBP, RBX, RCX, RDI, RSI, RSP, XMM0
from irtool.backends.x64.rows import (
    IS4_FIELD,
    REG_FIELD,
    RM_FIELD,
    VVVV_FIELD,
    field_of,
    operand_parts,
    sizes_of,
)
from irtool.regalloc.contract import SLOT_BASE, RegallocOutput
from librt.vecs import vec
from mypy_extensions import i64
from x64_text import Fields, Memory, inst_text

INT_REGS = (RAX, RBX, RSP, RBP, RSI, RDI, R12, R13, R15)
FLOAT_REGS = (XMM0, XMM0 + 7, XMM0 + 8, XMM0 + 15)
MEMORIES = (
    Memory(RAX),
    Memory(RSP),
    Memory(RBP),
    Memory(R12),
    Memory(R13),
    Memory(RCX, disp=127),
    Memory(RCX, disp=-128),
    Memory(RSP, disp=128),
    Memory(R13, disp=-129),
    # Around what one byte says when it counts in the size of the operand.
    Memory(RCX, disp=16 * 127),
    Memory(R12, disp=-16 * 128),
    Memory(RSP, disp=16 * 128),
    Memory(RDI, disp=8 * 127),
    Memory(RAX, disp=-4 * 128),
    Memory(RBP, RAX, 0, 0),
    Memory(R13, R12, 3, 0),
    Memory(RSP, RBP, 1, 8),
    Memory(RDI, R15, 2, 0x7FFFFFFF),
    Memory(-1, RBX, 3, 64),
    Memory(-1, R13, 0, -0x80000000),
    Memory(-1, -1, 0, 0x1000),
)
IMMEDIATES = {
    1: (0, 1, 127, -128, -1),
    2: (0, 127, -128, 128, -129, 0x7FFF, -0x8000),
    4: (0, 127, -128, 128, -129, 0x7FFFFFFF, -0x80000000),
    8: (0, 127, -128, 128, -129, 0x7FFFFFFF, -0x80000000),
}

#: One row of each kind of encoding, beside those that the table has.
MORE = (
    # Legacy maps with each mandatory prefix.
    Enc("movbe_rm", "w:r, r:m", "0F 38 F0 /r", "16 32 64"),
    Enc("pshufb_xm", "rw:x, r:xm128", "66 0F 38 00 /r"),
    Enc("adcx_rm", "rw:r, r:rm", "66 0F 38 F6 /r", "32 64"),
    Enc("adox_rm", "rw:r, r:rm", "F3 0F 38 F6 /r", "32 64"),
    Enc("crc32_rm8", "rw:r32, r:rm8", "F2 0F 38 F0 /r"),
    Enc("sha1rnds4_xmi", "rw:x, r:xm128, r:imm8", "0F 3A CC /r ib"),
    Enc("pblendw_xmi", "rw:x, r:xm128, r:imm8", "66 0F 3A 0E /r ib"),
    Enc("pshufd_xmi", "w:x, r:xm128, r:imm8", "66 0F 70 /r ib"),
    Enc("movq_xm", "w:x, r:xm64", "F3 0F 7E /r"),
    # W in the row, registers only, an opcode extension with an xmm register.
    Enc("pinsrq_xmi", "rw:x, r:rm64, r:imm8", "66 REX.W 0F 3A 22 /r ib"),
    Enc("pextrq_mxi", "w:rm64, r:x, r:imm8", "66 REX.W 0F 3A 16 /r ib"),
    Enc("pmovmskb_rx", "w:r32, r:xr", "66 0F D7 /r"),
    Enc("psrlq_xi", "rw:xr, r:imm8", "66 0F 73 /2 ib"),
    # VEX: each prefix and map, L, W by row and by size, registers in vvvv and in an immediate.
    Enc("vaddps_xvm", "w:x, r:xv, r:xm128", "VEX.128.NP.0F 58 /r"),
    Enc("vaddps_yvm", "w:x, r:xv, r:xm256", "VEX.256.NP.0F 58 /r"),
    Enc("vpaddd_xvm", "w:x, r:xv, r:xm128", "VEX.128.66.0F FE /r"),
    Enc("vpshufb_yvm", "w:x, r:xv, r:xm256", "VEX.256.66.0F38 00 /r"),
    Enc("vfmadd213ps_xvm", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W0 A8 /r"),
    Enc("vfmadd213pd_xvm", "rw:x, r:xv, r:xm128", "VEX.128.66.0F38.W1 A8 /r"),
    Enc("vpblendw_xvmi", "w:x, r:xv, r:xm128, r:imm8", "VEX.128.66.0F3A 0E /r ib"),
    Enc("vblendvps_xvmx", "w:x, r:xv, r:xm128, r:xi", "VEX.128.66.0F3A.W0 4A /r /is4"),
    Enc("vblendvpd_yvmy", "w:x, r:xv, r:xm256, r:xi", "VEX.256.66.0F3A.W0 4B /r /is4"),
    Enc("vpsrlq_vxi", "w:xv, r:xr, r:imm8", "VEX.128.66.0F 73 /2 ib"),
    Enc("vpinsrq_xvmi", "w:x, r:xv, r:rm64, r:imm8", "VEX.128.66.0F3A.W1 22 /r ib"),
    Enc("mulx_rvm", "w:r, w:v, r:rm", "VEX.LZ.F2.0F38 F6 /r", "32 64"),
    Enc("blsr_vm", "w:v, r:rm", "VEX.LZ.NP.0F38 F3 /1", "32 64"),
)
#: Rows whose operand is no field but a label: `test_jumps_reach_their_labels`.
ROWS = tuple(row for row in (*ENCODINGS, *MORE) if "rel32" not in row.operands)
#: What capstone does not know: `test_objdump_reads_back_our_text` is their judge.
NOT_FOR_CAPSTONE = {"vpdpwssd_xvm_vex"}
CAPSTONE_ROWS = tuple(row for row in ROWS if row.name not in NOT_FOR_CAPSTONE)
#: keystone does not take AVX-512 in the sizes that are used here; capstone and objdump are its judges.
KEYSTONE_ROWS = tuple(row for row in CAPSTONE_ROWS if not row.bytes.startswith("EVEX."))

#: Forms without a judge, and why.
NOT_FOR_KEYSTONE = {
    "[disp32]": "keystone encodes an address without registers as 64-bit moffs or relative to rip",
    "[rip + disp]": "keystone takes the number for an absolute address",
}

Case = tuple[str, bytes, int]


def fresh() -> MachBuffer:
    return MachBuffer(X64Labels())


def kinds_of(row: Enc) -> list[str]:
    """Kinds of the operands that the text names."""
    return [kind for _, kind in operand_parts(row.operands.partition(";")[0])]


def choices(row: Enc, field: int) -> tuple[int, ...]:
    """Registers to try in a field of a row."""
    kinds = [kind for kind in kinds_of(row) if field_of(kind) == field]
    if not kinds:
        return (0,)
    regs = FLOAT_REGS if kinds[0].startswith("x") else INT_REGS
    return regs if field in (REG_FIELD, RM_FIELD) else (regs[0], regs[2], regs[-1])


def rm_kind(row: Enc) -> str:
    """Kind of the operand in ModRM.rm, empty for none."""
    return next((kind for kind in kinds_of(row) if field_of(kind) == RM_FIELD), "")


def takes_memory(row: Enc) -> bool:
    return rm_kind(row).startswith(("m", "rm", "xm"))


def immediates(row: Enc, size: int) -> tuple[int, ...]:
    kinds = kinds_of(row)
    if "+cc" in row.bytes:
        return tuple(range(16))
    if "imm64" in kinds:
        return (0, 0x7FFFFFFFFFFFFFFF, -0x8000000000000000, 0x123456789ABCDEF0)
    if "imm8" in kinds:
        return (0, 1, 3)
    if "imm16" in kinds:
        return (0, 16, 127, 128, 0x7FF0, 0xFFF0)
    return IMMEDIATES[size] if "imm" in kinds else (0,)


def encode(row: Enc, size: int, fields: Fields, imm: int) -> bytes:
    """The bytes of an instruction, field by field."""
    buf = fresh()
    head = pack_head(row)
    last = imm | (fields.is4 & 15) << 4
    memory = fields.rm
    if not rm_kind(row):
        encode_plain(buf, head, size, fields.reg, imm)
    elif isinstance(memory, int):
        encode_reg(buf, head, size, fields.reg, memory, last, fields.vvvv)
    else:
        base, index, scale, disp, _ = memory
        encode_mem(buf, head, size, fields.reg, base, index, scale, disp, last, fields.vvvv)
    return buf.finish().code


def registers(row: Enc) -> Iterator[Fields]:
    """Combinations of registers in all fields but ModRM.rm."""
    for reg in choices(row, REG_FIELD):
        for vvvv in choices(row, VVVV_FIELD):
            for is4 in choices(row, IS4_FIELD):
                yield Fields(reg, 0, vvvv, is4)


def forms(row: Enc) -> Iterator[Fields]:
    """Combinations of registers and addresses in all fields."""
    for fields in registers(row):
        if not rm_kind(row):
            yield fields
            continue
        if not rm_kind(row).startswith("m"):
            for rm in choices(row, RM_FIELD):
                yield fields._replace(rm=rm)
        if takes_memory(row):
            for memory in MEMORIES:
                yield fields._replace(rm=memory)


def cases(row: Enc) -> Iterator[Case]:
    """Our text, our bytes, the operand size in bits: every form with an immediate, some forms with each."""
    for size in sizes_of(row):
        numbers = immediates(row, size)
        for count, fields in enumerate(forms(row)):
            for imm in numbers if count % 10 == 0 else (numbers[count % len(numbers)],):
                yield inst_text(row, size, fields, imm), encode(row, size, fields, imm), 8 * size


# --- judges ---------------------------------------------------------------------------------------


def normal(text: str) -> str:
    """Spelling differences between us and the disassembler."""
    text = text.lower().strip()
    text = text.replace("movabs ", "mov ").replace(" ptr ", " ").replace("*1]", "]").replace("*1 ", " ")
    text = re.sub(r"riz\s*\+?", "", text)

    def number(match: re.Match[str]) -> str:
        return str(int(match[0], 0))

    return re.sub(r"0x[0-9a-f]+|\b\d+\b", number, text).replace("- -", "+ ")


def signless(text: str, size_bits: int) -> str:
    """Immediates modulo the operand size: `-1` and `0xff` are the same byte."""
    head, _, tail = text.rpartition(", ")
    if head and re.fullmatch(r"-?\d+", tail):
        return f"{head}, {int(tail) % (1 << size_bits)}"
    return text


def disassemble(code: bytes) -> capstone.CsInsn:
    """The one instruction that the bytes are."""
    decoded = list(capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64).disasm(code, 0))
    assert len(decoded) == 1 and decoded[0].size == len(code), code.hex()
    return decoded[0]


def name_of(row: Enc) -> str:
    return row.name


@pytest.mark.parametrize("row", CAPSTONE_ROWS, ids=name_of)
def test_capstone_reads_back_our_text(row: Enc) -> None:
    seen = 0
    for text, code, bits in cases(row):
        inst = disassemble(code)
        theirs = f"{inst.mnemonic} {inst.op_str}"
        assert signless(normal(theirs), bits) == signless(normal(text), bits), code.hex()
        seen += 1
    assert seen > 0


def listed_by_objdump(code: bytes, folder: Path) -> dict[int, str]:
    """Texts of the instructions by offset."""
    path = folder / "code.bin"
    path.write_bytes(code)
    command = [
        "objdump",
        "-D",
        "-z",
        "-b",
        "binary",
        "-m",
        "i386:x86-64",
        "-M",
        "intel",
        "--no-show-raw-insn",
    ]
    text = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True).stdout
    lines = re.findall(r"^\s*([0-9a-f]+):\s+(.*)$", text, re.M)
    return {int(at, 16): line for at, line in lines}


def objdump_spelling(text: str) -> str:
    """Both texts in one spelling."""
    text = normal(re.sub(r"[+-]0x0\]", "]", text.replace("{vex}", ""))).replace(" ", "")
    return re.sub(r"ds:(\d+)", r"[\1]", text).replace("*1-", "-").replace("*1]", "]")


@pytest.mark.skipif(shutil.which("objdump") is None, reason="needs objdump")
def test_objdump_reads_back_our_text(tmp_path: Path) -> None:
    """Of EVEX, and what capstone does not know: a second judge."""
    rows = [row for row in ROWS if row.bytes.startswith("EVEX.") or row.name in NOT_FOR_CAPSTONE]
    code = bytearray()
    texts: dict[int, str] = {}
    for row in rows:
        for text, each, _ in cases(row):
            texts[len(code)] = text
            code += each
    theirs = listed_by_objdump(bytes(code), tmp_path)
    assert len(rows) >= 29 and len(texts) > 4000
    wrong = [
        (text, theirs.get(at, ""))
        for at, text in texts.items()
        if objdump_spelling(theirs.get(at, "")) != objdump_spelling(text)
    ]
    assert not wrong
    assert set(theirs) == set(texts)


@pytest.mark.parametrize("row", KEYSTONE_ROWS, ids=name_of)
def test_keystone_assembles_our_text_to_the_same(row: Enc) -> None:
    """Where bytes differ (several encodings can be legal), the disassemblies must agree."""
    assembler = keystone.Ks(keystone.KS_ARCH_X86, keystone.KS_MODE_64)
    everything = [case for case in cases(row) if "[0x" not in case[0]]  # NOT_FOR_KEYSTONE
    step = max(1, len(everything) // 200)
    for text, code, _ in everything[::step]:
        theirs = bytes(assembler.asm(text)[0] or [])
        if theirs != code:
            ours, other = disassemble(code), disassemble(theirs)
            assert (ours.mnemonic, ours.op_str) == (other.mnemonic, other.op_str), text


# --- rip-relative ---------------------------------------------------------------------------------

WITH_MEMORY = tuple(row for row in CAPSTONE_ROWS if takes_memory(row))


@pytest.mark.parametrize("row", WITH_MEMORY, ids=name_of)
def test_rip_relative_operands_reach_labels_and_symbols(row: Enc) -> None:
    """Judged by capstone only (NOT_FOR_KEYSTONE); the displacement counts from the end of the instruction,
    behind an immediate."""
    head = pack_head(row)
    for size in sizes_of(row):
        for imm in immediates(row, size):
            for fields in registers(row):
                last = imm | (fields.is4 & 15) << 4
                buf = fresh()
                label = buf.new_label()
                encode_rip(buf, head, size, fields.reg, label, last, fields.vvvv)
                end = buf.cur_offset()
                buf.put_bytes(bytes(8))
                buf.bind_label(label)
                buf.put1(0x90)
                inst = disassemble(buf.finish().code[:end])
                theirs = normal(f"{inst.mnemonic} {inst.op_str}")
                text = inst_text(row, size, fields._replace(rm=Memory(-1, disp=8, is_relative=True)), imm)
                assert signless(theirs, 8 * size) == signless(normal(text), 8 * size)
                buf = fresh()
                encode_symbol(buf, head, size, fields.reg, RELOC_X64_PC32, 0, 100, last, fields.vvvv)
                code = buf.finish(["symbol"])
                (offset,), (addend,) = list(code.reloc_offset), list(code.reloc_addend)
                assert (list(code.reloc_symbol), list(code.reloc_kind)) == ([0], [RELOC_X64_PC32])
                assert addend == 100 - (len(code.code) - offset)
                patched = code.code[:offset] + (8).to_bytes(4, "little") + code.code[offset + 4 :]
                assert patched == bytes(inst.bytes)


def test_jumps_reach_their_labels() -> None:
    buf = fresh()
    label = buf.new_label()
    put_rel32(buf, J_D, 12, label)
    put_rel32(buf, JMP_D, 0, label)
    buf.bind_label(label)
    code = buf.finish().code
    decoder = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    end = len(code)
    jumps = [(inst.mnemonic, int(inst.op_str, 0)) for inst in decoder.disasm(code, 0)]
    assert jumps == [("jl", end), ("jmp", end)]
    (call,) = [row for row in ENCODINGS if row.name == "call_d"]
    assert encode(call, 4, Fields(), 0) == b"\xe8"


# --- emission -------------------------------------------------------------------------------------

FRAME = Frame()
FRAME.spill_base = 0x40
FRAME.slot_base = 0x100
FRAME.slot_offset = vec[i64]([0, 0x30])
TRAP = 7

#: An address table's row (kind, object, displacement) and the address that it is in `FRAME`.
PLACES_OF_THE_FRAME = (
    (MEM_SLOT, 0, 0, Memory(RSP, disp=0x100)),
    (MEM_SLOT, 1, -8, Memory(RSP, disp=0x128)),
    (MEM_INCOMING, 0, 24, Memory(RBP, disp=40)),
    (MEM_OUTGOING, 0, 0, Memory(RSP)),
    (MEM_OUTGOING, 0, 200, Memory(RSP, disp=200)),
)


def emitted(mop: int, size: int, fields: Fields, imm: int, mem: tuple[int, int, int] | None) -> MachBuffer:
    """What emission makes of a row whose operands are allocated to the fields. `mem`: kind, object and
    displacement of the address; None: ModRM.rm is an allocation."""
    vc = VCode()
    number = vc.row(mop, size, imm, 0)
    operands: list[tuple[int, int]] = []
    places = pack_places(ENCODINGS[mop])
    for field, value in ((REG_FIELD, fields.reg), (VVVV_FIELD, fields.vvvv), (IS4_FIELD, fields.is4)):
        if (places >> 4 * (0, 1, 3)[(REG_FIELD, VVVV_FIELD, IS4_FIELD).index(field)]) & 15 != 15:
            operands.append((field, value))
    if mem is not None:
        kind, number_of_object, disp = mem
        address = vc.new_mem(kind, disp, TRAP)
        vc.mem_object[address] = number_of_object
        memory = fields.rm
        if kind == MEM_BASE and isinstance(memory, Memory):
            if memory.base >= 0:
                vc.mem_base[address] = 0
                operands.append((RM_FIELD, memory.base))
            if memory.index >= 0:
                vc.mem_index[address] = 1
                vc.mem_shift[address] = memory.scale
                operands.append((RM_FIELD, memory.index))
        vc.use_mem(number, address)
    elif rm_kind(ENCODINGS[mop]) and isinstance(fields.rm, int):
        operands.append((RM_FIELD, fields.rm))
    operands.sort(key=lambda item: item[0])
    buf = fresh()
    state = EmitState(vc, RegallocOutput(), buf, FRAME)
    state.allocs = vec[i64]([value for _, value in operands])
    emit_row(state, number)
    return buf


@pytest.mark.parametrize("mop", range(len(ENCODINGS)), ids=lambda mop: ENCODINGS[mop].name)
def test_emission_encodes_allocations_and_addresses(mop: int) -> None:
    row = ENCODINGS[mop]
    for size in sizes_of(row):
        for imm in immediates(row, size)[-2:]:
            for fields in registers(row):
                if not rm_kind(row):
                    expected = encode(row, size, fields, imm)
                    assert emitted(mop, size, fields, imm, None).finish().code == expected
                    continue
                check_places(mop, size, fields, imm)


def check_places(mop: int, size: int, fields: Fields, imm: int) -> None:
    """All that ModRM.rm of a row can be."""
    row = ENCODINGS[mop]
    if not rm_kind(row).startswith("m"):
        for rm in choices(row, RM_FIELD):
            here = fields._replace(rm=rm)
            no_op = mop == MOP_MOV_RM and size == 8 and fields.reg == rm
            expected = b"" if no_op else encode(row, size, here, imm)
            assert emitted(mop, size, here, imm, None).finish().code == expected
    if not takes_memory(row):
        return
    if not rm_kind(row).startswith("m"):
        code = emitted(mop, size, fields._replace(rm=SLOT_BASE + 3), imm, None).finish().code
        assert code == encode(row, size, fields._replace(rm=Memory(RSP, disp=0x58)), imm)
    for memory in MEMORIES:
        here = fields._replace(rm=memory)
        code = emitted(mop, size, here, imm, (MEM_BASE, 0, memory.disp)).finish()
        assert code.code == encode(row, size, here, imm)
        assert (list(code.trap_offset), list(code.trap_code)) == ([0], [TRAP])
    for kind, number, disp, memory in PLACES_OF_THE_FRAME:
        code = emitted(mop, size, fields, imm, (kind, number, disp)).finish()
        assert code.code == encode(row, size, fields._replace(rm=memory), imm)
    code = emitted(mop, size, fields, imm, (MEM_SYMBOL, 0, 100)).finish(["symbol"])
    buf = fresh()
    last = imm | (fields.is4 & 15) << 4
    encode_symbol(buf, pack_head(row), size, fields.reg, RELOC_X64_PC32, 0, 100, last, fields.vvvv)
    direct = buf.finish(["symbol"])
    assert (code.code, list(code.reloc_addend)) == (direct.code, list(direct.reloc_addend))


# --- tables ---------------------------------------------------------------------------------------


def test_generated_tables_are_up_to_date() -> None:
    assert gen_encodings.main(["--check"]) == 0


def test_names_are_unique() -> None:
    names = [row.name for row in ENCODINGS]
    assert len(names) == len(set(names))


def test_what_is_not_encoded_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot read the opcode"):
        pack_head(Enc("broken_rm", "w:r, r:rm", "0F XY /r"))
