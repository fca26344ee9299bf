"""Random well-typed CLIF programs, for judging the whole compiler against the interpreter.

A program is a text of a few functions over i8..i64, and i128 or floats (`random_floats.py`) when asked for.
Every program ends: loops count down from a small constant, and calls go to functions written before. It traps
only when asked to (division by an arbitrary value), else divisors are made odd constants. The same seed gives
the same text.

    >>> print(random_program(1, size=30).text)
    function %f0(i32, i64) -> i64 system_v { ...

Values in scope are kept per type; a function body is a tree of regions (straight code, if/else,
switch, loop), each of which may define values that only its own blocks see, so that dominance holds
by construction.
"""

import random
from typing import Final

INT_TYPES: Final = ("i8", "i16", "i32", "i64")
#: With i128 as often as all others together.
WIDE_TYPES: Final = (*INT_TYPES, "i128", "i128", "i128", "i128")
BITS: Final[dict[str, int]] = {
    "i8": 8,
    "i16": 16,
    "i32": 32,
    "i64": 64,
    "i128": 128,
    "f16": 16,
    "f32": 32,
    "f64": 64,
    "f128": 128,
}
BINARY: Final = [
    "iadd",
    "isub",
    "imul",
    "band",
    "bor",
    "bxor",
    "smin",
    "smax",
    "umin",
    "umax",
    "umulhi",
    "smulhi",
]
SHIFTS: Final = ["ishl", "ushr", "sshr", "rotl", "rotr"]
UNARY: Final = ["ineg", "iabs", "bnot", "bitrev", "clz", "ctz", "cls", "popcnt"]
OVERFLOW: Final = [
    "uadd_overflow",
    "sadd_overflow",
    "usub_overflow",
    "ssub_overflow",
    "umul_overflow",
    "smul_overflow",
]
DIVISION: Final = ["udiv", "sdiv", "urem", "srem"]
INTCC: Final = ["eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule"]
SLOT_SIZE: Final = 64


class RandomFunction:
    """One function under construction."""

    def __init__(
        self,
        rng: random.Random,
        name: str,
        callees: list["RandomFunction"],
        traps: bool,
        types: tuple[str, ...],
    ) -> None:
        self.rng = rng
        self.name = name
        self.callees = callees
        self.traps = traps
        self.types = types
        self.slot_size = SLOT_SIZE if set(types) <= set(INT_TYPES) else SLOT_SIZE + 16
        self.lines: list[str] = []
        self.values = 0
        self.blocks = 0
        count = rng.choice([1, 2, 3, 4, 8])
        self.params = [rng.choice(types) for _ in range(count)]
        self.returns = [rng.choice(types) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        self.scope: dict[str, list[str]] = {ty: [] for ty in types}
        self.convention = "system_v"
        self.hidden: list[str] = []
        """Types of parameters in front of the others that nothing but `call` passes on, to callees with
        them."""
        self.hidden_values: list[str] = []
        self.declarations: list[str] = []
        """Lines of the preamble, besides the slot and the callees."""

    def new_value(self) -> str:
        self.values += 1
        return f"v{self.values}"

    def new_block(self) -> str:
        self.blocks += 1
        return f"block{self.blocks}"

    def emit(self, text: str) -> None:
        self.lines.append("    " + text)

    def constant(self, ty: str) -> str:
        bits = BITS[ty]
        interesting = [0, 1, 2, -1, -2, 3, 7, 8, bits - 1, bits, 1 << (bits - 1), (1 << (bits - 1)) - 1]
        number = self.rng.choice(
            [*interesting, self.rng.getrandbits(bits), self.rng.getrandbits(8) % (1 << bits)]
        )
        if number >= 1 << (bits - 1):
            number -= 1 << bits
        return self.wide_constant(number) if ty == "i128" else self.small_constant(ty, number)

    def small_constant(self, ty: str, number: int) -> str:
        value = self.new_value()
        self.emit(f"{value} = iconst.{ty} {number}")
        return value

    def wide_constant(self, number: int) -> str:
        """An i128, which has no instruction of its own: extended from i64 if that is enough."""
        low = self.small_constant("i64", (number & (1 << 64) - 1) - ((number & 1 << 63) << 1))
        value = self.new_value()
        if -(1 << 63) <= number < 1 << 63:
            self.emit(f"{value} = sextend.i128 {low}")
        elif 0 <= number < 1 << 64:
            self.emit(f"{value} = uextend.i128 {low}")
        else:
            high = self.small_constant("i64", number >> 64)
            self.emit(f"{value} = iconcat {low}, {high}")
        return value

    def value(self, ty: str) -> str:
        """A value of a type: mostly one in scope, recent ones more often, sometimes a constant."""
        known = self.scope[ty]
        if not known or self.rng.random() < 0.2:
            return self.constant(ty)
        if self.rng.random() < 0.6:
            return self.rng.choice(known[-4:])
        return self.rng.choice(known)

    def define(self, ty: str, text: str) -> str:
        value = self.new_value()
        self.emit(f"{value} = {text}")
        self.scope[ty].append(value)
        return value

    def any_type(self) -> str:
        return self.rng.choice(self.types)

    def int_type(self) -> str:
        """A type of integers: all types are, unless `random_floats.py` says otherwise."""
        return self.any_type()

    def argument(self, ty: str) -> int:
        """Bits of an argument to run a function with."""
        bits = BITS[ty]
        return self.rng.choice([0, 1, (1 << bits) - 1, 1 << (bits - 1), self.rng.getrandbits(bits)])

    def settled(self, value: str, ty: str) -> str:
        """A value whose bits are the same on every machine."""
        return value

    def straight(self) -> None:
        """One random instruction (with the constants it needs)."""
        rng = self.rng
        ty = self.int_type()
        kind = rng.randrange(20)
        if kind < 6:
            x, y = self.value(ty), self.value(ty)
            self.define(ty, f"{rng.choice(BINARY)} {x}, {y}")
        elif kind < 8:
            amount = self.int_type()
            x, y = self.value(ty), self.value(amount)
            self.define(ty, f"{rng.choice(SHIFTS)} {x}, {y}")
        elif kind < 9:
            op = rng.choice([*UNARY, "bswap"] if ty != "i8" else UNARY)
            x = self.value(ty)
            self.define(ty, f"{op} {x}")
        elif kind < 11:
            x, y = self.value(ty), self.value(ty)
            self.define("i8", f"icmp {rng.choice(INTCC)} {x}, {y}")
        elif kind < 13:
            self.conversion()
        elif kind < 14:
            c, x, y = self.value(self.int_type()), self.value(ty), self.value(ty)
            self.define(ty, f"{rng.choice(['select', 'select', 'select_spectre_guard'])} {c}, {x}, {y}")
        elif kind < 15:
            c, x, y = self.value(ty), self.value(ty), self.value(ty)
            self.define(ty, f"bitselect {c}, {x}, {y}")
        elif kind < 16:
            self.overflow(ty)
        elif kind < 17:
            self.division(ty)
        elif kind < 19:
            self.memory(ty)
        else:
            self.call()

    def conversion(self) -> None:
        rng = self.rng
        source, target = self.int_type(), self.int_type()
        x = self.value(source)
        if source == "i128" and rng.random() < 0.3:
            low, high = self.new_value(), self.new_value()
            self.emit(f"{low}, {high} = isplit {x}")
            self.scope["i64"] += [low, high]
        elif target == "i128" and rng.random() < 0.3:
            self.define(target, f"iconcat {self.value('i64')}, {self.value('i64')}")
        elif BITS[source] < BITS[target]:
            self.define(target, f"{rng.choice(['uextend', 'sextend'])}.{target} {x}")
        elif BITS[source] > BITS[target]:
            self.define(target, f"ireduce.{target} {x}")
        else:
            self.define(target, f"bmask.{target} {x}")

    def overflow(self, ty: str) -> None:
        rng = self.rng
        result, flag = self.new_value(), self.new_value()
        x, y = self.value(ty), self.value(ty)
        if rng.random() < 0.3:
            carry = self.value("i8")
            op = rng.choice(
                ["uadd_overflow_cin", "sadd_overflow_cin", "usub_overflow_bin", "ssub_overflow_bin"]
            )
            self.emit(f"{result}, {flag} = {op} {x}, {y}, {carry}")
        else:
            ops = OVERFLOW if ty != "i128" else OVERFLOW[:4]
            self.emit(f"{result}, {flag} = {rng.choice(ops)} {x}, {y}")
        self.scope[ty].append(result)
        self.scope["i8"].append(flag)

    def division(self, ty: str) -> None:
        x = self.value(ty)
        if self.traps:
            y = self.value(ty)
        else:
            # An odd positive constant, so that neither zero nor overflow can happen.
            number = self.rng.choice([1, 3, 5, 7, 11, 100 + 1, 127])
            y = self.wide_constant(number) if ty == "i128" else self.small_constant(ty, number)
        self.define(ty, f"{self.rng.choice(DIVISION)} {x}, {y}")

    def memory(self, ty: str) -> None:
        """A store to the slot followed by a load of some width somewhere in it."""
        rng = self.rng
        base = self.new_value()
        size = max(8, BITS[ty] // 8)
        offset = rng.randrange(0, self.slot_size - size)
        if rng.random() < 0.5:
            self.emit(f"{base} = stack_addr.i64 ss0+{offset}")
            inside = rng.randrange(0, self.slot_size - offset - size + 1)
        else:
            # base + (index & 15) * scale: the address modes with an index.
            start, index, shifted, masked, amount = (self.new_value() for _ in range(5))
            source = self.value("i64")
            self.emit(f"{start} = stack_addr.i64 ss0")
            self.emit(f"{index} = iconst.i64 {rng.choice([0, 1, 3, 7])}")
            self.emit(f"{masked} = band {source}, {index}")
            self.emit(f"{amount} = iconst.i32 {rng.choice([0, 1, 2, 3])}")
            self.emit(f"{shifted} = ishl {masked}, {amount}")
            self.emit(f"{base} = iadd {start}, {shifted}")
            inside = 0
        suffix = f"+{inside}" if inside else ""
        narrow = [w for w in (8, 16, 32) if w < BITS[ty] <= 64 and ty in INT_TYPES]
        if rng.random() < 0.5:
            x = self.value(ty)
            if narrow and rng.random() < 0.4:
                self.emit(f"istore{rng.choice(narrow)} {x}, {base}{suffix}")
            else:
                self.emit(f"store {self.settled(x, ty)}, {base}{suffix}")
        elif narrow and rng.random() < 0.5:
            width = rng.choice(narrow)
            op = rng.choice(["uload", "sload"])
            type_suffix = "" if width == 32 else f".{ty}"
            self.define(ty, f"{op}{width}{type_suffix} {base}{suffix}")
        else:
            self.define(ty, f"load.{ty} {base}{suffix}")

    def arguments(self, callee: "RandomFunction") -> str:
        """Arguments for a callee."""
        return ", ".join([*self.hidden_values[: len(callee.hidden)], *map(self.value, callee.params)])

    def call(self) -> None:
        if not self.callees:
            return
        number = self.rng.randrange(len(self.callees))
        callee = self.callees[number]
        args = self.arguments(callee)
        results = [self.new_value() for _ in callee.returns]
        self.emit(f"{', '.join(results)} = call fn{number}({args})")
        for ty, value in zip(callee.returns, results, strict=True):
            self.scope[ty].append(value)

    def region(self, budget: int, depth: int) -> None:
        """Fill the current block, and blocks behind it, with about `budget` instructions."""
        while budget > 0:
            kind = self.rng.random()
            if kind < 0.75 or depth >= 3 or budget < 8:
                self.straight()
                budget -= 1
            elif kind < 0.87:
                self.branch(budget // 2, depth)
                budget -= budget // 2
            elif kind < 0.92:
                self.switch(budget // 2, depth)
                budget -= budget // 2
            else:
                self.loop(budget // 2, depth)
                budget -= budget // 2

    def saved_scope(self) -> dict[str, list[str]]:
        return {ty: list(values) for ty, values in self.scope.items()}

    def start_block(self, name: str, params: list[tuple[str, str]]) -> None:
        text = ", ".join(f"{value}: {ty}" for value, ty in params)
        self.lines.append(f"{name}({text}):" if params else f"{name}:")

    def arm(self, join: str, types: list[str], budget: int, depth: int) -> None:
        """Contents of one arm of a branch, ending in a jump to the join block."""
        outer = self.saved_scope()
        self.region(budget, depth + 1)
        args = ", ".join([self.value(ty) for ty in types])
        self.emit(f"jump {join}({args})" if types else f"jump {join}")
        self.scope = outer

    def join_block(self, join: str, types: list[str]) -> None:
        params = [(self.new_value(), ty) for ty in types]
        self.start_block(join, params)
        for value, ty in params:
            self.scope[ty].append(value)

    def branch(self, budget: int, depth: int) -> None:
        rng = self.rng
        types = [self.any_type() for _ in range(rng.randrange(3))]
        then, other, join = self.new_block(), self.new_block(), self.new_block()
        condition = self.value(self.int_type())
        if rng.random() < 0.6:
            ty = self.int_type()
            x, y = self.value(ty), self.value(ty)
            condition = self.define("i8", f"icmp {rng.choice(INTCC)} {x}, {y}")
        if rng.random() < 0.3:
            args = ", ".join([self.value(ty) for ty in types])
            call = f"{join}({args})" if types else join
            self.emit(f"brif {condition}, {then}, {call}")
        else:
            self.emit(f"brif {condition}, {then}, {other}")
            self.start_block(other, [])
            self.arm(join, types, budget // 2, depth)
        self.start_block(then + (" cold" if rng.random() < 0.1 else ""), [])
        self.arm(join, types, budget // 2, depth)
        self.join_block(join, types)

    def switch(self, budget: int, depth: int) -> None:
        types = [self.any_type() for _ in range(self.rng.randrange(2))]
        arms = [self.new_block() for _ in range(self.rng.randint(1, 4))]
        join = self.new_block()
        index = self.value("i32")
        args = ", ".join([self.value(ty) for ty in types])
        default = f"{join}({args})" if types else join
        entries = ", ".join(self.rng.choice(arms) for _ in range(self.rng.randint(1, 6)))
        self.emit(f"br_table {index}, {default}, [{entries}]")
        for block in arms:
            self.start_block(block, [])
            self.arm(join, types, budget // len(arms), depth)
        self.join_block(join, types)

    def loop(self, budget: int, depth: int) -> None:
        """`do { body } while (--counter)` with one value carried round."""
        ty = self.any_type()
        head, after = self.new_block(), self.new_block()
        start, first = self.new_value(), self.value(ty)
        self.emit(f"{start} = iconst.i32 {self.rng.randint(1, 5)}")
        self.emit(f"jump {head}({start}, {first})")
        counter, carried = self.new_value(), self.new_value()
        self.start_block(head, [(counter, "i32"), (carried, ty)])
        outer = self.saved_scope()
        self.scope[ty].append(carried)
        self.region(budget, depth + 1)
        minus, left = self.new_value(), self.new_value()
        again = self.value(ty)
        self.emit(f"{minus} = iconst.i32 -1")
        self.emit(f"{left} = iadd {counter}, {minus}")
        self.emit(f"brif {left}, {head}({left}, {again}), {after}({again})")
        self.scope = outer
        result = self.new_value()
        self.start_block(after, [(result, ty)])
        self.scope[ty].append(result)

    def render(self, size: int) -> str:
        params = [(self.new_value(), ty) for ty in self.params]
        for value, ty in params:
            self.scope[ty].append(value)
        hidden = [(self.new_value(), ty) for ty in self.hidden]
        self.hidden_values = [value for value, _ in hidden]
        self.start_block("block0", hidden + params)
        # Memory starts defined, so that every run reads the same.
        base, zero = self.new_value(), self.new_value()
        self.emit(f"{base} = stack_addr.i64 ss0")
        self.emit(f"{zero} = iconst.i64 {self.rng.getrandbits(62)}")
        for offset in range(0, self.slot_size, 8):
            self.emit(f"store {zero}, {base}+{offset}")
        self.region(size, 0)
        results = ", ".join([self.settled(self.value(ty), ty) for ty in self.returns])
        self.emit(f"return {results}")
        head = f"function %{self.name}{self.signature()} {{\n"
        head += f"    ss0 = explicit_slot {self.slot_size}, align = 16\n"
        for number, callee in enumerate(self.callees):
            head += f"    fn{number} = colocated %{callee.name}{callee.signature()}\n"
        head += "".join(f"    {line}\n" for line in self.declarations)
        return head + "\n" + "\n".join(self.lines) + "\n}\n"

    def signature(self) -> str:
        """Parameters, results and convention."""
        return f"({', '.join(self.hidden + self.params)}) -> {', '.join(self.returns)} {self.convention}"


class RandomProgram:
    """Text of a program, and argument lists to run its last function with."""

    def __init__(self, text: str, entry: str, arguments: list[list[int]]) -> None:
        self.text = text
        self.entry = entry
        self.arguments = arguments


def random_program(
    seed: int, size: int = 60, traps: bool = False, runs: int = 4, wide: bool = False
) -> RandomProgram:
    """A program of one to three functions with about `size` instructions each; half of its values are i128
    when `wide`."""
    return make_program(seed, RandomFunction, WIDE_TYPES if wide else INT_TYPES, size, traps, runs)


def make_program(
    seed: int, make: type[RandomFunction], types: tuple[str, ...], size: int, traps: bool, runs: int
) -> RandomProgram:
    """A program of functions of a kind, with values of these types."""
    rng = random.Random(seed)
    functions: list[RandomFunction] = []
    text = ""
    for number in range(rng.randint(1, 3)):
        function = make(rng, f"f{number}", list(functions), traps, types)
        text += function.render(size) + "\n"
        functions.append(function)
    last = functions[-1]
    arguments = [[last.argument(ty) for ty in last.params] for _ in range(runs)]
    return RandomProgram(text, last.name, arguments)
