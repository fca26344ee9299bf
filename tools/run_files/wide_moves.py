"""i128 wherever values are moved and passed: conversions, memory, parameters and results, block arguments."""

from collections.abc import Sequence
from typing import Final

from run_files.formulas import mask, signed
from run_files.text import WIDTHS, FileText, FunctionText, type_of
from run_files.wide import BITS, EDGES, LOW, OTHER, PATTERN, WIDE, constant


def files() -> list[FileText]:
    """All files."""
    return [_conversions(), _memory(), _parameters(), _control()]


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
