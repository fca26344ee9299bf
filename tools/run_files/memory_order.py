"""Loads that must not be moved or merged, and memory that is changed in place.

load v0; store v1 to the same place; use v0         the use has what was there before the store
"""

from run_files.formulas import lowest, mask, other_pattern, pattern, signed
from run_files.memory import junk_slot
from run_files.text import WIDTHS, FileText, type_of


def files() -> list[FileText]:
    """All files."""
    return [_hazards(), _width_hazards(), _block_hazards(), *(_updates(bits) for bits in WIDTHS)]


def _hazards() -> FileText:
    about = "A load keeps its place: stores and calls between it and its use change nothing,\n"
    about += "and it happens once even if it is used twice."
    file = FileText("load-order", about)
    for bits in WIDTHS:
        ty = type_of(bits)
        pre = ["ss0 = explicit_slot 16"]
        x, y = pattern(bits), other_pattern(bits)
        func = file.function(f"store_between_{ty}", [ty, ty], [ty], pre)
        base = junk_slot(func)
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.{ty} {base}")
        func.emit(f"store v1, {base}")
        func.finish(func.op(f"iadd v1, {loaded}"))
        func.run([x, y], x + y)

        func = file.function(f"used_twice_{ty}", [ty, ty], [ty], pre)
        base = junk_slot(func)
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.{ty} {base}")
        first = func.op(f"iadd v1, {loaded}")
        func.emit(f"store v1, {base}")
        second = func.op(f"bxor {first}, {loaded}")
        func.finish(func.op(f"isub {second}, {loaded}"))
        func.run([x, y], ((x + y) & mask(bits) ^ x) - x)

        func = file.function(f"both_operands_{ty}", [ty], [ty], pre)
        base = junk_slot(func)
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.{ty} {base}")
        func.finish(func.op(f"imul {loaded}, {loaded}"))
        func.run([x], x * x)

        func = file.function(
            f"two_loads_{ty}", [ty, ty], [ty], pre, "The second load sees the store, the first does not."
        )
        base = junk_slot(func)
        func.emit(f"store v0, {base}")
        first = func.op(f"load.{ty} {base}")
        func.emit(f"store v1, {base}")
        second = func.op(f"load.{ty} {base}")
        func.finish(func.op(f"isub {first}, {second}"))
        func.run([x, y], x - y)

        func = file.function(f"compare_{ty}", [ty, ty], ["i8"], pre)
        base = junk_slot(func)
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.{ty} {base}")
        func.emit(f"store v1, {base}")
        func.finish(func.op(f"icmp ugt v1, {loaded}"))
        func.run([x, y], 1)
        func.run([y, x], 0)
    return file


def _width_hazards() -> FileText:
    about = "A load is narrower or wider than the opcode that uses it, and other values lie beside it."
    file = FileText("load-width", about)
    for narrow in (8, 16, 32):
        ty = type_of(narrow)
        x = other_pattern(narrow)
        for extend in ("uextend", "sextend"):
            wide_value = x if extend == "uextend" else signed(x, narrow)
            for opcode in ("iadd", "isub", "imul"):
                func = file.function(
                    f"{opcode}_{extend}_{ty}", [ty, "i64"], ["i64"], ["ss0 = explicit_slot 16"]
                )
                base = junk_slot(func)
                func.emit(f"store v0, {base}+{8 - narrow // 8}")
                loaded = func.op(f"load.{ty} {base}+{8 - narrow // 8}")
                func.finish(func.op(f"{opcode} v1, {func.op(f'{extend}.i64 {loaded}')}"))
                y = 1000
                func.run(
                    [x, y], {"iadd": y + wide_value, "isub": y - wide_value, "imul": y * wide_value}[opcode]
                )
        func = file.function(
            f"reduced_{ty}", ["i64", ty], [ty], ["ss0 = explicit_slot 8"], "Only the low part is added."
        )
        base = func.op("stack_addr.i64 ss0")
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.i64 {base}")
        func.finish(func.op(f"iadd v1, {func.op(f'ireduce.{ty} {loaded}')}"))
        func.run([other_pattern(64), 5], other_pattern(64) + 5)
        func = file.function(
            f"shifted_{ty}", [ty], [ty], ["ss0 = explicit_slot 8"], "The bytes above must not move down."
        )
        base = junk_slot(func, 8)
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.{ty} {base}")
        func.finish(func.op(f"ushr {loaded}, {func.const('i8', 3)}"))
        func.run([x], x >> 3)
        func = file.function(
            f"condition_{ty}", [ty], ["i32"], ["ss0 = explicit_slot 8"], "The bytes above are not zero."
        )
        base = junk_slot(func, 8)
        func.emit(f"store v0, {base}")
        loaded = func.op(f"load.{ty} {base}")
        then, other = func.new_block(), func.new_block()
        func.emit(f"brif {loaded}, {then}, {other}")
        func.start(then)
        func.finish(func.const("i32", 1))
        func.start(other)
        func.finish(func.const("i32", 0))
        func.run([0], 0)
        func.run([lowest(narrow)], 1)
        func = file.function(
            f"halves_{ty}", [ty, ty], [ty, ty], ["ss0 = explicit_slot 8"], "Neighbours stay apart."
        )
        base = func.op("stack_addr.i64 ss0")
        func.emit(f"store v0, {base}")
        func.emit(f"store v1, {base}+{narrow // 8}")
        first = func.op(f"load.{ty} {base}")
        func.finish(func.op(f"iadd {first}, {first}"), func.op(f"load.{ty} {base}+{narrow // 8}"))
        func.run([x, 3], [2 * x, 3])
    return file


def _block_hazards() -> FileText:
    file = FileText(
        "load-blocks", "A load is used in another block than it is in, in a loop, or behind a call."
    )
    pre = ["ss0 = explicit_slot 8"]
    func = file.function(
        "other_block", ["i64", "i64", "i8"], ["i64"], pre, "A store stands in the block between."
    )
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    loaded = func.op(f"load.i64 {base}")
    middle, last = func.new_block(), func.new_block()
    func.emit(f"brif v2, {middle}, {last}")
    func.start(middle)
    func.emit(f"store v1, {base}")
    func.emit(f"jump {last}")
    func.start(last)
    func.finish(func.op(f"iadd v1, {loaded}"))
    func.run([5, 70, 0], 75)
    func.run([5, 70, 1], 75)

    func = file.function(
        "before_loop", ["i64", "i32"], ["i64"], pre, "The loop changes the memory; the load stays before it."
    )
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    loaded = func.op(f"load.i64 {base}")
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v0, v1)")
    total, count = func.start(head, ["i64", "i32"])
    total = func.op(f"iadd {total}, {loaded}")
    func.emit(f"store {total}, {base}")
    left = func.op(f"iadd {count}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({total}, {left}), {done}")
    func.start(done)
    func.finish(func.op(f"isub {func.op(f'load.i64 {base}')}, {loaded}"))
    func.run([3, 1], 3)
    func.run([3, 10], 30)

    func = file.function("in_loop", ["i64", "i32"], ["i64"], pre, "The load in the loop sees each store.")
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    head, done = func.new_block(), func.new_block()
    func.emit(f"jump {head}(v1)")
    (count,) = func.start(head, ["i32"])
    loaded = func.op(f"load.i64 {base}")
    func.emit(f"store {func.op(f'iadd {loaded}, {loaded}')}, {base}")
    left = func.op(f"iadd {count}, {func.const('i32', -1)}")
    func.emit(f"brif {left}, {head}({left}), {done}")
    func.start(done)
    func.finish(func.op(f"load.i64 {base}"))
    func.run([3, 1], 6)
    func.run([3, 10], 3 << 10)

    func = file.function("bump", ["i64"], ["i64"], (), "Adds 1 to memory, and returns the old value.")
    loaded = func.op("load.i64 v0")
    func.emit(f"store {func.op(f'iadd {loaded}, ' + func.const('i64', 1))}, v0")
    func.finish(loaded)
    func = file.function(
        "behind_call",
        ["i64"],
        ["i64", "i64"],
        [*pre, "fn0 = %bump(i64) -> i64"],
        "The call changes what was loaded.",
    )
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    loaded = func.op(f"load.i64 {base}")
    old = func.op(f"call fn0({base})")
    total = func.op(f"iadd {old}, {loaded}")
    func.finish(total, func.op(f"load.i64 {base}"))
    func.run([40], [80, 41])

    func = file.function("unused", ["i64"], ["i64"], pre, "A load that nobody uses.")
    base = func.op("stack_addr.i64 ss0")
    func.emit(f"store v0, {base}")
    func.op(f"load.i32 {base}")
    func.finish("v0")
    func.run([1], 1)
    return file


def _updates(bits: int) -> FileText:
    ty = type_of(bits)
    about = "Load, change, store back: to the same place, to another, with the result used, with a flag used."
    file = FileText(f"memory-update-{ty}", about)
    pre = ["ss0 = explicit_slot 16"]
    x, y = pattern(bits), other_pattern(bits)
    for opcode in ("iadd", "isub", "bxor"):
        expected = {"iadd": x + y, "isub": x - y, "bxor": x ^ y}[opcode]
        for form in ("same", "other", "result", "reversed"):
            func = file.function(f"{opcode}_{ty}_{form}", [ty, ty], [ty], pre)
            base = junk_slot(func)
            func.emit(f"store v0, {base}")
            loaded = func.op(f"load.{ty} {base}")
            swap = form == "reversed"
            result = func.op(f"{opcode} v1, {loaded}" if swap else f"{opcode} {loaded}, v1")
            func.emit(f"store {result}, {base}" + ("+8" if form == "other" else ""))
            if form == "result":
                func.finish(func.op(f"bnot {result}"))
                func.run([x, y], ~expected)
            else:
                func.finish(func.op(f"load.{ty} {base}" + ("+8" if form == "other" else "")))
                func.run([x, y], y - x if swap and opcode == "isub" else expected)
    func = file.function(f"between_{ty}", [ty, ty], [ty], pre, "A store to the place between load and store.")
    base = junk_slot(func)
    func.emit(f"store v0, {base}")
    loaded = func.op(f"load.{ty} {base}")
    result = func.op(f"iadd {loaded}, v1")
    func.emit(f"store v1, {base}")
    func.emit(f"store {result}, {base}")
    func.finish(func.op(f"load.{ty} {base}"))
    func.run([x, y], x + y)
    return file
