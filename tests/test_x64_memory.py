"""Loads, stores, address modes, stack slots and atomics on x86-64."""

from collections.abc import Callable

import pytest
from irtool.ir.errors import UnsupportedError
from x64_machine import DATA, JUNK, Machine, compile_text, mnemonics

WIDTHS = (8, 16, 32, 64)
PATTERN = bytes((37 * k + 129) & 0xFF for k in range(256))


def single(params: str, result: str, body: str) -> Machine:
    """A machine with one function %f whose parameters are v0, v1, ..."""
    names = ", ".join(f"v{k}: {ty.strip()}" for k, ty in enumerate(params.split(",")))
    returns = f" -> {result}" if result else ""
    return Machine(f"function %f({params}){returns} system_v {{\nblock0({names}):\n{body}\n}}\n")


def number(data: bytes, signed: bool = False) -> int:
    return int.from_bytes(data, "little", signed=signed)


def result(machine: Machine, *args: int) -> int:
    found = machine.run(list(args))
    assert not isinstance(found, str), found
    return found[0]


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("offset", [0, 5, 127, 128])
def test_loads_and_stores_touch_exactly_their_bytes(bits: int, offset: int) -> None:
    size = bits // 8
    machine = single(
        f"i{bits}, i64", f"i{bits}", f"v2 = load.i{bits} v1+{offset}\nstore v0, v1+{offset}\nreturn v2"
    )
    machine.uc.mem_write(DATA, PATTERN)
    value = 0x1122334455667788 & ((1 << bits) - 1)
    found = result(machine, value | JUNK & ~((1 << bits) - 1), DATA)
    assert found & ((1 << bits) - 1) == number(PATTERN[offset : offset + size])
    expected = PATTERN[:offset] + value.to_bytes(size, "little") + PATTERN[offset + size :]
    assert bytes(machine.uc.mem_read(DATA, 256)) == expected


@pytest.mark.parametrize("to", ["i16", "i32", "i64"])
@pytest.mark.parametrize("op", ["uload8", "sload8", "uload16", "sload16", "uload32", "sload32"])
def test_extending_loads(op: str, to: str) -> None:
    bits = int(op[5:])
    if bits >= int(to[1:]):
        return
    suffix = "" if bits == 32 else f".{to}"
    machine = single("i64", to, f"v1 = {op}{suffix} v0+3\nreturn v1")
    for fill in (PATTERN, bytes([0xFF] * 256), bytes([0x7F] * 256)):
        machine.uc.mem_write(DATA, fill)
        wanted = number(fill[3 : 3 + bits // 8], op[0] == "s")
        mask = (1 << int(to[1:])) - 1
        assert result(machine, DATA) & mask == wanted & mask


@pytest.mark.parametrize("bits", [8, 16, 32])
def test_narrowing_stores(bits: int) -> None:
    machine = single("i64, i64", "", f"istore{bits} v0, v1+1\nreturn")
    machine.uc.mem_write(DATA, PATTERN)
    machine.run([0x1122334455667788, DATA])
    low = (0x1122334455667788 & ((1 << bits) - 1)).to_bytes(bits // 8, "little")
    assert bytes(machine.uc.mem_read(DATA, 16)) == PATTERN[:1] + low + PATTERN[1 + bits // 8 : 16]


ADDRESSES = {
    "base and index": ("v2 = iadd v0, v1", 0, 1),
    "scaled": ("v5 = iconst.i8 3\nv3 = ishl v1, v5\nv2 = iadd v0, v3", 0, 8),
    "scaled on the left": ("v5 = iconst.i8 2\nv3 = ishl v1, v5\nv2 = iadd v3, v0", 0, 4),
    "constants everywhere": (
        "v4 = iconst.i64 7\nv3 = iadd v0, v4\nv6 = iconst.i64 -3\nv7 = iadd v1, v6\nv2 = iadd v3, v7",
        4,
        1,
    ),
    "shift by 4 is no scale": ("v5 = iconst.i64 4\nv3 = ishl v1, v5\nv2 = iadd v0, v3", 0, 16),
    "far constant": (
        "v4 = iconst.i64 0x100000005\nv3 = iadd v0, v4\nv6 = iconst.i64 0x100000000\n"
        "v7 = isub v3, v6\nv2 = iadd v7, v1",
        5,
        1,
    ),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_address_modes(name: str) -> None:
    body, disp, scale = ADDRESSES[name]
    machine = single("i64, i64", "i32", f"{body}\nv9 = load.i32 v2+2\nreturn v9")
    machine.uc.mem_write(DATA, PATTERN)
    at = 2 + disp + scale * 6
    assert result(machine, DATA, 6) & 0xFFFFFFFF == number(PATTERN[at : at + 4])


def test_a_32_bit_sum_is_not_folded_into_an_address() -> None:
    """It wraps at 32 bits: 0xffffffff + 2 = 1."""
    machine = single(
        "i64, i32, i32",
        "i8",
        "v3 = iadd v1, v2\nv4 = uextend.i64 v3\nv5 = iadd v0, v4\nv6 = load.i8 v5\nreturn v6",
    )
    machine.uc.mem_write(DATA, PATTERN)
    assert result(machine, DATA, 0xFFFFFFFF | JUNK << 32 & (1 << 64) - 1, 2 | 7 << 32) & 0xFF == PATTERN[1]


def test_a_32_bit_shift_is_not_folded_into_an_address() -> None:
    machine = single(
        "i64, i32",
        "i8",
        "v2 = iconst.i32 3\nv3 = ishl v1, v2\nv4 = uextend.i64 v3\nv5 = iadd v0, v4\n"
        "v6 = load.i8 v5\nreturn v6",
    )
    machine.uc.mem_write(DATA, PATTERN)
    assert result(machine, DATA, 0xE0000002) & 0xFF == PATTERN[16]


RMW: dict[str, Callable[[int, int], int]] = {
    "iadd": lambda old, x: old + x,
    "isub": lambda old, x: old - x,
    "band": lambda old, x: old & x,
    "bor": lambda old, x: old | x,
    "bxor": lambda old, x: old ^ x,
}


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("op", RMW)
def test_operations_in_memory(op: str, bits: int) -> None:
    size, mask = bits // 8, (1 << bits) - 1
    k = 0x75 if op != "isub" else 0x11
    constant = f"v4 = iconst.i{bits} {k}\n"
    for body, other in (("v3 = " + op + " v2, v0", 0x3C5A96E1), (f"{constant}v3 = {op} v2, v4", k)):
        machine = single(f"i{bits}, i64", "", f"v2 = load.i{bits} v1+4\n{body}\nstore v3, v1+4\nreturn")
        machine.uc.mem_write(DATA, PATTERN)
        machine.run([0x3C5A96E1, DATA])
        old = number(PATTERN[4 : 4 + size])
        after = bytes(machine.uc.mem_read(DATA, 16))
        wanted = (RMW[op](old, other & mask) & mask).to_bytes(size, "little")
        assert after == PATTERN[:4] + wanted + PATTERN[4 + size : 16]


def test_a_load_is_not_folded_over_a_store() -> None:
    machine = single("i64, i32", "i32", "v2 = load.i32 v0\nstore v1, v0\nv3 = iadd v1, v2\nreturn v3")
    machine.uc.mem_write(DATA, PATTERN)
    assert result(machine, DATA, 1) & 0xFFFFFFFF == (number(PATTERN[:4]) + 1) & 0xFFFFFFFF


def test_a_load_used_twice_is_done_once() -> None:
    text = (
        "function %f(i64, i32) -> i32 {\nblock0(v0: i64, v1: i32):\nv2 = load.i32 v0\n"
        "v3 = iadd v1, v2\nv4 = bxor v3, v2\nreturn v4\n}"
    )
    listing = mnemonics(compile_text(text))
    assert sum("[rdi]" in line for line in listing) == 1


def test_a_narrow_load_is_not_folded_into_wide_arithmetic() -> None:
    """`add r32, [p]` would read past an i8 or i16."""
    for bits in (8, 16):
        text = (
            f"function %f(i64, i{bits}) -> i{bits} {{\nblock0(v0: i64, v1: i{bits}):\n"
            f"v2 = load.i{bits} v0\nv3 = iadd v1, v2\nreturn v3\n}}"
        )
        assert not any("add" in line and "dword ptr" in line for line in mnemonics(compile_text(text)))


def test_stack_slots() -> None:
    machine = Machine(
        "function %f(i64, i64) -> i64, i64, i64 fast {\nss0 = explicit_slot 24\nss1 = explicit_slot 3\n"
        "ss2 = explicit_slot 8, align = 16\n"
        "block0(v0: i64, v1: i64):\nv2 = stack_addr.i64 ss0+8\nstore v0, v2\nv3 = stack_addr.i64 ss2\n"
        "store v1, v3\nv4 = iadd v0, v1\nv5 = stack_addr.i64 ss1\nistore8 v4, v5+2\n"
        "v6 = load.i64 v2\nv7 = load.i64 v3\nreturn v6, v7, v3\n}\n"
    )
    found = machine.run([11, 22])
    assert not isinstance(found, str)
    assert found[:2] == [11, 22] and found[2] % 16 == 0


def test_faults_are_in_the_trap_table() -> None:
    machine = single("i64, i32", "i32", "v2 = load.i32 user5 v0\nv3 = iadd v1, v2\nreturn v3")
    assert machine.run([0x10, 1]) == "user5"
    machine = single("i64, i32", "", "store v1, v0+8\nreturn")
    assert machine.run([0x10, 1]) == "heap_oob"


def test_an_unused_load_that_can_fault_stays() -> None:
    machine = single("i64", "", "v1 = load.i32 v0\nreturn")
    assert machine.run([0x10]) == "heap_oob"


def test_big_endian_accesses_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="big-endian"):
        single("i64", "i32", "v1 = load.i32 big v0\nreturn v1")


ATOMICS: dict[str, Callable[[int, int, int], int]] = {
    "add": lambda old, x, bits: old + x,
    "sub": lambda old, x, bits: old - x,
    "and": lambda old, x, bits: old & x,
    "nand": lambda old, x, bits: ~(old & x),
    "or": lambda old, x, bits: old | x,
    "xor": lambda old, x, bits: old ^ x,
    "xchg": lambda old, x, bits: x,
    "umin": lambda old, x, bits: min(old, x),
    "umax": lambda old, x, bits: max(old, x),
    "smin": lambda old, x, bits: min(old, x, key=lambda v: v ^ 1 << (bits - 1)),
    "smax": lambda old, x, bits: max(old, x, key=lambda v: v ^ 1 << (bits - 1)),
}


@pytest.mark.parametrize("bits", WIDTHS)
@pytest.mark.parametrize("op", ATOMICS)
def test_atomic_read_modify_write(op: str, bits: int) -> None:
    mask, size = (1 << bits) - 1, bits // 8
    machine = single(f"i64, i{bits}", f"i{bits}", f"v2 = atomic_rmw.i{bits} {op} v0, v1\nreturn v2")
    for old in (0, 1, mask, mask >> 1, 0x5A96C3 & mask):
        for x in (1, mask, 0x3C & mask, 1 << (bits - 1)):
            machine.uc.mem_write(DATA, old.to_bytes(size, "little") + b"\xee" * 8)
            assert result(machine, DATA, x | JUNK & ~mask) & mask == old
            after = bytes(machine.uc.mem_read(DATA, size + 8))
            assert after == (ATOMICS[op](old, x, bits) & mask).to_bytes(size, "little") + b"\xee" * 8


@pytest.mark.parametrize("bits", WIDTHS)
def test_atomic_load_store_and_compare_exchange(bits: int) -> None:
    mask, size = (1 << bits) - 1, bits // 8
    ty = f"i{bits}"
    machine = single(f"i64, {ty}, {ty}", ty, "v3 = atomic_cas v0, v1, v2\nfence\nreturn v3")
    for expected in (7, 8):
        machine.uc.mem_write(DATA, (7).to_bytes(size, "little") + b"\xee" * 8)
        assert result(machine, DATA, expected | JUNK & ~mask, 9 | JUNK & ~mask) & mask == 7
        after = number(bytes(machine.uc.mem_read(DATA, size)))
        assert after == (9 if expected == 7 else 7)
    machine = single(f"i64, {ty}", ty, f"v2 = atomic_load.{ty} v0\natomic_store v1, v0\nreturn v2")
    machine.uc.mem_write(DATA, (7).to_bytes(size, "little"))
    assert result(machine, DATA, 5) & mask == 7
    assert number(bytes(machine.uc.mem_read(DATA, size))) == 5
