"""Islands judged without running code: random buffers of aarch64 code with short ranges are decoded, each
use is followed over its veneers, and must end at its label, its trap or its constant. Dense buffers show
that the cost stays linear.
"""

import random
import time

import pytest
from irtool.backends.aarch64.labels import (
    KIND_BRANCH14,
    KIND_BRANCH19,
    KIND_BRANCH26,
    KIND_LITERAL19,
    TRAP_BASE,
    AArch64Labels,
)
from irtool.backends.machbuffer import MachBuffer
from irtool.compile import compile_function
from irtool.ir.errors import LimitError
from irtool.ir.text.reader import parse_function
from irtool.runtime.module import load
from irtool.settings import Settings

TBZ, CBZ, B, LDR = 0x36000000, 0xB4000000, 0x14000000, 0x58000000
WORDS = {KIND_BRANCH14: TBZ, KIND_BRANCH19: CBZ, KIND_BRANCH26: B}
NOP = 0xD503201F
LDRSW, ADR, ADD, BR = 0x98000090, 0x10000071, 0x8B110210, 0xD61F0200


def signed(value: int, bits: int) -> int:
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def target_of(word: int, place: int) -> int:
    """Where the branch or load `word` at `place` goes."""
    if word & 0x7E000000 == TBZ:
        return place + 4 * signed(word >> 5, 14)
    if word & 0x7C000000 == B:
        return place + 4 * signed(word, 26)
    return place + 4 * signed(word >> 5, 19)


def follow(code: bytes, place: int) -> int:
    """The end of the way that starts with the use at `place`: over `b`, and jumps through x16."""

    def word(at: int) -> int:
        return int.from_bytes(code[at : at + 4], "little")

    place = target_of(word(place), place)
    steps = 0
    while True:
        steps += 1
        assert steps < 10, "a ring of veneers"
        if word(place) & 0xFC000000 == B:
            place = target_of(word(place), place)
        elif word(place) == LDRSW:
            assert [word(place + 4 * k) for k in (1, 2, 3)] == [ADR, ADD, BR]
            place = place + 16 + signed(word(place + 16), 32)
        else:
            return place


class Random:
    """A random buffer and what its uses should name."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.buf = MachBuffer(AArch64Labels())
        if rng.random() < 0.3:
            self.buf.chaos_seed = self.buf.chaos = seed + 1
        ranges = {
            KIND_BRANCH14: rng.choice([1024, 1024, 2048]),
            KIND_BRANCH19: rng.choice([1024, 2048, 8192]),
        }
        if rng.random() < 0.7:
            ranges[KIND_BRANCH26] = rng.choice([16384, 32768])
        if rng.random() < 0.7:
            ranges[KIND_LITERAL19] = rng.choice([2048, 4096])
        self.buf.set_ranges(ranges)
        self.uses: list[tuple[int, int]] = []
        """Offset and label."""
        self.traps: list[tuple[int, int]] = []
        self.constants: list[tuple[int, bytes]] = []
        buf = self.buf
        labels = [int(buf.new_label()) for _ in range(rng.choice([2, 10, 60]))]
        unbound = list(labels)
        rng.shuffle(unbound)
        count = rng.choice([200, 1500, 4000])
        density = rng.choice([0.1, 0.4, 0.9])
        for index in range(count):
            buf.reserve(0, True)
            if unbound and rng.random() < len(labels) / count:
                self.bind(unbound.pop())
            choice = rng.random()
            place = int(buf.cur_offset())
            if choice > density:
                for _ in range(rng.randrange(1, 12)):
                    buf.put4(NOP)
            elif choice < density * 0.7:
                kind = rng.choice([KIND_BRANCH14, KIND_BRANCH19, KIND_BRANCH26])
                label = rng.choice(labels)
                buf.use_label(label, kind, place)
                buf.put4(WORDS[kind])
                self.uses.append((place, label))
            elif choice < density * 0.8:
                code = rng.randrange(1, 30)
                buf.use_label(buf.trap_label(code, rng.choice([-1, index])), KIND_BRANCH19, place)
                buf.put4(CBZ)
                self.traps.append((place, code))
            elif choice < density * 0.95:
                data = rng.randrange(100).to_bytes(rng.choice([4, 8, 16]), "little")
                buf.use_label(buf.constant_label(data, len(data)), KIND_LITERAL19, place)
                buf.put4(LDR)
                self.constants.append((place, data))
            else:
                size = 4 * rng.randrange(1, 600)
                buf.reserve(size, True)
                buf.put_bytes(NOP.to_bytes(4, "little") * (size // 4))
        for label in unbound:
            self.bind(label)

    def bind(self, label: int) -> None:
        self.buf.bind_label(label)
        self.buf.put4(NOP)  # a place of its own, which is no branch

    def judge(self) -> None:
        code = self.buf.finish()
        for place, label in self.uses:
            assert follow(code.code, place) == self.buf.bound_offset(label), f"use at {place}"
        traps = dict(zip(map(int, code.trap_offset), map(int, code.trap_code), strict=True))
        for place, number in self.traps:
            end = follow(code.code, place)
            assert traps[end] == number
            assert code.code[end : end + 4] == (TRAP_BASE | number).to_bytes(4, "little")
        for place, data in self.constants:
            at = target_of(int.from_bytes(code.code[place : place + 4], "little"), place)
            assert code.code[at : at + len(data)] == data and at % len(data) == 0


@pytest.mark.parametrize("part", range(4))
def test_random_buffers(part: int) -> None:
    for seed in range(1000 * part, 1000 * part + 15):
        try:
            Random(seed).judge()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_many_random_buffers(part: int) -> None:
    for seed in range(100_000 + 1000 * part, 100_000 + 1000 * part + 200):
        try:
            Random(seed).judge()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error


def dense(count: int) -> MachBuffer:
    """Tests of a bit, compares with zero and jumps to labels that are never near, one after the other."""
    buf = MachBuffer(AArch64Labels())
    labels = [int(buf.new_label()) for _ in range(64)]
    for index in range(count):
        if buf.cur_offset() >= buf.island_at:
            buf.reserve(0, True)
        kind = KIND_BRANCH14 if index % 3 == 0 else KIND_BRANCH19
        buf.use_label(labels[index * 7 % 64], kind, buf.cur_offset())
        buf.put4(WORDS[kind])
    for label in labels:
        buf.bind_label(label)
        buf.put4(NOP)
    return buf


def test_dense_uses_cost_the_same_each() -> None:
    def seconds(count: int) -> float:
        best = 1e9
        for _ in range(2):
            start = time.process_time()
            dense(count).finish()
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(10_000), seconds(80_000)
    assert large < 8 * small * 2.5


def test_a_use_of_nothing_is_refused_by_name() -> None:
    """A load of something that is no constant has no veneer, and is no reason to make islands forever."""
    buf = MachBuffer(AArch64Labels())
    buf.set_ranges({KIND_LITERAL19: 2048})
    label = buf.new_label()
    buf.use_label(label, KIND_LITERAL19, 0)
    buf.put4(LDR)
    for _ in range(2000):
        buf.reserve(0, True)
        buf.put4(NOP)
    buf.bind_label(label)
    with pytest.raises(LimitError, match="literal19 at offset 0 cannot reach offset 8004"):
        buf.finish()


# --- jump tables ------------------------------------------------------------------------------------


def table_text(entries: int) -> str:
    """A br_table with many entries and five blocks."""
    listed = ", ".join(f"block{1 + index * 7 % 5}" for index in range(entries))
    blocks = "".join(
        f"block{n}:\n    v{n} = iconst.i32 {n}\n    v{10 + n} = iadd v0, v{n}\n    return v{10 + n}\n"
        for n in range(1, 6)
    )
    return (
        f"function %table(i32) -> i32 system_v {{\nblock0(v0: i32):\n"
        f"    br_table v0, block6, [{listed}]\n{blocks}block6:\n    v6 = iconst.i32 99\n    return v6\n}}"
    )


@pytest.mark.parametrize(
    ("target", "settings"),
    [
        ("aarch64", ["label_ranges=branch19:1024,branch14:1024"]),
        ("aarch64", ["label_ranges=branch19:1024,branch26:16384", "use_bti"]),
        ("aarch64", ["force_veneers", "use_bti", "chaos_seed=3"]),
        ("x86_64", ["label_ranges=branch32:1024"]),
        ("x86_64", ["force_veneers", "chaos_seed=3"]),
    ],
)
@pytest.mark.parametrize("entries", [3, 100, 128, 200, 5000])
def test_tables_longer_than_the_reach_over_them(target: str, settings: list[str], entries: int) -> None:
    chosen = Settings(target)
    for text in settings:
        chosen.apply(text)
    func = parse_function(table_text(entries))
    module = load([func], target, chosen)
    try:
        for index in (0, 1, entries // 2, entries - 1):
            assert module.call("table", [index]) == [index + 1 + index * 7 % 5]
        for index in (entries, entries + 1, (1 << 32) - 1):
            assert module.call("table", [index]) == [99]
    finally:
        module.close()


@pytest.mark.slow
def test_a_table_of_more_than_a_megabyte() -> None:
    """Longer than `b.cond` reaches, for real."""
    entries = 300_000
    func = parse_function(table_text(entries))
    assert len(compile_function(func, "aarch64").code) > 1 << 20
    module = load([func], "aarch64")
    assert module.call("table", [entries - 1]) == [entries + (entries - 1) * 7 % 5]
    assert module.call("table", [entries]) == [99]
    module.close()
