"""Every encoding row of x86-64 over edge operands, judged by capstone and keystone."""

import re
from collections.abc import Iterator

import capstone
import keystone
import pytest
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.x64 import encodings_gen as gen
from irtool.backends.x64 import gen_encodings
from irtool.backends.x64.encode import put_mem, put_np, put_o, put_rel32, put_rip, put_rr
from irtool.backends.x64.encodings import ENCODINGS, Enc
from irtool.backends.x64.labels import X64Labels
from irtool.backends.x64.regs import R11, R12, R13, RAX, RBP, RBX, RCX, RDI, RSI, RSP, XMM0
from irtool.backends.x64.row_text import Memory, inst_text

INT_REGS = (RAX, RBX, RSP, RBP, RSI, RDI, R12, R13, 15)
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
    Memory(RBP, RAX, 0, 0),
    Memory(R13, R12, 3, 0),
    Memory(RSP, RBP, 1, 8),
    Memory(RDI, 15, 2, 0x7FFFFFFF),
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
SIZES = (1, 2, 4, 8)

Case = tuple[str, bytes, int]


def fresh() -> MachBuffer:
    return MachBuffer(X64Labels())


def sizes_of(mop: int) -> list[int]:
    """Operand sizes of a row; 4 when its opcode says it."""
    return [size for size in SIZES if gen.SIZES[mop] & size] or [4]


def immediates(row: Enc, size: int) -> tuple[int, ...]:
    kinds = [kind for _, kind in row.operand_list]
    if "+cc" in row.bytes:
        return tuple(range(16))
    if "imm64" in kinds:
        return (0, 0x7FFFFFFFFFFFFFFF, -0x8000000000000000, 0x123456789ABCDEF0)
    if "imm8" in kinds:
        return (0, 1, 7, 31)
    if "imm16" in kinds:
        return (0, 16, 127, 128, 0x7FF0, 0xFFF0)
    return IMMEDIATES[size] if "imm" in kinds else (0,)


def cases(mop: int) -> Iterator[Case]:
    """Our text, our bytes and the operand size in bits for edge operands of a row."""
    row = ENCODINGS[mop]
    kinds = [kind for _, kind in row.operand_list]
    rm_kinds = [kind for kind in kinds if kind[:2] in ("rm", "xm", "xv") or kind == "m"]
    regs = FLOAT_REGS if "x" in kinds else INT_REGS
    if not any(kind in ("r", "o", "x") for kind in kinds):
        regs = (RAX,)
    vvvvs = (RAX, RSI, 15) if "v" in kinds else (0,)
    for size in sizes_of(mop):
        for imm in immediates(row, size):
            for reg in regs:
                if not rm_kinds:
                    buf = fresh()
                    if "o" in kinds:
                        put_o(buf, mop, size, reg, imm)
                    else:
                        put_np(buf, mop, size, imm)
                    yield inst_text(row, size, reg, 0, 0, imm), buf.finish().code, 8 * size
                    continue
                for vvvv in vvvvs:
                    yield from rm_cases(mop, size, reg, vvvv, imm, rm_kinds[0])


def rm_cases(mop: int, size: int, reg: int, vvvv: int, imm: int, kind: str) -> Iterator[Case]:
    row = ENCODINGS[mop]
    if kind != "m":
        for rm in FLOAT_REGS if kind.startswith("x") else INT_REGS:
            buf = fresh()
            put_rr(buf, mop, size, reg, rm, imm, vvvv)
            yield inst_text(row, size, reg, vvvv, rm, imm), buf.finish().code, 8 * size
    for memory in MEMORIES:
        buf = fresh()
        put_mem(buf, mop, size, reg, memory.base, memory.index, memory.scale, memory.disp, imm, vvvv)
        yield inst_text(row, size, reg, vvvv, memory, imm), buf.finish().code, 8 * size


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


MODELLED = [number for number, row in enumerate(ENCODINGS) if "rel32" not in row.operands]


@pytest.mark.parametrize("mop", MODELLED, ids=lambda mop: ENCODINGS[mop].name)
def test_capstone_reads_back_our_text(mop: int) -> None:
    decoder = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    seen = 0
    for text, code, bits in cases(mop):
        decoded = list(decoder.disasm(code, 0))
        assert len(decoded) == 1 and decoded[0].size == len(code), (text, code.hex())
        theirs = f"{decoded[0].mnemonic} {decoded[0].op_str}"
        assert signless(normal(theirs), bits) == signless(normal(text), bits), code.hex()
        seen += 1
    assert seen > 0


@pytest.mark.parametrize("mop", MODELLED, ids=lambda mop: ENCODINGS[mop].name)
def test_keystone_assembles_our_text_to_the_same(mop: int) -> None:
    """Where bytes differ (several encodings can be legal), the disassemblies must agree."""
    assembler = keystone.Ks(keystone.KS_ARCH_X86, keystone.KS_MODE_64)
    decoder = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    # Keystone takes an absolute address for a rip-relative one.
    everything = [case for case in cases(mop) if "[0x" not in case[0]]
    step = max(1, len(everything) // 200)
    for text, code, _ in everything[::step]:
        theirs = bytes(assembler.asm(text)[0] or [])
        if theirs != code:
            ours = [(i.mnemonic, i.op_str) for i in decoder.disasm(code, 0)]
            assert ours == [(i.mnemonic, i.op_str) for i in decoder.disasm(theirs, 0)], text


def test_jumps_and_rip_relative_operands_reach_their_labels() -> None:
    buf = fresh()
    label = buf.new_label()
    put_rel32(buf, gen.MOP_J_D, 12, label)
    put_rel32(buf, gen.MOP_JMP_D, 0, label)
    put_rip(buf, gen.MOP_CMP_MI, 4, 0, label, 0x12345)
    put_rip(buf, gen.MOP_LEA_RM, 8, R11, label, 0)
    buf.bind_label(label)
    code = buf.finish().code
    decoder = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    insts = list(decoder.disasm(code, 0))
    end = len(code)
    assert [inst.mnemonic for inst in insts] == ["jl", "jmp", "cmp", "lea"]
    assert insts[0].op_str == insts[1].op_str == hex(end)
    for inst in insts[2:]:
        disp = re.search(r"rip \+ (0x[0-9a-f]+|\d+)|rip\]", inst.op_str)
        assert disp is not None
        assert inst.address + inst.size + int(disp[1] or "0", 0) == end


def test_generated_tables_are_up_to_date() -> None:
    assert gen_encodings.TARGET.read_text() == gen_encodings.render()


def test_names_are_unique() -> None:
    names = [row.name for row in ENCODINGS]
    assert len(names) == len(set(names))
