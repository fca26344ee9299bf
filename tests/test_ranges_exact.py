"""Label uses at the ends of their ranges: at the greatest distance, one step more, and far beyond, in
both directions, with constants and traps waiting. The code is written with the real emitters of the
buffer and runs under unicorn: the right result is reached, or the use is refused by name.
"""

import pytest
from irtool.backends.aarch64 import encodings_gen as a64
from irtool.backends.aarch64.encode import encode_rri
from irtool.backends.aarch64.labels import (
    KIND_ADR21,
    KIND_BRANCH14,
    KIND_BRANCH19,
    KIND_BRANCH26,
    KIND_LITERAL19,
    AArch64Labels,
)
from irtool.backends.code import CompiledCode
from irtool.backends.labels import KIND_REL32_DATA
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.x64.labels import KIND_BRANCH32, KIND_REL32, X64Labels
from irtool.ir.errors import LimitError

unicorn = pytest.importorskip("unicorn")
arm = pytest.importorskip("unicorn.arm64_const")
x86 = pytest.importorskip("unicorn.x86_const")

BASE = 0x1000_0000
END = 0x1000
TRAP_CODE = 7
CONSTANT = 0x41EDCBA987654321
RET = 0xD65F03C0
SHRUNK = {KIND_BRANCH14: 1024, KIND_BRANCH19: 2048, KIND_LITERAL19: 4096, KIND_BRANCH26: 16384}

#: Branches that are always taken: x1 is 0, x2 is not.
A64_BRANCHES = {
    "tbz": (KIND_BRANCH14, encode_rri(a64.MOP_TBZ, 1, 0, 0, 5, 0)),
    "tbnz": (KIND_BRANCH14, encode_rri(a64.MOP_TBNZ, 2, 0, 0, 0, 0)),
    "cbz": (KIND_BRANCH19, encode_rri(a64.MOP_CBZ, 1, 0, 1, 0, 0)),
    "b.cond": (KIND_BRANCH19, encode_rri(a64.MOP_B_COND, 0, 0, 0, 14, 0)),
    "b": (KIND_BRANCH26, a64.BASE[a64.MOP_B]),
}


def mov(reg: int, value: int) -> int:
    """movz xreg, #value"""
    return 0xD2800000 | value << 5 | reg


class Engine:
    """Runs a piece of aarch64 code: x1 = 0, x2 = 1; gives x0, or minus the trap code."""

    def __init__(self, code: CompiledCode) -> None:
        self.uc = unicorn.Uc(unicorn.UC_ARCH_ARM64, unicorn.UC_MODE_ARM)
        self.uc.reg_write(arm.UC_ARM64_REG_CPACR_EL1, 3 << 20)
        self.uc.mem_map(0, 0x2000)
        self.uc.mem_map(BASE, (len(code.code) + 0x1FFF) & ~0xFFF)
        self.uc.mem_write(BASE, code.code)
        self.traps = dict(zip(map(int, code.trap_offset), map(int, code.trap_code), strict=True))
        self.uc.hook_add(unicorn.UC_HOOK_INTR, lambda uc, number, data: uc.emu_stop())

    def run(self, start: int = 0, x2: int = 1) -> int:
        uc = self.uc
        for reg, value in ((arm.UC_ARM64_REG_X1, 0), (arm.UC_ARM64_REG_X2, x2), (arm.UC_ARM64_REG_X30, END)):
            uc.reg_write(reg, value)
        uc.emu_start(BASE + start, END, count=1000)
        pc = uc.reg_read(arm.UC_ARM64_REG_PC)
        if pc != END:
            place = next(each for each in (pc - BASE, pc - BASE - 4) if each in self.traps)
            return -self.traps[place]
        return int(uc.reg_read(arm.UC_ARM64_REG_X0))


def put_pending(buf: MachBuffer) -> None:
    """A constant is loaded into d0, a trap branched to when x2 is 0, both out of line."""
    label = buf.constant_label(CONSTANT.to_bytes(8, "little"), 8)
    buf.use_label(label, KIND_LITERAL19, buf.cur_offset())
    buf.put4(encode_rri(a64.MOP_LDR_LIT_D, 32, 0, 0, 0, 0))
    buf.use_label(buf.trap_label(TRAP_CODE), KIND_BRANCH19, buf.cur_offset())
    buf.put4(encode_rri(a64.MOP_CBZ, 2, 0, 1, 0, 0))


def put_fill(buf: MachBuffer, size: int, keep: bool) -> None:
    """`size` bytes that no control reaches; with `keep` the buffer is asked, as emitters do."""
    while size > 0:
        piece = min(size, 4096)
        if keep:
            buf.reserve(piece, False)
        buf.put_bytes(bytes(piece))
        size -= piece


def put_target(buf: MachBuffer, label: int) -> None:
    """x0 = d0 ^ 42 at the label."""
    buf.bind_label(label)
    buf.put4(0x9E660000)  # fmov x0, d0
    buf.put4(mov(3, 42))
    buf.put4(0xCA030000)  # eor x0, x0, x3
    buf.put4(RET)


def forward(buf: MachBuffer, kind: int, word: int, distance: int, keep: bool) -> int:
    """A use, then its label `distance` bytes on if no island lies between; returns where to start."""
    put_pending(buf)
    label = buf.new_label()
    use = buf.cur_offset()
    buf.use_label(label, kind, use)
    buf.put4(word)
    buf.put4(mov(0, 1))
    buf.put4(RET)
    put_fill(buf, distance - 12, keep)
    put_target(buf, label)
    return 0


def backward(buf: MachBuffer, kind: int, word: int, distance: int, keep: bool) -> int:
    """A label, then its use `distance` bytes on."""
    label = buf.new_label()
    put_target(buf, label)
    put_fill(buf, distance - 16 - 8, keep)
    start = buf.cur_offset()
    put_pending(buf)
    assert keep or buf.cur_offset() == distance
    buf.use_label(label, kind, buf.cur_offset())
    buf.put4(word)
    if keep:
        buf.reserve(0, True)
    buf.put4(mov(0, 1))
    buf.put4(RET)
    return start


def judge_a64(code: CompiledCode, start: int) -> None:
    engine = Engine(code)
    assert engine.run(start) == CONSTANT ^ 42
    assert engine.run(start, x2=0) == -TRAP_CODE


#: A function is smaller than the real reach of `b`; calls across 128 MiB are in test_ranges_text.py.
CASES = [(name, shrunk) for name in A64_BRANCHES for shrunk in (False, True) if shrunk or name != "b"]


@pytest.mark.parametrize(("name", "shrunk"), CASES)
@pytest.mark.parametrize("way", [forward, backward])
def test_aarch64_branches(name: str, way: object, shrunk: bool) -> None:
    kind, word = A64_BRANCHES[name]

    def buffer() -> MachBuffer:
        buf = MachBuffer(AArch64Labels())
        if shrunk:
            buf.set_ranges(
                {KIND_BRANCH14: 1024, KIND_BRANCH19: 2048, KIND_LITERAL19: 4096, KIND_BRANCH26: 16384}
            )
        return buf

    reach = int(buffer().max_forward[kind] if way is forward else buffer().max_backward[kind])
    for distance in (reach - 4, reach, reach + 4, reach + 4096, 3 * reach):
        buf = buffer()
        start = way(buf, kind, word, distance, True)  # type: ignore[operator]
        code = buf.finish()
        judge_a64(code, start)
        if way is backward:
            # The last place in reach needs no veneer, the next one does.
            needed = code.island_counts is not None and sum(code.island_counts.veneers) > 0
            assert needed == (distance > reach), distance


@pytest.mark.parametrize("name", ["tbz", "cbz"])
def test_the_last_place_is_reached_directly(name: str) -> None:
    """Code that breaks the rules by not asking: in reach it is right all the same, else refused."""
    kind, word = A64_BRANCHES[name]
    reach = int(AArch64Labels().max_forward[kind])
    buf = MachBuffer(AArch64Labels())
    assert buf.kinds.names[kind].startswith("branch")
    label = buf.new_label()
    for distance, reached in ((reach, True), (reach + 4, False)):
        buf.clear()
        label = buf.new_label()
        buf.use_label(label, kind, 0)
        buf.put4(word)
        buf.put_bytes(bytes(distance - 4))
        buf.bind_label(label)
        buf.put4(mov(0, 42))
        buf.put4(RET)
        if reached:
            code = buf.finish()
            assert code.island_counts is None
            assert Engine(code).run() == 42
        else:
            with pytest.raises(LimitError, match=f"{buf.kinds.names[kind]} at offset 0 cannot reach"):
                buf.finish()


@pytest.mark.parametrize("distance", [1 << 20, (1 << 20) + 4, 3 << 20])
def test_constants_far_behind_are_made_again(distance: int) -> None:
    """A constant that an island placed is used again at the end of its reach, and beyond."""
    buf = MachBuffer(AArch64Labels())
    put_pending(buf)
    first = buf.constant_label(CONSTANT.to_bytes(8, "little"), 8)
    buf.put4(RET)
    put_fill(buf, (1 << 20) - 64, True)  # puts the first constant into an island
    place = int(buf.bound_offset(first))
    assert place > 0
    put_fill(buf, place + distance - buf.cur_offset(), False)
    start = buf.cur_offset()
    put_pending(buf)
    put_target(buf, buf.new_label())
    code = buf.finish()
    judge_a64(code, start)
    assert len(code.trap_offset) == 2 and len(code.data_start) == 2


@pytest.mark.parametrize(("distance", "reached"), [((1 << 20) - 1, True), (1 << 20, False)])
def test_adr_forward(distance: int, reached: bool) -> None:
    buf = MachBuffer(AArch64Labels())
    label = buf.new_label()
    buf.use_label(label, KIND_ADR21, 0)
    buf.put4(encode_rri(a64.MOP_ADR, 0, 0, 0, 0, 0))
    buf.put4(RET)
    buf.put_bytes(bytes(distance - 8))
    buf.bind_label(label)
    if reached:
        assert Engine(buf.finish()).run() == BASE + distance
    else:
        with pytest.raises(LimitError, match="adr21 at offset 0 cannot reach offset 1048576"):
            buf.finish()


@pytest.mark.parametrize(("distance", "reached"), [(1 << 20, True), ((1 << 20) + 4, False)])
def test_adr_backward(distance: int, reached: bool) -> None:
    buf = MachBuffer(AArch64Labels())
    label = buf.new_label()
    buf.bind_label(label)
    buf.put_bytes(bytes(distance))
    buf.use_label(label, KIND_ADR21, distance)
    buf.put4(encode_rri(a64.MOP_ADR, 0, 0, 0, 0, 0))
    buf.put4(RET)
    if reached:
        assert Engine(buf.finish()).run(distance) == BASE
    else:
        with pytest.raises(LimitError, match="adr21 at offset 1048580 cannot reach offset 0"):
            buf.finish()


@pytest.mark.parametrize(
    ("kinds", "kind", "most", "least"),
    [
        (AArch64Labels, KIND_REL32_DATA, 0x7FFFFFFF, -0x80000000),
        (X64Labels, KIND_REL32_DATA, 0x7FFFFFFF, -0x80000000),
        (X64Labels, KIND_REL32, 0x7FFFFFFF, -0x7FFFFFFB),
        (X64Labels, KIND_BRANCH32, 0x7FFFFFFF, -0x7FFFFFFB),
    ],
)
def test_32_bit_fields(kinds: type, kind: int, most: int, least: int) -> None:
    """No code is as long as these reach: the addend makes the distance."""
    for distance in (most, most + 1, least, least - 1):
        buf = MachBuffer(kinds())
        label = buf.new_label()
        buf.bind_label(label)
        buf.use_label_addend(label, kind, 0, distance)
        buf.put4(0)
        if least <= distance <= most:
            base = 0 if kind == KIND_REL32_DATA else 4
            field = int.from_bytes(buf.finish().code[:4], "little", signed=True)
            assert field + base == distance
        else:
            with pytest.raises(LimitError, match="cannot reach"):
                buf.finish()


def run_x64(code: CompiledCode, start: int) -> int:
    """Run with rcx = 0; rax, or minus the trap code."""
    uc = unicorn.Uc(unicorn.UC_ARCH_X86, unicorn.UC_MODE_64)
    uc.mem_map(0, 0x4000)
    uc.mem_map(BASE, (len(code.code) + 0x1FFF) & ~0xFFF)
    uc.mem_write(BASE, code.code)
    uc.mem_write(0x3000, END.to_bytes(8, "little"))
    uc.reg_write(x86.UC_X86_REG_RSP, 0x3000)
    uc.reg_write(x86.UC_X86_REG_RCX, 0)
    try:
        uc.emu_start(BASE + start, END, count=1000)
    except unicorn.UcError:
        pc = uc.reg_read(x86.UC_X86_REG_RIP) - BASE
        traps = dict(zip(map(int, code.trap_offset), map(int, code.trap_code), strict=True))
        return -traps[pc]
    return int(uc.reg_read(x86.UC_X86_REG_RAX))


@pytest.mark.parametrize("far", [0, 1, 4096, 3 * 1024])
@pytest.mark.parametrize("way", ["forward", "backward"])
@pytest.mark.parametrize("trapping", [False, True])
def test_x64_branches_with_a_shrunk_range(way: str, far: int, trapping: bool) -> None:
    def put_branch(label: int) -> None:
        buf.put2(0x840F)  # je
        buf.use_label(label, KIND_BRANCH32, buf.cur_offset())
        buf.put4(0)

    def put_body() -> None:
        """rax = constant; je (always) to the trap or the label."""
        constant = buf.constant_label(CONSTANT.to_bytes(8, "little"), 8)
        buf.put_bytes(b"\x48\x8b\x05")
        buf.use_label(constant, KIND_REL32, buf.cur_offset())
        buf.put4(0)
        buf.put_bytes(b"\x48\x85\xc9")  # test rcx, rcx
        put_branch(buf.trap_label(TRAP_CODE) if trapping else label)
        buf.reserve(0, True)
        put_branch(label)
        buf.put1(0xC3)

    def put_label() -> None:
        buf.bind_label(label)
        buf.put_bytes(b"\x48\x83\xf0\x2a\xc3")  # xor rax, 42; ret

    buf = MachBuffer(X64Labels())
    buf.set_ranges({KIND_BRANCH32: 1024, KIND_REL32: 2048})
    label = buf.new_label()
    start = 0
    if way == "forward":
        put_body()
        put_fill(buf, 1024 - 30 + far, True)
        put_label()
    else:
        put_label()
        put_fill(buf, 1024 - 20 + far, True)
        start = buf.cur_offset()
        put_body()
    code = buf.finish()
    assert run_x64(code, start) == (-TRAP_CODE if trapping else CONSTANT ^ 42)


def test_a_veneer_is_led_over_a_veneer() -> None:
    """tbz -> b -> x16, and none of them goes back to itself."""
    buf = MachBuffer(AArch64Labels())
    buf.set_ranges({KIND_BRANCH14: 1024, KIND_BRANCH26: 16384})
    label = buf.new_label()
    kind, word = A64_BRANCHES["tbz"]
    for _ in range(3):
        buf.use_label(label, kind, buf.cur_offset())
        buf.put4(word)
    buf.put4(RET)
    put_fill(buf, 100_000, True)
    buf.bind_label(label)
    buf.put4(mov(0, 42))
    buf.put4(RET)
    code = buf.finish()
    assert code.island_counts is not None
    # One `b` for the three tests, one jump through x16 for it.
    assert list(code.island_counts.veneers) == [0, 1, 0, 0, 1, 0]
    assert [Engine(code).run(start) for start in (0, 4, 8)] == [42, 42, 42]
