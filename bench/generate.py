"""CLIF functions of any size to measure the compiler with.

A function is a chain of pieces - straight code, an if/else, a loop that counts down, a switch - over a
handful of values that live across all of them, as the locals of a real function do: some 6 values of
i64 and i32 are passed on as block parameters, and each piece computes on them, on constants, and on
memory below the pointer in v0. The same size gives the same text.

    function %bench1000(i64, i64, i32) -> i64 system_v { ... about 1000 instructions ... }
"""

from typing import Final

#: Values that every piece hands to the next: their types.
LOCALS: Final = ("i64", "i64", "i64", "i32", "i32", "i32")
_WIDE: Final = ("iadd", "isub", "imul", "band", "bor", "bxor", "ishl", "ushr", "iadd", "isub")
_CONDITIONS: Final = ("eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge")
#: Bytes below the pointer that the function may touch.
_MEMORY: Final = 4096


class Random:
    """A small generator (xorshift*), so that the text does not depend on Python's."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2654435761 + 88172645463325252) & 0xFFFF_FFFF_FFFF_FFFF

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        x = self.state
        x ^= x >> 12
        x ^= (x << 25) & 0xFFFF_FFFF_FFFF_FFFF
        x ^= x >> 27
        self.state = x
        return ((x * 2685821657736338717 & 0xFFFF_FFFF_FFFF_FFFF) >> 33) % limit


class _Writer:
    """Text of one function under construction."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.lines: list[str] = []
        self.values = 3
        self.blocks = 0
        self.count = 0
        self.locals: list[str] = []

    def inst(self, text: str) -> None:
        """An instruction without result."""
        self.lines.append("    " + text)
        self.count += 1

    def value(self, text: str) -> str:
        """An instruction with one result; the result's name."""
        name = f"v{self.values}"
        self.values += 1
        self.inst(f"{name} = {text}")
        return name

    def block(self, label: str, types: tuple[str, ...]) -> list[str]:
        """A block header; the parameters' names."""
        names = [f"v{self.values + index}" for index in range(len(types))]
        self.values += len(types)
        params = ", ".join(f"{name}: {ty}" for name, ty in zip(names, types, strict=True))
        self.lines += ["", f"{label}({params}):" if params else f"{label}:"]
        return names

    def label(self) -> str:
        """A new block's name."""
        self.blocks += 1
        return f"block{self.blocks}"

    def call(self, label: str) -> str:
        """A block call that hands on the locals."""
        return f"{label}({', '.join(self.locals)})"

    # --- pieces -------------------------------------------------------------------------------

    def straight(self, length: int) -> None:
        """Computations that replace locals one by one."""
        for _ in range(length):
            index = self.random.below(len(LOCALS))
            self.locals[index] = self.compute(LOCALS[index])

    def pick(self, ty: str) -> str:
        """One of the locals of a type."""
        names = [name for name, each in zip(self.locals, LOCALS, strict=True) if each == ty]
        return names[self.random.below(len(names))]

    def compute(self, ty: str) -> str:
        """A value of a type from one to four instructions."""
        kind = self.random.below(12)
        if kind < 4:
            op = _WIDE[self.random.below(len(_WIDE))]
            return self.value(f"{op} {self.pick(ty)}, {self.pick(ty)}")
        if kind < 7:
            constant = self.value(f"iconst.{ty} {self.random.below(1 << (4 + 4 * self.random.below(5)))}")
            op = _WIDE[self.random.below(len(_WIDE))]
            return self.value(f"{op} {self.pick(ty)}, {constant}")
        if kind == 7:
            offset = 8 * self.random.below(_MEMORY // 8)
            return self.value(f"load.{ty} v0+{offset}")
        if kind == 8:
            self.inst(f"store {self.pick(ty)}, v0+{8 * self.random.below(_MEMORY // 8)}")
            return self.value(f"bnot {self.pick(ty)}")
        if kind == 9:
            mask = self.value(f"iconst.i64 {_MEMORY // 8 - 1}")
            index = self.value(f"band {self.pick('i64')}, {mask}")
            three = self.value("iconst.i64 3")
            scaled = self.value(f"ishl {index}, {three}")
            address = self.value(f"iadd v0, {scaled}")
            return self.value(f"load.{ty} {address}")
        if kind == 10:
            condition = _CONDITIONS[self.random.below(len(_CONDITIONS))]
            flag = self.value(f"icmp {condition} {self.pick(ty)}, {self.pick(ty)}")
            return self.value(f"select {flag}, {self.pick(ty)}, {self.pick(ty)}")
        if ty == "i64":
            return self.value(f"sextend.i64 {self.pick('i32')}")
        return self.value(f"ireduce.i32 {self.pick('i64')}")

    def condition(self) -> str:
        """A comparison for a branch."""
        ty = LOCALS[self.random.below(len(LOCALS))]
        name = _CONDITIONS[self.random.below(len(_CONDITIONS))]
        return self.value(f"icmp {name} {self.pick(ty)}, {self.pick(ty)}")

    def if_else(self) -> None:
        """Two branches that join."""
        yes, no, join = self.label(), self.label(), self.label()
        self.inst(f"brif {self.condition()}, {yes}, {no}")
        before = list(self.locals)
        for label in (yes, no):
            self.block(label, ())
            self.locals = list(before)
            self.straight(3 + self.random.below(4))
            self.inst(f"jump {self.call(join)}")
        self.locals = self.block(join, LOCALS)

    def loop(self) -> None:
        """A loop that runs a few times."""
        head, out = self.label(), self.label()
        counter = self.value(f"iconst.i32 {1 + self.random.below(6)}")
        self.inst(f"jump {head}({', '.join([counter, *self.locals])})")
        counter, *self.locals = self.block(head, ("i32", *LOCALS))
        self.straight(6 + self.random.below(6))
        one = self.value("iconst.i32 1")
        rest = self.value(f"isub {counter}, {one}")
        self.inst(f"brif {rest}, {head}({', '.join([rest, *self.locals])}), {self.call(out)}")
        self.locals = self.block(out, LOCALS)

    def switch(self) -> None:
        """A jump table with three cases."""
        cases = [self.label() for _ in range(3)]
        join = self.label()
        self.inst(f"br_table {self.pick('i32')}, {cases[0]}, [{', '.join(cases)}]")
        before = list(self.locals)
        for label in cases:
            self.block(label, ())
            self.locals = list(before)
            self.straight(2)
            self.inst(f"jump {self.call(join)}")
        self.locals = self.block(join, LOCALS)


def generate(size: int, seed: int = 1) -> str:
    """The text of a function of about `size` instructions (at least that many, at most 60 more)."""
    writer = _Writer(seed)
    writer.lines += [f"function %bench{size}(i64, i64, i32) -> i64 system_v {{"]
    writer.lines += ["block0(v0: i64, v1: i64, v2: i32):"]
    writer.locals = ["v1", writer.value("iconst.i64 17"), writer.value("iadd v0, v1"), "v2"]
    writer.locals += [writer.value("iconst.i32 99"), writer.value("bnot v2")]
    while writer.count < size - 6:
        kind = writer.random.below(10)
        if kind < 4:
            writer.straight(4 + writer.random.below(8))
        elif kind < 7:
            writer.if_else()
        elif kind < 9:
            writer.loop()
        else:
            writer.switch()
    total = writer.locals[0]
    for name, ty in zip(writer.locals[1:], LOCALS[1:], strict=True):
        wide = name if ty == "i64" else writer.value(f"uextend.i64 {name}")
        total = writer.value(f"bxor {total}, {wide}")
    writer.inst(f"return {total}")
    return "\n".join([*writer.lines, "}"]) + "\n"
