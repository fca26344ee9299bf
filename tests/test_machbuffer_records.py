"""Bytes, label fields, stubs, constants and records of the machine code buffer."""

import pytest
from irtool.backends.labels import FIRST_MACHINE_KIND, LabelKinds
from irtool.backends.machbuffer import MachBuffer
from irtool.backends.x64.object_format import RELOC_X64_PLT32
from irtool.ir.errors import LimitError

REL32 = FIRST_MACHINE_KIND
SHORT = FIRST_MACHINE_KIND + 1


class WordKinds(LabelKinds):
    """A wide kind, and one that reaches +28/-32 in steps of 4 (low byte holds the distance)."""

    def __init__(self) -> None:
        super().__init__()
        self.add_kind("rel32", 0x7FFFFFFF, 0x7FFFFFFF, 1, 0)
        self.add_kind("short", 28, 32, 4, 0)

    def patch_machine(self, buf: MachBuffer, kind: int, use: int, distance: int) -> None:
        if kind == SHORT:
            buf.patch1(use, distance)
        else:
            buf.patch4(use, distance - 4)

    def emit_trap(self, buf: MachBuffer, code: int) -> None:
        buf.put4(code)


def test_bytes_are_masked_to_their_width() -> None:
    buf = MachBuffer(WordKinds())
    buf.put1(-1)
    buf.put1(0x1FE)
    buf.put2(-2)
    buf.put2(0x18001)
    buf.put4(-3)
    buf.put4(0xFFFFFFFE)
    buf.put4(0x180000001)
    buf.put8(-4)
    buf.put_bytes(b"xyz")
    buf.patch1(0, 0x102)
    buf.patch4(2, -0x12345678)
    assert buf.read4(2) == 2**32 - 0x12345678
    assert buf.read1(1) == 0xFE
    assert buf.finish().code == (
        bytes([2, 0xFE])
        + (2**32 - 0x12345678).to_bytes(4, "little")
        + b"\xfd\xff\xff\xff\xfe\xff\xff\xff\x01\x00\x00\x80"
        + b"\xfc\xff\xff\xff\xff\xff\xff\xff"
        + b"xyz"
    )


@pytest.mark.parametrize("distance", [-36, -32, -4, 0, 4, 28, 32])
def test_range_limits(distance: int) -> None:
    buf = MachBuffer(WordKinds())
    label = buf.new_label()
    use = max(0, -distance)
    if distance <= 0:
        buf.bind_label(label)
    buf.put_bytes(bytes(use))
    buf.use_label(label, SHORT, use)
    buf.put4(0)
    if distance > 0:
        buf.put_bytes(bytes(distance - 4))
        buf.bind_label(label)
    if -32 <= distance <= 28:
        assert buf.finish().code[use] == distance & 0xFF
    else:
        with pytest.raises(LimitError, match="short at offset"):
            buf.finish()


def test_misaligned_distance_is_refused() -> None:
    buf = MachBuffer(WordKinds())
    label = buf.new_label()
    buf.use_label(label, SHORT, 0)
    buf.put_bytes(bytes(6))
    buf.bind_label(label)
    with pytest.raises(LimitError):
        buf.finish()


def test_addend_accounts_for_a_trailing_immediate() -> None:
    buf = MachBuffer(WordKinds())
    label = buf.constant_label(b"\x11" * 8, 8)
    buf.use_label_addend(label, REL32, 0, -4)
    buf.put4(0)
    buf.put4(0x55)  # the immediate: the displacement counts from offset 8
    assert buf.finish().code == bytes(4) + b"\x55\0\0\0" + b"\x11" * 8


def test_jump_table_entries_are_relative_to_its_start() -> None:
    buf = MachBuffer(WordKinds())
    first, second = buf.new_label(), buf.new_label()
    buf.put4(0)
    buf.bind_label(first)
    table = buf.cur_offset()
    buf.put_table_entry(first, table)
    buf.put_table_entry(second, table)
    buf.add_data(table)
    buf.bind_label(second)
    result = buf.finish()
    assert result.code[4:] == (0).to_bytes(4, "little") + (8).to_bytes(4, "little")
    assert (list(result.data_start), list(result.data_end)) == ([4], [12])


def test_trap_stubs_are_shared_by_code_and_place() -> None:
    buf = MachBuffer(WordKinds())
    labels = [buf.trap_label(254), buf.trap_label(252), buf.trap_label(254), buf.trap_label(254, 9)]
    assert labels[0] == labels[2] and len(set(labels)) == 3
    for label in labels:
        buf.use_label(label, REL32, buf.cur_offset())
        buf.put4(0)
    buf.add_trap(7)
    buf.put4(0x77)
    result = buf.finish()
    assert list(result.trap_offset) == [16, 20, 24, 28]
    assert list(result.trap_code) == [7, 254, 252, 254]
    assert [int.from_bytes(result.code[i : i + 4], "little") for i in (20, 24, 28)] == [254, 252, 254]
    assert [result.code[4 * i] + 4 * i + 4 for i in range(4)] == [20, 24, 20, 28]
    assert result.insts_size == 32


def test_constants_are_shared_aligned_and_behind_the_code() -> None:
    buf = MachBuffer(WordKinds())
    one = buf.constant_label(b"ab", 1)
    two = buf.constant_label(bytes(range(32)), 32)
    assert buf.constant_label(b"ab", 2) == one
    for label in (one, two):
        buf.use_label(label, REL32, buf.cur_offset())
        buf.put4(0)
    buf.put1(0x90)
    result = buf.finish()
    assert result.insts_size == 9
    assert result.alignment == 32
    assert result.code[10:12] == b"ab" and result.code[32:] == bytes(range(32))
    assert result.code[0] == 10 - 4 and result.code[4] == 32 - 8
    assert (list(result.data_start), list(result.data_end)) == ([9], [64])


def test_clear_makes_the_buffer_as_new() -> None:
    buf = MachBuffer(WordKinds())
    codes = []
    for _ in range(2):
        buf.clear()
        buf.reserve_labels(2)
        buf.bind_label(0)
        buf.add_srcloc(3)
        buf.use_label(1, REL32, 0)
        buf.put4(0)
        buf.add_call_site()
        buf.add_reloc(RELOC_X64_PLT32, 0, -4, buf.cur_offset())
        buf.put4(0)
        buf.bind_label(1)
        buf.use_label(buf.trap_label(1), REL32, buf.cur_offset())
        buf.put4(0)
        buf.constant_label(b"k", 1)
        result = buf.finish(["callee"])
        codes.append(result)
    first, second = codes
    assert first.code == second.code
    for column in ("reloc_offset", "trap_offset", "srcloc_offset", "call_sites", "block_offset", "data_end"):
        assert list(getattr(first, column)) == list(getattr(second, column)) != []
    assert second.symbols == ["callee"]
    assert list(second.call_sites) == [4]


def test_a_label_that_is_never_bound_is_a_bug() -> None:
    buf = MachBuffer(WordKinds())
    buf.use_label(buf.new_label(), REL32, 0)
    buf.put4(0)
    with pytest.raises(AssertionError):
        buf.finish()
