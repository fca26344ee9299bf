"""i128: every opcode over values at the borders of the halves, and i128 wherever values are passed."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from run_files.formulas import (
    BINARY,
    CONDITIONS,
    OVERFLOW,
    SHIFTS,
    UNARY,
    binary,
    compare,
    division,
    mask,
    overflow,
    signed,
    unary,
)
from run_files.text import WIDTHS, FileText, FunctionText, type_of, word

WIDE: Final = "i128"
BITS: Final = 128
LOW: Final = mask(64)
PATTERN: Final = 0x1A2B3C4D5E6F7081_92A3B4C5D6E7F809
OTHER: Final = 0xF3E2D1C0B7A69584_F0E1D2C3B4A59687
LEAST: Final = 1 << 127
EDGES: Final = (0, 1, -1, LOW, 1 << 64, 1 << 63, -(1 << 63), -(1 << 64), LEAST, LEAST - 1, PATTERN, OTHER)
PAIRS: Final = (
    (0, 0),
    (1, -1),
    (LOW, 1),
    (1 << 64, 1),
    (0, 1),
    (LEAST, -1),
    (LEAST, LEAST),
    (LEAST - 1, 1),
    (LEAST - 1, LEAST),
    (LOW, 1 << 64),
    (LOW << 64, LOW),
    (PATTERN, OTHER),
    (OTHER, PATTERN),
    (PATTERN, PATTERN),
    (-3, 5),
)
#: Constants for the second operand: none, one or both halves are of some special form.
CONSTANTS: Final = (0, 1, -1, 12, LOW, 1 << 64, LEAST, OTHER)


def files() -> list[FileText]:
    """All files."""
    return [
        _binary(),
        _unary(),
        *(_shift(name) for name in SHIFTS),
        _shift_constants(),
        _compare(),
        _overflow(),
        _division(),
        _select(),
        _conversions(),
        _memory(),
        _parameters(),
        _control(),
        _to_floats(),
        _from_floats(),
    ]


def constant(func: FunctionText, value: int) -> str:
    """An i128 constant."""
    low = func.const("i64", value & LOW)
    if 0 <= value <= LOW:
        return func.op(f"uextend.i128 {low}")
    if -(1 << 63) <= value < 0:
        return func.op(f"sextend.i128 {low}")
    return func.op(f"iconcat {low}, {func.const('i64', value >> 64 & LOW)}")


# --- arithmetic and bits ------------------------------------------------------------------------


def _binary() -> FileText:
    file = FileText("i128-binary", "i128: opcodes of two operands, on values, constants and one value twice.")
    for name in BINARY:
        func = file.function(name, [WIDE] * 2, [WIDE])
        func.finish(func.op(f"{name} v0, v1"))
        for x, y in PAIRS:
            func.run([x, y], binary(name, BITS, x, y))
        func = file.function(f"{name}_itself", [WIDE], [WIDE])
        func.finish(func.op(f"{name} v0, v0"))
        for x in (LOW, OTHER):
            func.run([x], binary(name, BITS, x, x))
        for value in CONSTANTS:
            func = file.function(f"{name}_const_{word(value)}", [WIDE], [WIDE] * 2)
            right = func.op(f"{name} v0, {constant(func, value)}")
            func.finish(right, func.op(f"{name} {constant(func, value)}, v0"))
            for x in (LOW, OTHER, LEAST - 1):
                func.run([x], [binary(name, BITS, x, value), binary(name, BITS, value, x)])
    for name in ("uextend", "sextend"):
        func = file.function(f"imul_{name}", ["i64"] * 2, [WIDE])
        func.finish(func.op(f"imul {func.op(f'{name}.i128 v0')}, {func.op(f'{name}.i128 v1')}"))
        for x, y in ((-1, -1), (-1, 2), (1 << 63, 1 << 63), (1 << 62, 6)):
            product = signed(x, 64) * signed(y, 64) if name[0] == "s" else (x & LOW) * (y & LOW)
            func.run([x, y], product)
    return file


def _unary() -> FileText:
    file = FileText("i128-unary", "i128: opcodes of one operand.")
    for name in UNARY:
        func = file.function(name, [WIDE], [WIDE])
        func.finish(func.op(f"{name} v0"))
        for x in EDGES:
            func.run([x], unary(name, BITS, x))
        func = file.function(f"{name}_extended", ["i64"], [WIDE])
        func.finish(func.op(f"{name} {func.op('uextend.i128 v0')}"))
        for x in (0, 1, -1, PATTERN & LOW):
            func.run([x], unary(name, BITS, x & LOW))
    return file


def _shift(name: str) -> FileText:
    file = FileText(f"i128-{name}", f"i128: {name} by amounts of every type; narrow values by an i128.")
    amounts = (0, 1, 31, 63, 64, 65, 100, 127, 128, 129, -1)
    for ty in (*map(type_of, WIDTHS), WIDE):
        func = file.function(f"by_{ty}", [WIDE, ty], [WIDE])
        func.finish(func.op(f"{name} v0, v1"))
        for amount in amounts:
            bits = int(ty[1:])
            func.run([OTHER, amount], binary(name, BITS, OTHER, amount & mask(bits)))
    func = file.function("by_high_bits", [WIDE, WIDE], [WIDE])
    func.finish(func.op(f"{name} v0, v1"))
    func.run([OTHER, 5 << 64], OTHER)
    func.run([OTHER, (5 << 64) + 70], binary(name, BITS, OTHER, 70))
    func = file.function("itself", [WIDE], [WIDE])
    func.finish(func.op(f"{name} v0, v0"))
    for x in (PATTERN, OTHER):
        func.run([x], binary(name, BITS, x, x % BITS))
    for bits in WIDTHS:
        ty = type_of(bits)
        func = file.function(f"narrow_{ty}", [ty, WIDE], [ty])
        func.finish(func.op(f"{name} v0, v1"))
        for amount in (0, 3, bits - 1, bits, (1 << 64) + 2, -1):
            func.run([OTHER & mask(bits), amount], binary(name, bits, OTHER, amount % bits))
    return file


def _shift_constants() -> FileText:
    file = FileText("i128-shift-constants", "i128: shifts and rotates by constants, and of constants.")
    for name in SHIFTS:
        for amount in (0, 1, 5, 32, 63, 64, 65, 96, 127, 128, 200):
            func = file.function(f"{name}_{amount}", [WIDE], [WIDE])
            func.finish(func.op(f"{name} v0, {func.const('i16', amount)}"))
            for x in (PATTERN, OTHER):
                func.run([x], binary(name, BITS, x, amount))
        for value in (1, -1, LEAST, LOW):
            func = file.function(f"{name}_of_{word(value)}", ["i32"], [WIDE])
            func.finish(func.op(f"{name} {constant(func, value)}, v0"))
            for amount in (0, 1, 64, 127):
                func.run([amount], binary(name, BITS, value, amount))
    return file


# --- conditions ---------------------------------------------------------------------------------


def _compare() -> FileText:
    file = FileText("i128-icmp", "i128: all conditions as values, in branches and selects, with constants.")
    for cc in CONDITIONS:
        func = file.function(f"{cc}", [WIDE] * 2, ["i8"])
        func.finish(func.op(f"icmp {cc} v0, v1"))
        for x, y in PAIRS:
            func.run([x, y], compare(cc, BITS, x, y))
        func = file.function(f"{cc}_branch", [WIDE] * 2, [WIDE])
        then, other = func.new_block(), func.new_block()
        func.emit(f"brif {func.op(f'icmp {cc} v0, v1')}, {then}(v0), {other}(v1)")
        func.finish(*func.start(then, [WIDE]))
        (kept,) = func.start(other, [WIDE])
        func.finish(func.op(f"bnot {kept}"))
        for x, y in PAIRS[:9]:
            func.run([x, y], x if compare(cc, BITS, x, y) else ~y)
        func = file.function(f"{cc}_select", [WIDE] * 2, [WIDE, "i32"])
        test = func.op(f"icmp {cc} v0, v1")
        first, second = func.const("i32", 7), func.const("i32", -9)
        func.finish(func.op(f"select {test}, v0, v1"), func.op(f"select {test}, {first}, {second}"))
        for x, y in PAIRS[5:13]:
            holds = compare(cc, BITS, x, y)
            func.run([x, y], [x if holds else y, 7 if holds else -9])
        for value in (0, 1, -1, 1 << 64, LEAST):
            func = file.function(f"{cc}_{word(value)}", [WIDE], ["i8"] * 2)
            right = func.op(f"icmp {cc} v0, {constant(func, value)}")
            func.finish(right, func.op(f"icmp {cc} {constant(func, value)}, v0"))
            for x in (0, 1, -1, 1 << 64, LEAST, LOW):
                func.run([x], [compare(cc, BITS, x, value), compare(cc, BITS, value, x)])
    return file


def _overflow() -> FileText:
    file = FileText("i128-overflow", "i128: opcodes with a flag; both results, and each alone.")
    for name in OVERFLOW:
        if "mul" in name:
            continue
        extra = ["i8"] if name.endswith("in") else []
        tail = ", v2" if extra else ""
        func = file.function(name, [WIDE, WIDE, *extra], [WIDE, "i8"])
        func.finish(*func.ops(2, f"{name} v0, v1{tail}"))
        steps = (0, 1, 2, 128) if extra else (0,)
        for index, (x, y) in enumerate(PAIRS):
            step = steps[index % len(steps)]
            func.run([x, y, step][: 2 + len(extra)], overflow(name, BITS, x, y, step))
        func = file.function(f"{name}_flag", [WIDE, WIDE, *extra], ["i8"])
        func.finish(func.ops(2, f"{name} v0, v1{tail}")[1])
        for x, y in PAIRS[:8]:
            func.run([x, y, 1][: 2 + len(extra)], overflow(name, BITS, x, y, len(extra))[1])
        for value in (0, 1, LEAST, LOW):
            func = file.function(f"{name}_const_{word(value)}", [WIDE, *extra], [WIDE, "i8"])
            second = constant(func, value)
            func.finish(*func.ops(2, f"{name} v0, {second}{tail.replace('v2', 'v1')}"))
            for x in (0, -1, LEAST, LEAST - 1, LOW):
                func.run([x, 1][: 1 + len(extra)], overflow(name, BITS, x, value, len(extra)))
    return file


def _division() -> FileText:
    file = FileText("i128-division", "i128: quotients and remainders, their traps, and known operands.")
    pairs = [*PAIRS, (OTHER, 0), (PATTERN, 10), (OTHER, -7), (OTHER, 1 << 64), (5, OTHER), (LEAST, 1)]
    for name in ("udiv", "sdiv", "urem", "srem"):
        func = file.function(name, [WIDE] * 2, [WIDE])
        func.finish(func.op(f"{name} v0, v1"))
        for x, y in pairs:
            func.run([x, y], division(name, BITS, x, y))
        for value in (0, 1, -1, 10, 1 << 64, LEAST):
            func = file.function(f"{name}_by_{word(value)}", [WIDE], [WIDE])
            func.finish(func.op(f"{name} v0, {constant(func, value)}"))
            for x in (0, PATTERN, LEAST):
                func.run([x], division(name, BITS, x, value))
        for extend in ("uextend", "sextend"):
            func = file.function(f"{name}_{extend}", ["i64"] * 2, [WIDE])
            func.finish(func.op(f"{name} {func.op(f'{extend}.i128 v0')}, {func.op(f'{extend}.i128 v1')}"))
            for x, y in ((7, 2), (-1, 3), (1 << 63, -1), (5, 0)):
                wide = (signed(x, 64), signed(y, 64)) if extend[0] == "s" else (x & LOW, y & LOW)
                func.run([x, y], division(name, BITS, *wide))
    return file


def _select() -> FileText:
    file = FileText(
        "i128-select", "i128: select by and of i128, bitselect, bmask, conditional traps and branches."
    )
    for name in ("select", "select_spectre_guard"):
        for ty in ("i8", "i64", WIDE):
            func = file.function(f"{name}_by_{ty}", [ty, WIDE, WIDE], [WIDE])
            func.finish(func.op(f"{name} v0, v1, v2"))
            for c in (0, 1, 128 if ty == "i8" else 1 << 63):
                func.run([c, PATTERN, OTHER], PATTERN if c else OTHER)
            if ty == WIDE:
                func.run([1 << 64, PATTERN, OTHER], PATTERN)
        func = file.function(f"{name}_narrow", [WIDE, "i32", "i32"], ["i32"])
        func.finish(func.op(f"{name} v0, v1, v2"))
        for c in (0, 1, 1 << 64, 1 << 32, LEAST):
            func.run([c, 5, 6], 5 if c else 6)
    func = file.function("bitselect", [WIDE] * 3, [WIDE])
    func.finish(func.op("bitselect v0, v1, v2"))
    for c in (0, -1, LOW, PATTERN):
        func.run([c, PATTERN, OTHER], (c & PATTERN) | (~c & OTHER))
    for ty in (*map(type_of, WIDTHS), WIDE):
        func = file.function(f"bmask_{ty}", [WIDE], [ty])
        func.finish(func.op(f"bmask.{ty} v0"))
        for x in (0, 1, 1 << 64, LEAST):
            func.run([x], -1 if x else 0)
        func = file.function(f"bmask_of_{ty}", [ty], [WIDE])
        func.finish(func.op("bmask.i128 v0"))
        for x in (0, 1, -1):
            func.run([x], -1 if x else 0)
    for name in ("trapz", "trapnz"):
        func = file.function(name, [WIDE], ["i32"])
        func.emit(f"{name} v0, user5")
        func.finish(func.const("i32", 3))
        for x in (0, 1, 1 << 64, LEAST):
            func.run([x], "user5" if (x == 0) == (name == "trapz") else 3)
    func = file.function("brif", [WIDE], ["i32"])
    then, other = func.new_block(), func.new_block()
    func.emit(f"brif v0, {then}, {other}")
    for block, result in ((then, 1), (other, 2)):
        func.start(block)
        func.finish(func.const("i32", result))
    for x in (0, 1, 1 << 64, LEAST):
        func.run([x], 1 if x else 2)
    return file


# --- moving -------------------------------------------------------------------------------------


def _conversions() -> FileText:
    file = FileText("i128-conversions", "i128: extensions to it, reductions from it, its halves.")
    for bits in WIDTHS:
        ty = type_of(bits)
        for name in ("uextend", "sextend"):
            func = file.function(f"{name}_{ty}", [ty], [WIDE])
            func.finish(func.op(f"{name}.i128 v0"))
            for x in (0, 1, -1, 1 << (bits - 1), OTHER & mask(bits)):
                func.run([x], x & mask(bits) if name[0] == "u" else signed(x, bits))
            func = file.function(f"{name}_{ty}_junk", [ty, ty], [WIDE], about="The sum may have junk above.")
            func.finish(func.op(f"{name}.i128 {func.op('iadd v0, v1')}"))
            func.run([-1, 2], 1)
            func.run([1 << (bits - 1), -1], (1 << (bits - 1)) - 1)
        func = file.function(f"ireduce_{ty}", [WIDE], [ty])
        func.finish(func.op(f"ireduce.{ty} v0"))
        for x in EDGES:
            func.run([x], x & mask(bits))
    func = file.function("isplit", [WIDE], ["i64", "i64"])
    func.finish(*func.ops(2, "isplit v0"))
    for x in EDGES:
        func.run([x], [x & LOW, x >> 64 & LOW])
    func = file.function("iconcat", ["i64", "i64"], [WIDE])
    func.finish(func.op("iconcat v1, v0"))
    func.run([1, 2], 1 << 64 | 2)
    func = file.function("bitcast", [WIDE], [WIDE])
    func.finish(func.op("bitcast.i128 v0"))
    func.run([OTHER], OTHER)
    return file


def _memory() -> FileText:
    file = FileText("i128-memory", "i128: stored and loaded, whole and by parts, with and without alignment.")
    for offset in (0, 3, 16):
        func = file.function(f"round_trip_{offset}", [WIDE, WIDE], [WIDE], ["ss0 = explicit_slot 64"])
        base = func.op("stack_addr.i64 ss0")
        func.emit(f"store v1, {base}")
        func.emit(f"store v0, {base}+{offset}")
        func.finish(func.op(f"load.i128 {base}+{offset}"))
        func.run([OTHER, PATTERN], OTHER)
    func = file.function("parts", [WIDE], ["i64", "i32", "i64"], ["ss0 = explicit_slot 16, align = 16"])
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store notrap aligned v0, {base}")
    parts = [func.op(f"load.i64 {base}"), func.op(f"load.i32 {base}+7"), func.op(f"load.i64 {base}+8")]
    func.finish(*parts)
    func.run([OTHER], [OTHER & LOW, OTHER >> 56 & mask(32), OTHER >> 64])
    func = file.function("joined", ["i64", "i64"], [WIDE], ["ss0 = explicit_slot 16"])
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    func.emit(f"store v1, {base}+8")
    func.finish(func.op(f"load.i128 {base}"))
    func.run([3, 4], 4 << 64 | 3)
    func = file.function("swapped", [WIDE, WIDE], [WIDE, WIDE], ["ss0 = explicit_slot 32"])
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    func.emit(f"store v1, {base}+16")
    first, second = func.op(f"load.i128 {base}"), func.op(f"load.i128 {base}+16")
    func.emit(f"store {second}, {base}")
    func.emit(f"store {first}, {base}+16")
    func.finish(func.op(f"load.i128 {base}"), func.op(f"load.i128 {base}+16"))
    func.run([PATTERN, OTHER], [OTHER, PATTERN])
    return file


SIGNATURES: Final[tuple[tuple[str, ...], ...]] = (
    (WIDE,),
    (WIDE, WIDE, WIDE, WIDE, WIDE),
    ("i64", WIDE, WIDE, WIDE, "i64"),
    ("i64", "i64", "i64", WIDE, "i64", WIDE, "i64"),
    ("i64", "i64", "i64", "i64", "i64", WIDE, "i64"),
    ("i32", "i8", WIDE, "i16", WIDE, "i64", WIDE, "i64", WIDE, "i64"),
    ("i64", "i64", "i64", "i64", "i64", "i64", "i64", WIDE, "i64", WIDE),
    ("i64", "i64", "i64", "i64", "i64", "i64", "i64", "i64", "i8", WIDE, "i8", WIDE),
)


def _sum(func: FunctionText, values: Sequence[str], types: Sequence[str]) -> str:
    """((a * 3 + b) * 3 + c) .. as i128."""
    three = constant(func, 3)
    total = ""
    for value, ty in zip(values, types, strict=True):
        wide = value if ty == WIDE else func.op(f"sextend.i128 {value}")
        total = wide if not total else func.op(f"iadd {func.op(f'imul {total}, {three}')}, {wide}")
    return total


def _summed(values: Sequence[int]) -> int:
    total = 0
    for value in values:
        total = total * 3 + value
    return total


def _samples(types: Sequence[str]) -> list[list[int]]:
    bits = [int(ty[1:]) for ty in types]
    return [
        [signed((OTHER >> index) + index, width) for index, width in enumerate(bits)],
        [-1 - index for index in range(len(bits))],
    ]


def _parameters() -> FileText:
    file = FileText(
        "i128-parameters",
        "i128 among parameters and results: in registers and in memory; calls, indirect calls, tail calls.",
    )
    for convention in ("system_v", "fast", "tail"):
        for number, types in enumerate(SIGNATURES):
            shown = ", ".join(types)
            name = f"{convention}_{number}"
            taker = file.function(f"take_{name}", types, [WIDE])
            taker.convention = convention
            taker.finish(_sum(taker, taker.args, types))
            for values in _samples(types):
                taker.run(values, _summed(values))
            back = list(reversed(types))
            giver = file.function(f"give_{name}", types, back)
            giver.convention = convention
            giver.finish(*reversed(giver.args))
            values = _samples(types)[0]
            giver.run(values, list(reversed(values)))
            preamble = [
                f"sig0 = ({shown}) -> i128 {convention}",
                f"fn0 = %take_{name}({shown}) -> i128 {convention}",
                f"fn1 = %give_{name}({shown}) -> {', '.join(back)} {convention}",
            ]
            caller = file.function(f"call_{name}", types, [WIDE, WIDE, WIDE], preamble)
            args = ", ".join(caller.args)
            direct = caller.op(f"call fn0({args})")
            address = caller.op("func_addr.i64 fn0")
            indirect = caller.op(f"call_indirect sig0, {address}({args})")
            given = caller.ops(len(types), f"call fn1({args})")
            caller.finish(direct, indirect, _sum(caller, given, back))
            caller.run(values, [_summed(values), _summed(values), _summed(list(reversed(values)))])
            if convention == "tail":
                tail = file.function(f"tail_call_{number}", ["i64"], [WIDE], preamble[1:2])
                tail.convention = convention
                # More arguments than it got, so they do not fit where its own were.
                given_args = [
                    constant(tail, value) if ty == WIDE else tail.const(ty, value)
                    for value, ty in zip(values, types, strict=True)
                ]
                tail.emit(f"return_call fn0({', '.join(given_args)})")
                tail.run([1], _summed(values))
    return file


def _control() -> FileText:
    file = FileText("i128-control", "i128 as block arguments: loops, joins, jump tables, parallel moves.")
    func = file.function("power", [WIDE, "i32"], [WIDE], about="v0 to the power of v1.")
    head, body, done = func.new_block(), func.new_block(), func.new_block()
    func.emit(f"jump {head}({constant(func, 1)}, v1)")
    total, count = func.start(head, [WIDE, "i32"])
    func.emit(f"brif {count}, {body}, {done}({total})")
    func.start(body)
    product = func.op(f"imul {total}, v0")
    less = func.op(f"iadd {count}, {func.const('i32', -1)}")
    func.emit(f"jump {head}({product}, {less})")
    func.finish(*func.start(done, [WIDE]))
    for x, y in ((3, 50), (-7, 20), (PATTERN, 3), (OTHER, 0)):
        func.run([x, y], x**y & mask(BITS))

    func = file.function("fibonacci", ["i32"], [WIDE])
    head, body, done = func.new_block(), func.new_block(), func.new_block()
    func.emit(f"jump {head}({constant(func, 0)}, {constant(func, 1)}, v0)")
    first, second, count = func.start(head, [WIDE, WIDE, "i32"])
    func.emit(f"brif {count}, {body}, {done}")
    func.start(body)
    total = func.op(f"iadd {first}, {second}")
    less = func.op(f"iadd {count}, {func.const('i32', -1)}")
    func.emit(f"jump {head}({second}, {total}, {less})")
    func.start(done)
    func.finish(first)
    a, b = 0, 1
    for number in range(187):
        if number in (0, 1, 2, 90, 100, 186):
            func.run([number], a)
        a, b = b, a + b & mask(BITS)

    func = file.function("table", ["i32", WIDE, WIDE], [WIDE])
    blocks = [func.new_block() for _ in range(3)]
    join = func.new_block()
    func.emit(f"br_table v0, {join}(v2), [{blocks[0]}, {blocks[1]}(v1), {blocks[2]}(v2, v1), {join}(v1)]")
    func.start(blocks[0])
    func.emit(f"jump {join}({func.op('iadd v1, v2')})")
    (one,) = func.start(blocks[1], [WIDE])
    func.emit(f"jump {join}({func.op(f'bnot {one}')})")
    two, three = func.start(blocks[2], [WIDE, WIDE])
    func.emit(f"jump {join}({func.op(f'isub {two}, {three}')})")
    func.finish(*func.start(join, [WIDE]))
    results = (PATTERN + OTHER, ~PATTERN, OTHER - PATTERN, PATTERN, OTHER)
    for index, result in enumerate(results):
        func.run([index, PATTERN, OTHER], result)
    return file


# --- floats -------------------------------------------------------------------------------------

#: Type, digits of the significand, largest exponent, bits of the integer with the same width.
FORMATS: Final = (("f32", 24, 127, 32), ("f64", 53, 1023, 64))


def rounded_bits(number: int, digits: int, largest: int, bits: int) -> int:
    """The bits of the float nearest to an integer; of two, the even one."""
    sign = 1 << (bits - 1) if number < 0 else 0
    size = abs(number)
    if not size:
        return 0
    excess = size.bit_length() - digits
    if excess > 0:
        size = round(Fraction(size, 1 << excess))
    else:
        size <<= -excess
    exponent = excess + digits - 1
    if size >> digits:
        size >>= 1
        exponent += 1
    if exponent > largest:
        return sign | (2 * largest + 1) << (digits - 1)
    return sign | (exponent + largest) << (digits - 1) | (size & mask(digits - 1))


def _to_floats() -> FileText:
    file = FileText(
        "i128-to-floats", "i128 to f32 and f64, signed and unsigned, rounded to even; results as bits."
    )
    for ty, digits, largest, bits in FORMATS:
        numbers = [*EDGES, (1 << digits) + 1, (1 << digits) + 3, 1 << 100, mask(128), mask(127), -PATTERN]
        halfway = (1 << 100) + (1 << (100 - digits))
        numbers += [halfway, halfway - 1, halfway + 1, halfway + (1 << (101 - digits))]
        for name in ("fcvt_from_sint", "fcvt_from_uint"):
            func = file.function(f"{name}_{ty}", [WIDE], [type_of(bits)])
            func.finish(func.op(f"bitcast.{type_of(bits)} {func.op(f'{name}.{ty} v0')}"))
            for x in numbers:
                number = signed(x, BITS) if "sint" in name else x & mask(BITS)
                func.run([x], rounded_bits(number, digits, largest, bits))
    return file


def _from_floats() -> FileText:
    file = FileText("i128-from-floats", "f32 and f64 to i128: trapping and saturating; operands as bits.")
    for ty, digits, largest, bits in FORMATS:
        infinity = (2 * largest + 1) << (digits - 1)
        quarter = (largest - 2) << (digits - 1)
        minus = 1 << (bits - 1)
        integers = [0, 1, -1, 7, -7, 1 << 63, 1 << 64, -(1 << 64), 1 << 126, LEAST, -LEAST, 1 << 128]
        integers += [
            mask(digits) << (127 - digits),
            -(mask(digits) << (127 - digits)),
            mask(digits) << (128 - digits),
        ]
        cases: list[tuple[int, int | None]] = [(rounded_bits(x, digits, largest, bits), x) for x in integers]
        cases += [
            (quarter, 0),
            (quarter | minus, 0),
            (minus, 0),
            (infinity, 1 << 999),
            (infinity | minus, -1 << 999),
        ]
        cases += [(infinity | 1, None), (infinity | minus | 1 << (digits - 2), None)]
        if ty == "f32":
            cases = [(x, n if n != 1 << 128 else 1 << 999) for x, n in cases]
        for name in ("fcvt_to_sint", "fcvt_to_uint", "fcvt_to_sint_sat", "fcvt_to_uint_sat"):
            low, high = (-LEAST, LEAST - 1) if "sint" in name else (0, mask(BITS))
            func = file.function(f"{name}_{ty}", [type_of(bits)], [WIDE])
            func.finish(func.op(f"{name}.i128 {func.op(f'bitcast.{ty} v0')}"))
            for operand, number in cases:
                if name.endswith("sat"):
                    func.run([operand], 0 if number is None else max(low, min(high, number)))
                elif number is None:
                    func.run([operand], "bad_toint")
                else:
                    func.run([operand], number if low <= number <= high else "int_ovf")
    return file
