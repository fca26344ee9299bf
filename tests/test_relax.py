"""Short branches: which become short, and that everything behind them moves along."""

import random
from itertools import pairwise

import pytest
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.notes import DebugTags, Notes, StackMap
from irtool.backends.relax import move_notes
from irtool.backends.x64.labels import KIND_BRANCH32, KIND_REL32, X64Labels
from librt.vecs import vec
from mypy_extensions import i64

_JE = b"\x0f\x84"
_JMP = b"\xe9"


def _branch(buf: MachBuffer, head: bytes, label: int) -> None:
    buf.put_bytes(head)
    buf.use_label(label, KIND_BRANCH32, buf.cur_offset())
    buf.put4(0)


def _fill(buf: MachBuffer, size: int) -> None:
    buf.put_bytes(b"\x90" * size)


@pytest.mark.parametrize("head", [_JE, _JMP])
@pytest.mark.parametrize(("distance", "size"), [(0, 2), (1, 2), (127, 2), (128, 0), (5000, 0)])
def test_forward(head: bytes, distance: int, size: int) -> None:
    buf = MachBuffer(X64Labels())
    label = buf.new_label()
    _branch(buf, head, label)
    _fill(buf, distance)
    buf.bind_label(label)
    _fill(buf, 1)
    code = buf.finish().code
    size = size or len(head) + 4
    assert len(code) == size + distance + 1
    opcode = {_JE: 0x74, _JMP: 0xEB}[head]
    if size == 2:
        assert code[:2] == bytes([opcode, distance])
    else:
        assert code[:size] == head + distance.to_bytes(4, "little")


@pytest.mark.parametrize("head", [_JE, _JMP])
@pytest.mark.parametrize(("between", "short"), [(126, True), (127, False)])
def test_backward(head: bytes, between: int, short: bool) -> None:
    """The displacement of a short branch counts from its end, so it reaches over 126 bytes between."""
    buf = MachBuffer(X64Labels())
    label = buf.new_label()
    _fill(buf, 3)
    buf.bind_label(label)
    _fill(buf, between)
    _branch(buf, head, label)
    code = buf.finish().code
    assert len(code) == 3 + between + (2 if short else len(head) + 4)
    if short:
        assert code[-1] == 0x80


def test_branches_between_make_room() -> None:
    """A branch over 127 + 2 * 4 bytes is short since the two that it passes over shrink; over one more it
    is not."""
    for extra in (0, 1):
        buf = MachBuffer(X64Labels())
        label, inner = buf.new_label(), buf.new_label()
        _branch(buf, _JE, label)
        _branch(buf, _JE, inner)
        _branch(buf, _JE, inner)
        _fill(buf, 100)
        buf.bind_label(inner)
        _fill(buf, 127 + 8 - 12 - 100 + extra)
        buf.bind_label(label)
        code = buf.finish().code
        assert len(code) == (2 if extra == 0 else 6) + 127 + extra
        assert code[1] == 127 if extra == 0 else code[:3] == _JE + b"\x80"


def test_constants_stay_aligned_and_reached() -> None:
    buf = MachBuffer(X64Labels())
    label = buf.new_label()
    _branch(buf, _JE, label)
    constant = buf.constant_label(b"0123456789abcdef", 16)
    buf.put_bytes(b"\x0f\x28\x05")  # movaps xmm0, [rip + ...]
    buf.use_label(constant, KIND_REL32, buf.cur_offset())
    buf.put4(0)
    buf.bind_label(label)
    _fill(buf, 20)
    result = buf.finish()
    place = result.code.index(b"0123456789abcdef")
    assert place == 32
    assert result.alignment == 16
    assert int.from_bytes(result.code[5:9], "little") == place - 9
    assert list(result.data_start) == [29]


def test_records_move() -> None:
    """A record at the start of a branch stays in front of it, one at its end behind it."""
    buf = MachBuffer(X64Labels())
    buf.reserve_labels(1)
    label = buf.new_label()
    buf.add_srcloc(1)
    _branch(buf, _JE, label)
    buf.add_srcloc(2)
    buf.add_trap(7)
    _fill(buf, 1)
    buf.add_srcloc(3)
    notes = Notes()
    notes.debug_tags.append(DebugTags(int(buf.cur_offset()), (("imm", 1),)))
    _branch(buf, _JMP, label)
    buf.put1(0xE8)
    buf.add_reloc(4, 0, -4, buf.cur_offset())
    buf.put4(0)
    buf.add_call_site()
    buf.add_handler(5, 0, -1)
    buf.add_try_site()
    notes.stack_maps.append(StackMap(int(buf.cur_offset()), ()))
    notes.patchable_calls.append(int(buf.cur_offset()))
    start = buf.cur_offset()
    _fill(buf, 4)
    buf.add_data(start)
    buf.bind_label(label)
    buf.bind_label(0)
    _fill(buf, 1)
    code = buf.finish(["f"])
    move_notes(buf, notes)
    assert code.code.hex() == "740c90eb09e80000000090909090" + "90"
    assert list(code.srcloc_offset) == [0, 2, 3]
    assert list(code.trap_offset) == [2]
    assert list(code.reloc_offset) == [6]
    assert list(code.call_sites) == [10]
    assert (list(code.data_start), list(code.data_end)) == ([10], [14])
    assert code.exceptions is not None
    assert (list(code.exceptions.returns), list(code.exceptions.landings)) == ([10], [14])
    assert list(code.block_offset) == [14]
    assert [row.offset for row in notes.stack_maps] == [10]
    assert [row.offset for row in notes.debug_tags] == [3]
    assert notes.patchable_calls == [10]


def test_jump_tables_and_trap_stubs() -> None:
    """Entries count from the table, which moves, to labels, which do too; a trap behind the code is near."""
    buf = MachBuffer(X64Labels())
    first, second = buf.new_label(), buf.new_label()
    _branch(buf, _JE, buf.trap_label(9))
    buf.put_table(vec[i64]([first, second]), 0, 2)
    _branch(buf, _JE, second)
    buf.bind_label(first)
    _fill(buf, 1)
    buf.bind_label(second)
    _fill(buf, 1)
    result = buf.finish()
    code = result.code
    assert code[:2] == bytes([0x74, 12])
    assert [int.from_bytes(code[at : at + 4], "little") for at in (2, 6)] == [10, 11]
    assert code[10:12] == b"\x74\x01"
    assert code[14:] == b"\x0f\x0b"
    assert list(result.trap_offset) == [14]


@pytest.mark.parametrize("seed", range(40))
def test_random_branches_reach_their_labels(seed: int) -> None:
    """Branches between fillings: each goes to the filling that its label was bound in front of, and is
    short if it would be among long ones."""
    rng = random.Random(seed)
    buf = MachBuffer(X64Labels())
    count = 120
    labels = [int(buf.new_label()) for _ in range(count)]
    wanted: list[tuple[bytes, int]] = []
    sizes: list[int] = []
    for index in range(count):
        buf.bind_label(labels[index])
        sizes.append(rng.choice((1, 2, 9, 30, 64)))
        buf.put_bytes(bytes([0xCC]) * sizes[-1])
        head = rng.choice((_JE, _JMP))
        target = min(max(index + rng.randrange(-6, 7), 0), count - 1)
        wanted.append((head, target))
        _branch(buf, head, labels[target])
    code = buf.finish().code
    starts: list[int] = []
    branches: list[tuple[int, int, bool]] = []
    at = 0
    for size, (head, _) in zip(sizes, wanted, strict=True):
        starts.append(at)
        assert code[at : at + size] == bytes([0xCC]) * size
        at += size
        if code[at] in (0x74, 0xEB):
            assert code[at] == {_JE: 0x74, _JMP: 0xEB}[head]
            at += 2
            branches.append((at, int.from_bytes(code[at - 1 : at], "little", signed=True), True))
        else:
            assert code[at : at + len(head)] == head
            at += len(head) + 4
            branches.append((at, int.from_bytes(code[at - 4 : at], "little", signed=True), False))
    assert at == len(code)
    long_starts = [0]
    for size, (head, _) in zip(sizes, wanted, strict=True):
        long_starts.append(long_starts[-1] + size + len(head) + 4)
    for index, ((end, distance, short), (_, target)) in enumerate(zip(branches, wanted, strict=True)):
        assert end + distance == starts[target]
        assert short or not -122 <= long_starts[target] - long_starts[index + 1] <= 127
    assert all(a < b for a, b in pairwise(starts))
