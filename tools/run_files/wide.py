"""i128: arithmetic, bits and conditions over values at the borders of the halves."""

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
